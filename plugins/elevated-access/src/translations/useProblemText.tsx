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

import type { ProblemCode } from 'backstage-plugin-elevated-access-common';
import { useCallback, type ReactNode } from 'react';
import { problem as messages } from './messages/problem';
import { useText } from './useText';

/** A refusal, a failed check or a trouble, as the backend tells it. */
export interface Told {
  code?: string | null;
  reason?: string | null;
  remedy?: string | null;
}

/** The same in the reader's language. */
interface ProblemText {
  /** What is wrong; nothing where the backend does not say. */
  what: string | undefined;
  /** The way out, or the backend's own words where they name and count more. */
  more: ReactNode;
  /** Both, where there is room for plain text alone. */
  plain: string;
  /** Whether the backend's own words are not the first ones. */
  isTranslated: boolean;
}

type KnownCode = keyof typeof messages.code;

function isKnown(code: string | null | undefined): code is KnownCode {
  return typeof code === 'string' && Object.hasOwn(messages.code, code);
}

/** The backend says no more than their texts do. */
const saidInFull: ReadonlySet<string> = new Set<ProblemCode>([
  'self-approval',
  'digest-changed',
  'acting-through-plugin',
  'nothing-changed',
  'own-change',
  'database-unavailable',
  'permissions-unavailable',
]);

/**
 * What the backend says, in the reader's language as far as its code tells. What
 * only the backend can know, names and numbers, follows in its own words. A code
 * that is not known leaves these alone.
 */
export function useProblemText(): (told: Told) => ProblemText {
  const t = useText();
  return useCallback(
    ({ code, reason, remedy }) => {
      const words = [reason, remedy].filter(Boolean).join(' ');
      const isOwn = t('problem.language') === 'en' && words !== '';
      if (isOwn || !isKnown(code)) {
        return {
          what: reason ?? undefined,
          more: remedy ?? undefined,
          plain: words,
          isTranslated: false,
        };
      }
      const what = t(`problem.code.${code}`);
      if (saidInFull.has(code) || words === '') {
        return { what, more: undefined, plain: what, isTranslated: true };
      }
      return {
        what,
        more: t('problem.wording', { words: <bdi lang="en">{words}</bdi> }),
        plain: `${what} ${t('problem.wording', { words })}`,
        isTranslated: true,
      };
    },
    [t],
  );
}
