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
import { FaultRule } from './types';

const ms = z.number().min(0);

const faultAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('throttle'),
    reason: z.enum(['rate', 'outstanding']).default('rate'),
  }),
  z.strictObject({
    kind: z.literal('error'),
    name: z.string().default('InternalServerException'),
    message: z.string().optional(),
    status: z.number().int().min(400).max(599).default(500),
    when: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({
    kind: z.literal('drop'),
    when: z.enum(['before', 'after']).default('after'),
  }),
  z.strictObject({
    kind: z.literal('hang'),
    when: z.enum(['before', 'after']).default('after'),
  }),
  z.strictObject({
    kind: z.literal('delay'),
    ms,
    when: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({
    kind: z.literal('fail-later'),
    reason: z
      .string()
      .default('An unexpected internal service exception was encountered'),
  }),
  z.strictObject({ kind: z.literal('forget-status') }),
  z.strictObject({ kind: z.literal('slow-operation'), ms }),
  z.strictObject({ kind: z.literal('list-lag'), ms }),
]);

/** Checks a rule and fills in its defaults. */
export const faultRule = z.strictObject({
  operation: z.string().default('*'),
  service: z
    .enum(['sso-admin', 'identitystore', 'organizations', 'cloudtrail', 'sts'])
    .optional(),
  nth: z
    .union([z.number().int().min(1), z.array(z.number().int().min(1))])
    .optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.number().int().min(1).optional(),
  match: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  action: faultAction,
}) satisfies z.ZodType<unknown, FaultRule>;

export type ResolvedFaultRule = z.output<typeof faultRule>;
export type ResolvedFaultAction = z.output<typeof faultAction>;
