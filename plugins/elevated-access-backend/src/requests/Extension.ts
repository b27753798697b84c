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

import type { Extend } from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import type { RequestRecord } from '../domain/types';
import type { Caller } from './Caller';
import type { Families } from './Families';
import type { RequestAssessor } from './RequestAssessor';
import type { RequestReader } from './RequestReader';
import { requirePlan, type Submission } from './Submission';
import { requireActive } from './windowChecks';

/** Asks for live access to last longer: a request of its own, judged by what holds now. */
export class Extension {
  readonly #reader: RequestReader;
  readonly #families: Families;
  readonly #assessor: RequestAssessor;
  readonly #submission: Submission;

  constructor(options: {
    reader: RequestReader;
    families: Families;
    assessor: RequestAssessor;
    submission: Submission;
  }) {
    this.#reader = options.reader;
    this.#families = options.families;
    this.#assessor = options.assessor;
    this.#submission = options.submission;
  }

  /** Returns the request that prolongs. */
  async extend(
    id: string,
    input: Extend,
    caller: Caller,
  ): Promise<RequestRecord> {
    const { request } = await this.#reader.requireVisible(id, caller);
    if (!caller.isRequesterOf(request)) {
      throw problem('not-allowed', {
        code: 'not-yours',
        reason: `This is access of ${request.requesterName}; only they can ask for it to last longer.`,
        remedy: 'Ask for access of your own.',
      });
    }
    const chain = await this.#families.chainOf(request);
    const base = requireActive(chain);
    const plan = requirePlan(
      await this.#assessor.assessExtension(chain, input, await caller.person()),
    );
    if (plan.user.userId !== base.principalId) {
      throw problem('conflict', {
        code: 'not-extendable',
        reason: `This access is of the Identity Center user ${base.principalUserName} (${base.principalId}), and you are ${plan.user.userName} (${plan.user.userId}) now.`,
        remedy: 'Ask for access anew.',
      });
    }
    const { requests } = await this.#submission.create([plan]);
    const [created] = requests;
    if (!created) {
      throw new Error('An extension was submitted and nothing was created');
    }
    return created;
  }
}
