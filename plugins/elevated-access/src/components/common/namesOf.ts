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

import type { ApprovalStage } from 'backstage-plugin-elevated-access-common';
import { isolate } from './isolate';
import type { TextFunction } from '../../translations/useText';

/** What some people are called, and how many more there are. */
export function namesOf(
  people: ApprovalStage['approvers'],
  rest: number,
  t: TextFunction,
): string {
  const names = people.map(({ displayName }) => isolate(displayName));
  return (
    rest > 0
      ? [...names, t('ask.preflight.andMore', { number: String(rest) })]
      : names
  ).join(', ');
}
