/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { Lookup } from '../oracle/Lookup';
import { Timeline } from '../oracle/Timeline';
import { Activity } from './Activity';

/** How soon people begin to use what they were given, milliseconds. */
const FIRST = 2_000;

/** For how long they would go on, milliseconds. */
const LONGEST = 3_600_000;

/** How much they do in that time: about a call every 20 seconds. */
const CALLS = 180;

/**
 * Has everybody use the access that they are given through the API, until it is
 * taken away, so that a demonstration has something to show.
 */
export function followEagerly(options: {
  timeline: Timeline;
  lookup: Lookup;
  activity: Activity;
}): void {
  const { timeline, lookup, activity } = options;
  timeline.listen(event => {
    if (
      (event.type !== 'assignment-created' &&
        event.type !== 'assignment-removed') ||
      event.principalType !== 'USER' ||
      event.origin !== 'api'
    ) {
      return;
    }
    const at = Date.parse(event.at);
    const user = lookup.user(event.principalId).userName;
    if (event.type === 'assignment-created') {
      activity.generate({
        user,
        account: event.accountId,
        permissionSet: event.permissionSetArn,
        from: at + FIRST,
        to: at + LONGEST,
        calls: CALLS,
      });
    } else {
      const { accountId, permissionSetArn } = event;
      activity.stop({ user, accountId, permissionSetArn, after: at });
    }
  });
}
