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

import type { TextRule } from 'backstage-plugin-elevated-access-common';
import type { TextFunction } from '../../translations/useText';

/** What a text lacks to satisfy its rule, in words; nothing when it does. */
export function missingFromReason(
  text: string,
  rule: TextRule,
  t: TextFunction,
): string | undefined {
  const trimmed = text.trim();
  if (!trimmed) {
    return rule.required ? rule.message ?? t('ask.reason.required') : undefined;
  }
  if (trimmed.length < rule.minLength) {
    return rule.message ?? t('ask.reason.tooShort', { count: rule.minLength });
  }
  return fits(trimmed, rule)
    ? undefined
    : rule.message ?? t('ask.reason.pattern');
}

export function missingFromTicket(
  text: string,
  rule: TextRule,
  t: TextFunction,
): string | undefined {
  const trimmed = text.trim();
  if (!trimmed) {
    return rule.required ? rule.message ?? t('ask.ticket.required') : undefined;
  }
  return trimmed.length >= rule.minLength && fits(trimmed, rule)
    ? undefined
    : rule.message ?? t('ask.ticket.pattern');
}

function fits(text: string, rule: TextRule): boolean {
  return !rule.pattern || new RegExp(rule.pattern).test(text);
}
