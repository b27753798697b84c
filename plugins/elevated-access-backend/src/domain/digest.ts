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

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';

/** What an approval binds to; change any of it and the approval is void. */
export interface DigestInput {
  accountId: string;
  permissionSetArn: string;
  /** Changes with the permission set's policies, boundary or session duration. */
  permissionSetFingerprint: string;
  /** Identity Center user id. */
  principalId: string;
  /** Null: as soon as approved. */
  requestedStart: Date | null;
  /** Milliseconds. */
  durationMs: number;
  /** Whether access ends one session duration early. */
  strictWindow: boolean;
  /** The request that it prolongs; the end that it prolongs is its `requestedStart`. */
  extendsId: string | null;
  /** The digest that was void when approval was asked for again, so that no decision counts twice. */
  supersedes: string | null;
}

/** A SHA-256 over what an approver is shown, as `sha256:` and 64 hexadecimal digits. */
export function computeDigest(input: DigestInput): string {
  const text = canonicalJson({
    accountId: input.accountId,
    permissionSetArn: input.permissionSetArn,
    permissionSetFingerprint: input.permissionSetFingerprint,
    principalId: input.principalId,
    requestedStart: input.requestedStart?.toISOString() ?? null,
    durationMs: input.durationMs,
    strictWindow: input.strictWindow,
    extendsId: input.extendsId,
    supersedes: input.supersedes,
  });
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
