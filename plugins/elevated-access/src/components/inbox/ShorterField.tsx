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

import { Button, NumberField } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { durationMillis } from '../../time/format';
import { useTimeWords } from '../../time/useTimeWords';
import { useText } from '../../translations/useText';
import { FieldError, useFieldError } from '../ask/FieldError';
import type { DecisionState } from './useDecision';

const MINUTE_MS = 60_000;

/** Lets an approver give less time than was asked for; all of it unless they say so. */
export function ShorterField(props: {
  request: AccessRequest;
  decision: DecisionState;
}) {
  const { request, decision } = props;
  const t = useText();
  const words = useTimeWords();
  const wrong = useFieldError(
    decision.minutesWrong ? t('inbox.decide.shorterWrong') : undefined,
  );
  const asked = durationMillis(request.duration);
  const longest = Math.ceil(asked / MINUTE_MS) - 1;
  if (longest < 1) {
    return null;
  }
  if (decision.minutes === null) {
    return (
      <div>
        <Button
          variant="tertiary"
          size="small"
          onPress={() =>
            decision.setMinutes(Math.max(1, Math.floor(asked / MINUTE_MS / 2)))
          }
        >
          {t('inbox.decide.shorter')}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <NumberField
        label={t('inbox.decide.shorterLabel')}
        description={t('inbox.decide.shorterHint', {
          span: words.duration(request.duration),
        })}
        value={decision.minutes}
        minValue={1}
        onChange={decision.setMinutes}
        {...wrong.field}
        isInvalid={
          decision.minutesWrong || decision.problem?.field === 'duration'
        }
      />
      <FieldError {...wrong.error} />
      <Button
        variant="tertiary"
        size="small"
        onPress={() => decision.setMinutes(null)}
      >
        {t('inbox.decide.whole', { span: words.duration(request.duration) })}
      </Button>
    </div>
  );
}
