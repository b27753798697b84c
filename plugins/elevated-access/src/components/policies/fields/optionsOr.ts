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

import type { Suggestion } from '../../../data/suggestions';

/** What can be picked, or one line that says why there is nothing. */
export function optionsOr(
  suggestions: Suggestion[],
  message: string | undefined,
): (Suggestion & { disabled?: boolean })[] {
  return suggestions.length === 0 && message !== undefined
    ? [{ id: message, label: message, disabled: true }]
    : suggestions;
}
