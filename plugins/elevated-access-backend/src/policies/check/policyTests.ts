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

import {
  accountIdSchema,
  approverSchema,
  durationSchema,
  instantSchema,
  permissionSetArnSchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';

/** When a test asks that does not say when: a Monday at noon, UTC. */
export const TEST_INSTANT = '2026-01-05T12:00:00Z';

const userSchema = refSchema('user', 'ann');
const groupSchema = refSchema('group', 'payments');

/** One or several. */
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([schema.transform(one => [one]), z.array(schema)]);

const tagsSchema = z.record(z.string(), z.string()).default({});

const worldSchema = {
  /** Only groups that are in others have to be given. */
  groups: z
    .record(z.string(), z.strictObject({ parent: oneOrMore(groupSchema) }))
    .default({}),
  people: z.record(
    z.string(),
    z.strictObject({
      groups: z.array(groupSchema).default([]),
      manager: approverOf('group:default/leads').optional(),
    }),
  ),
  accounts: z.record(
    accountIdSchema,
    z.strictObject({
      name: z.string().min(1).optional(),
      /** Path from the root. */
      ou: z
        .string()
        .regex(/^\//, 'must be the path from the root with a slash in front')
        .default('/'),
      /** Ids from the root down, where policies name OUs by id. */
      ouIds: z.array(z.string()).default([]),
      tags: tagsSchema,
      /** As the catalog says. */
      owner: oneOrMore(approverOf('group:default/payments')).default([]),
    }),
  ),
  permissionSets: z.record(
    z.string().min(1).max(32),
    z.strictObject({
      arn: permissionSetArnSchema.optional(),
      tags: tagsSchema,
    }),
  ),
};

const expectationSchema = z.strictObject({
  may: z.boolean(),
  /** The eligibility policy that answers, or the one that denies. */
  policy: z.string().optional(),
  /** The code of the refusal. */
  because: z
    .enum([
      'not-eligible',
      'duration-too-long',
      'outside-working-hours',
      'no-approval-policy',
    ])
    .optional(),
  approval: z.enum(['required', 'not-required']).optional(),
  approvalPolicy: z.string().optional(),
  /** The approvers of each stage, as the policy writes them, in any order. */
  stages: z.array(z.array(approverSchema)).optional(),
  /** People who may approve in some stage, before any escalation. */
  approvers: z.array(userSchema).optional(),
  /** People who may not, in no stage. */
  notApprovers: z.array(userSchema).optional(),
});

const testSchema = z.strictObject({
  name: z.string().min(1).optional(),
  person: userSchema,
  account: accountIdSchema,
  permissionSet: z.string().min(1),
  duration: durationSchema.default('PT1H'),
  /** When access begins. */
  at: instantSchema.default(TEST_INSTANT),
  expect: expectationSchema,
});

export type PolicyTest = z.output<typeof testSchema>;
export type Expectation = z.output<typeof expectationSchema>;

/** A file of tests: who and what there is, and what has to be true of it. */
export const policyTestsSchema = z.strictObject({
  ...worldSchema,
  tests: z.array(testSchema).min(1),
});

export type PolicyTests = z.output<typeof policyTestsSchema>;

/** A name or a reference; becomes a reference, whole and lower-case. */
function refSchema(kind: 'user' | 'group', example: string) {
  return z
    .string()
    .regex(
      new RegExp(
        `^(${kind}:)?([a-z0-9\\-_.]{1,63}/)?[a-z0-9\\-_.]{1,63}$`,
        'i',
      ),
      `must be a ${kind}, for example ${example} or ${kind}:default/${example}`,
    )
    .transform(text => wholeRef(kind, text))
    .meta({ example });
}

/** A user or a group, with its kind. */
function approverOf(example: string) {
  return z
    .string()
    .regex(
      /^(user|group):([a-z0-9\-_.]{1,63}\/)?[a-z0-9\-_.]{1,63}$/i,
      'must be the reference of a user or a group',
    )
    .transform(text => wholeRef('group', text))
    .meta({ example });
}

/** `ann` and `user:ann` as `user:default/ann`. */
export function wholeRef(kind: 'user' | 'group', text: string): string {
  const lower = text.toLocaleLowerCase('en-US');
  const colon = lower.indexOf(':');
  const named = lower.slice(colon + 1);
  return `${colon < 0 ? kind : lower.slice(0, colon)}:${
    named.includes('/') ? named : `default/${named}`
  }`;
}
