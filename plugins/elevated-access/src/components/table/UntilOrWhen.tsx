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

import { Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { unreachable } from '../../data/status';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';

/** The one instant that matters about a request as it is now. */
export function UntilOrWhen(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  return request.overdueSince ? (
    <Text color="danger" weight="bold">
      {t('table.when.overdue', { when: <When iso={request.overdueSince} /> })}
    </Text>
  ) : (
    <>
      <Text as="p">{instantOf(request, t)}</Text>
      <Sessions request={request} />
    </>
  );
}

/** When sessions begun before the end are over too. */
function Sessions(props: { request: AccessRequest }) {
  const { status, endsAt, sessionsEndBy, strictWindow } = props.request;
  const t = useText();
  const over = strictWindow ? endsAt : sessionsEndBy;
  if (!over || (status !== 'active' && status !== 'activating')) {
    return null;
  }
  return (
    <Text as="p" color="secondary" variant="body-small">
      {t(strictWindow ? 'sessionTail.shortStrict' : 'sessionTail.short', {
        when: <When iso={over} form="clock" />,
      })}
    </Text>
  );
}

function instantOf(request: AccessRequest, t: TextFunction) {
  const { status, startsAt, requestedStart } = request;
  const endsAt = request.accessEndsAt ?? request.endsAt;
  switch (status) {
    case 'pending':
      return t('table.when.pending', {
        when: <When iso={request.expiresAt} />,
      });
    case 'scheduled': {
      const start = startsAt ?? requestedStart;
      return start && t('table.when.scheduled', { when: <When iso={start} /> });
    }
    case 'activating':
    case 'active':
      return endsAt && <When iso={endsAt} form="until" />;
    case 'ending':
      // It may end before its planned end, which would be misleading here.
      return t('sentence.ending');
    case 'ended':
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'lapsed':
    case 'failed':
      return <When iso={request.endedAt ?? request.createdAt} />;
    default:
      return unreachable(status);
  }
}
