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

import { endSchema } from 'backstage-plugin-elevated-access-common';
import { validate } from '../api/validate';
import { requestOutput, toRequestOutput } from './requestOutput';
import { callOf, type ActionOptions } from './types';

export function registerReleaseAccess(options: ActionOptions): void {
  const { registry, requests } = options;
  registry.register({
    name: 'release-access',
    title: 'Give my temporary AWS access back early',
    description:
      "Ends live access of the caller's own before its time. It cannot end anybody else's.",
    // Access is gone afterwards, and has to be asked for anew.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          requestId: z.string().describe('As my-access names it'),
          comment: z.string().max(2000).optional(),
        }),
      output: z => z.object({ request: requestOutput(z) }),
    },
    action: async ({ input: { requestId, ...end }, credentials }) => {
      const call = await callOf('request-release', credentials, options);
      const request = await requests.release(
        requestId,
        validate(endSchema, end),
        call,
      );
      return { output: { request: toRequestOutput(request) } };
    },
  });
}
