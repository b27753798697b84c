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
import { OutageState } from './types';

const service = z.enum([
  'sso-admin',
  'identitystore',
  'organizations',
  'cloudtrail',
  'sts',
]);

/** Checks a description of an outage. */
export const outageState: z.ZodType<OutageState, OutageState> = z
  .strictObject({
    mode: z.enum(['refuse', 'reset', 'unavailable', 'hang']),
    services: z.array(service).optional(),
    regions: z.array(z.string()).optional(),
    forMs: z.number().min(0).optional(),
  })
  .refine(
    state => state.mode !== 'refuse' || !(state.services || state.regions),
    {
      message:
        'refuse closes the one port there is: it cannot be limited to services or regions',
    },
  );
