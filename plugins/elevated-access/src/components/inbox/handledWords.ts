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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useTimeWords } from '../../time/useTimeWords';
import { isolate } from '../common/isolate';
import { useText } from '../../translations/useText';

/** Who was faster, in words; nothing while it is undecided. */
export function useHandledWords(): (
  request: AccessRequest,
  now: number,
) => string | undefined {
  const t = useText();
  const words = useTimeWords();
  return (request, now) => {
    if (request.status === 'pending') {
      return undefined;
    }
    if (request.status === 'cancelled') {
      return t('inbox.handled.cancelled', {
        who: isolate((request.endedBy ?? request.requester).displayName),
      });
    }
    const last = request.decisions.at(-1);
    return last
      ? t(`inbox.handled.${last.verdict}`, {
          who: isolate(last.approver.displayName),
          // The page's clock may be seconds behind what the server just did.
          when: words.relative(
            last.decidedAt,
            Math.max(now, Date.parse(last.decidedAt)),
          ),
        })
      : t('inbox.handled.other', { status: t(`status.${request.status}`) });
  };
}
