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

import { listRequestsQuerySchema } from 'backstage-plugin-elevated-access-common';
import { validate } from '../api/validate';
import { requestOutput, toRequestOutput } from './requestOutput';
import { callOf, type ActionOptions } from './types';

/** What is under way or there. */
const OPEN = ['pending', 'scheduled', 'activating', 'active', 'ending'];

export function registerMyAccess(options: ActionOptions): void {
  const { registry, requests } = options;
  registry.register({
    name: 'my-access',
    title: 'Show my temporary AWS access',
    description:
      "Lists the caller's own requests for temporary AWS access, newest first: those that are open or live, or all of them with history. Read-only.",
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          history: z
            .boolean()
            .optional()
            .describe('Also what is over; false by default'),
          cursor: z
            .string()
            .max(500)
            .optional()
            .describe('nextCursor of the page before'),
          limit: z.number().int().min(1).max(100).optional(),
        }),
      output: z =>
        z.object({
          items: z.array(requestOutput(z)),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input: { history = false, ...page }, credentials }) => {
      const call = await callOf('request-list', credentials, options);
      const { items, nextCursor } = await requests.list(
        validate(listRequestsQuerySchema, {
          ...page,
          view: 'mine',
          ...(history ? {} : { status: OPEN.join(',') }),
        }),
        call,
      );
      return {
        output: {
          items: items.map(toRequestOutput),
          ...(nextCursor === undefined ? {} : { nextCursor }),
        },
      };
    },
  });
}
