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

import type { End } from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import type { RequestRecord } from '../domain/types';
import type { Caller } from './Caller';
import type { FamilyEnding } from './FamilyEnding';
import type { RequestReader } from './RequestReader';
import { wrongStatus } from './statusWords';

/**
 * Ends access that somebody else holds or is about to hold. Approvers of the
 * request, responders and administrators may, at any time and whatever policies,
 * settings, directory or AWS say.
 */
export class Revocation {
  readonly #reader: RequestReader;
  readonly #family: FamilyEnding;

  constructor(options: { reader: RequestReader; family: FamilyEnding }) {
    this.#reader = options.reader;
    this.#family = options.family;
  }

  async revoke(id: string, input: End, caller: Caller): Promise<RequestRecord> {
    const { request } = await this.#reader.requireVisible(id, caller);
    await requireMayRevoke(request, caller);
    const by = {
      actor: await caller.actor(),
      comment: requireRevocationComment(input),
    };
    switch (request.status) {
      case 'scheduled':
      case 'activating':
      case 'active':
        return this.#family.end(request, 'revoked', by);
      default:
        throw wrongStatus(request, 'revoked');
    }
  }
}

async function requireMayRevoke(
  request: RequestRecord,
  caller: Caller,
): Promise<void> {
  if (caller.isRequesterOf(request)) {
    throw problem('not-allowed', {
      code: 'forbidden',
      reason: 'This access is your own.',
      remedy: 'Give it back with release, or cancel it if it has not begun.',
    });
  }
  if (!(await caller.isApproverOrHolds(request, ['responder', 'admin']))) {
    throw problem('not-allowed', {
      code: 'not-approver',
      reason:
        'Only an approver of this request, a responder or an administrator may end it.',
      remedy: 'Ask one of them.',
    });
  }
}

/** @throws InputError with code `comment-required` */
export function requireRevocationComment(input: Pick<End, 'comment'>): string {
  const comment = input.comment.trim();
  if (comment === '') {
    throw problem('input', {
      code: 'comment-required',
      field: 'comment',
      reason: "Ending somebody else's access needs a comment.",
      remedy: 'Say in a few words why; the person will read it.',
    });
  }
  return comment;
}
