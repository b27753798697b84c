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

import type { Preflight } from 'backstage-plugin-elevated-access-common';
import type { AskForm } from './useAskForm';

export type CheckResult = Preflight['checks'][number];

/** Fields of the form that a refusal can point at. */
export type AskField = 'duration' | 'start' | 'reason' | 'ticket';

/** The field of the form that a member of the request body belongs to. */
export function formFieldOf(field: string | undefined): AskField | undefined {
  switch (field) {
    case 'duration':
    case 'reason':
    case 'ticket':
      return field;
    case 'startsAt':
      return 'start';
    default:
      return undefined;
  }
}

/**
 * Whether a failed check only says that a field is still to be filled in, and
 * not yet that something is wrong.
 */
export function isOpen(
  check: CheckResult,
  touched: AskForm['touched'],
): boolean {
  switch (check.check) {
    case 'reason':
      return !touched.reason;
    case 'ticket':
      return !touched.ticket;
    default:
      return false;
  }
}

/** The first thing that keeps the form from being sent. */
export function firstFailure(items: Preflight[]): CheckResult | undefined {
  return items.flatMap(item => item.checks).find(check => !check.ok);
}
