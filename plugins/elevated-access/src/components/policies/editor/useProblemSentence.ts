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

import type { CheckedProblem } from '../../../data/policyPreview';
import { useFaultText } from '../../../translations/useFaultText';
import { useProblemText } from '../../../translations/useProblemText';
import { useText } from '../../../translations/useText';

/** What is wrong with a policy, as plain text in the reader's language. */
export function useProblemSentence() {
  const t = useText();
  const tell = useProblemText();
  const faultText = useFaultText();
  return (problem: CheckedProblem | undefined): string | undefined => {
    if (!problem) {
      return undefined;
    }
    const { fault, reason } = problem;
    // The backend writes English, and may know more of what is wrong.
    return fault && t('problem.language') !== 'en'
      ? faultText(fault)
      : tell({ code: 'invalid-policy', reason }).plain;
  };
}
