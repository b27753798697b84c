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
import type { ZodOpenApiResponsesObject } from 'zod-openapi';

/** How the API refuses. */
export const errorSchema = z.object({
  error: z.object({
    name: z.string().meta({ example: 'InputError' }),
    message: z.string(),
    code: z.string().optional().meta({
      description: 'A stable word for the reason',
      example: 'duration-too-long',
    }),
    field: z.string().optional().meta({
      description: 'The member of the body or query that is at fault',
      example: 'duration',
    }),
    reason: z.string().optional(),
    remedy: z.string().optional().meta({ description: 'What to do about it' }),
  }),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ statusCode: z.int() }),
});

const REFUSALS = {
  400: 'Something in the request is wrong; `field` says what',
  401: 'Not signed in',
  403: 'Signed in, and not allowed to do this',
  404: 'There is no such thing, or none that the caller may see',
  409: 'Not possible as things stand now; reload and look again',
  413: 'The body is too large',
  503: 'Something that has to be asked does not answer; nothing was changed',
} as const;

/** The statuses with which the API refuses. */
export type Refusal = keyof typeof REFUSALS;

/** What an operation answers with. */
export function responses(
  success: { status: 200 | 201 | 202; description: string; schema: z.ZodType },
  refusals: readonly Refusal[],
): ZodOpenApiResponsesObject {
  const { status, description, schema } = success;
  return {
    [`${status}`]: {
      description,
      content: { 'application/json': { schema } },
    },
    ...Object.fromEntries(
      refusals.map(refusal => [
        `${refusal}`,
        {
          description: REFUSALS[refusal],
          content: { 'application/json': { schema: errorSchema } },
        },
      ]),
    ),
  };
}
