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
import { toProblem, type CallProblem } from '../../data/problem';
import { useText, type TextFunction } from '../../translations/useText';
import { ActionFailed, isOutcomeUnknown } from '../common/States';

/** Why the form was not taken, and what has become of it. */
export function SendFailed(props: { error: unknown }) {
  const t = useText();
  return (
    <div>
      <ActionFailed error={props.error} outcomeIsTold />
      <Text as="p" color="secondary" role="status">
        {whatBecame(toProblem(props.error), t)}
      </Text>
    </div>
  );
}

function whatBecame(problem: CallProblem, t: TextFunction): string {
  if (isOutcomeUnknown(problem)) {
    return t('ask.draft.unknown');
  }
  return t(
    problem.status === 401 ? 'ask.draft.signedOut' : 'ask.draft.notSent',
  );
}
