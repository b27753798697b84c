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

import type { JsonObject } from '@backstage/types';
import type { TextRuleDraft } from '../fields/TextRuleField';
import { numberOf } from './document';

/** A rule as far as the document says it. */
export function ruleOf(rule: JsonObject | undefined): TextRuleDraft {
  if (!rule) {
    return {};
  }
  const { required, pattern, message } = rule;
  return {
    ...(typeof required === 'boolean' && { required }),
    ...(numberOf(rule, 'minLength') !== undefined && {
      minLength: numberOf(rule, 'minLength'),
    }),
    ...(typeof pattern === 'string' && { pattern }),
    ...(typeof message === 'string' && { message }),
  };
}
