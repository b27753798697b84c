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
import { toProblem } from '../../data/problem';
import { useText, type TextFunction } from '../../translations/useText';
import { ActionFailed } from '../common/States';

/** Why the form was not taken, and what has become of it. */
export function SendFailed(props: { error: unknown }) {
  const t = useText();
  return (
    <div>
      <ActionFailed error={props.error} />
      <Text as="p" color="secondary" role="status">
        {whatBecame(toProblem(props.error).status, t)}
      </Text>
    </div>
  );
}

function whatBecame(status: number, t: TextFunction): string {
  switch (status) {
    // Without an answer nobody knows whether the request arrived.
    case 0:
    case 502:
    case 504:
      return t('ask.draft.unknown');
    case 401:
      return t('ask.draft.signedOut');
    default:
      return t('ask.draft.notSent');
  }
}
