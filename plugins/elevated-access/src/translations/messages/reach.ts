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

/** Who can reach an account. */
export const reach = {
  title: 'Who can reach an account?',
  hint: 'Pick an account: every policy that speaks of it is listed, with the people whom it names.',
  of: 'Who can reach {{account}}',
  unknown: 'The directory does not know this account.',
  barred: 'Nobody can, whatever policies say',
  nobody: 'No policy lets anybody ask for anything here.',
  denyWins: 'What a policy denies is denied, whatever the others allow.',
  someHours: 'At certain hours only.',
  truncated_one: 'The first {{count}} is shown.',
  truncated_other: 'The first {{count}} are shown.',
} as const;
