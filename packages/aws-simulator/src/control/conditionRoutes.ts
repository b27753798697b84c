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
import { SimulatorParts } from '../parts';
import { ControlRoute } from './types';

const milliseconds = z.number().min(0);
const count = z.number().int().min(0);

const latency = z.union([
  z.strictObject({ preset: z.enum(['none', 'fast', 'realistic', 'slow']) }),
  z
    .strictObject({
      roleExistsMs: milliseconds,
      roleChangesMs: milliseconds,
      spread: z.number().min(0),
      listLagMs: milliseconds,
      settleMs: milliseconds,
      groupPropagationMs: milliseconds,
      trailMs: milliseconds,
    })
    .partial(),
]);

const limits = z.union([
  z.strictObject({ preset: z.enum(['aws', 'no-request-rates']) }),
  z
    .strictObject({
      ssoAdminTps: count,
      identityStoreTps: count,
      lookupEventsTps: count,
      organizations: z.boolean(),
      outstandingWrites: count,
      deletionsCount: z.boolean(),
      concurrentProvisions: count,
      rolesPerAccount: count,
      permissionSetsPerAccount: count,
      permissionSets: count,
      statusRetentionMs: milliseconds,
    })
    .partial(),
]);

/** How slow AWS is and what it limits. */
export function conditionRoutes({
  conditions,
}: SimulatorParts): ControlRoute[] {
  return [
    { method: 'GET', path: '/latency', run: () => conditions.latency },
    {
      method: 'PUT',
      path: '/latency',
      run: ({ body }) => {
        const wanted = latency.parse(body);
        conditions.setLatency('preset' in wanted ? wanted.preset : wanted);
        return conditions.latency;
      },
    },
    { method: 'GET', path: '/limits', run: () => conditions.limits },
    {
      method: 'PUT',
      path: '/limits',
      run: ({ body }) => {
        const wanted = limits.parse(body);
        conditions.setLimits('preset' in wanted ? wanted.preset : wanted);
        return conditions.limits;
      },
    },
  ];
}
