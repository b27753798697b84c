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

import { z } from 'zod';

/** An example of what may stand at a path below a schema, from the schema's own `example`. */
export function exampleAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
): string | undefined {
  for (const found of schemasAt(schema, path)) {
    const example = found.meta()?.example;
    if (example !== undefined) {
      return typeof example === 'string' ? example : JSON.stringify(example);
    }
  }
  const key = path.findLast(step => typeof step === 'string');
  return key === undefined ? undefined : POLICY_EXAMPLES[String(key)];
}

/** The keys that an object at a path below a schema may have. */
export function keysAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
): string[] {
  const keys = schemasAt(schema, path).flatMap(found =>
    found instanceof z.ZodObject ? Object.keys(found.shape) : [],
  );
  return [...new Set(keys)];
}

/** For the parts of policies whose published schemas carry no example of their own. */
const POLICY_EXAMPLES: Readonly<Record<string, string>> = {
  name: 'payments-engineers',
  effect: 'allow',
  priority: '10',
  subjects: '[group:default/payments]',
  targets: '[{ ou: /Workloads/Prod }]',
  owned: 'true',
  owner: 'group:default/payments',
  descendants: 'false',
  account: "'111122223333'",
  ou: '/Workloads/Prod',
  tag: '{ key: team, value: payments }',
  key: 'team',
  value: 'payments',
  permissionSets: '[{ name: ReadOnly }]',
  maxDuration: 'PT4H',
  approval: 'required',
  workingHours:
    "{ timeZone: Europe/Stockholm, days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }",
  days: '[1, 2, 3, 4, 5]',
  from: "'08:00'",
  to: "'18:00'",
  reason: '{ required: true, minLength: 10 }',
  ticket: "{ required: true, pattern: '^OPS-[0-9]+$' }",
  pattern: "'^OPS-[0-9]+$'",
  stages:
    '[{ name: Payments leads, approvers: [group:default/payments-leads] }]',
  approvers: '[group:default/payments-leads]',
  escalation: '[{ after: PT1H, approvers: [group:default/platform] }]',
  after: 'PT1H',
  reminders: '{ first: PT30M, maximum: PT4H }',
  first: 'PT30M',
  maximum: 'PT4H',
  risk: 'high',
  strictWindow: 'true',
  extension: '{ maximum: 2, maxTotalDuration: PT8H }',
  maxTotalDuration: 'PT8H',
  minLength: '10',
  message: 'Say what is wrong, in at least ten characters.',
  description: 'Engineers on call',
  banner: '{ text: Maintenance on Sunday, severity: info }',
  text: 'Maintenance on Sunday',
  severity: 'info',
  confirmChanges: 'true',
  required: '1',
  comment: 'on-reject',
  requestExpiry: 'PT3H',
};

/** Every schema that may apply at a path, wrappers and alternatives included, outermost first. */
function schemasAt(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
): z.ZodType[] {
  const here = unwrap(schema);
  const [step, ...rest] = path;
  if (step === undefined) {
    return here;
  }
  return here.flatMap(found => {
    if (found instanceof z.ZodArray) {
      return schemasAt(found.element, rest);
    }
    if (found instanceof z.ZodObject && Object.hasOwn(found.shape, step)) {
      return schemasAt(found.shape[step], rest);
    }
    return [];
  });
}

function unwrap(schema: z.core.$ZodType): z.ZodType[] {
  if (!(schema instanceof z.ZodType)) {
    return [];
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return [schema, ...unwrap(schema.unwrap())];
  }
  if (schema instanceof z.ZodPipe) {
    return [schema, ...unwrap(schema.in), ...unwrap(schema.out)];
  }
  if (schema instanceof z.ZodUnion) {
    return [schema, ...schema.options.flatMap(unwrap)];
  }
  return [schema];
}
