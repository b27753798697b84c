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

const instant = z.union([z.number(), z.string()]);

const whose = {
  user: z.string(),
  account: z.string(),
  permissionSet: z.string(),
};

const order = z.strictObject({
  ...whose,
  from: instant,
  to: instant,
  calls: z.number().int().min(1).max(10_000).optional(),
});

const call = z.strictObject({
  ...whose,
  at: instant.optional(),
  name: z.string().min(1),
  service: z.string().min(1),
  readOnly: z.boolean().optional(),
  region: z.string().optional(),
  errorCode: z.string().optional(),
  resources: z
    .array(z.strictObject({ type: z.string(), name: z.string() }))
    .optional(),
  roleName: z.string().optional(),
  sourceAddress: z.string().optional(),
  userAgent: z.string().optional(),
});

/** What people do with their access, for CloudTrail to show. */
export function trailRoutes({ activity }: SimulatorParts): ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/activity',
      run: ({ body }) => ({ eventId: activity.record(call.parse(body)) }),
    },
    {
      method: 'POST',
      path: '/activity/generate',
      run: ({ body }) => ({ calls: activity.generate(order.parse(body)) }),
    },
  ];
}
