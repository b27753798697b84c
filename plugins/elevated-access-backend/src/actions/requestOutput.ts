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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import type { z } from 'zod/v3';

/** A request as actions give it: what somebody needs to know of their own. */
export function requestOutput(zod: typeof z) {
  return zod.object({
    id: zod.string(),
    status: zod.string(),
    accountId: zod.string(),
    accountName: zod.string(),
    permissionSetName: zod.string(),
    startsAt: zod
      .string()
      .nullable()
      .describe('Once it is fixed by approval, ISO 8601'),
    accessEndsAt: zod.string().nullable(),
    sessionsEndBy: zod
      .string()
      .nullable()
      .describe('When credentials issued before the end can no longer work'),
    overdue: zod
      .boolean()
      .describe('It should have ended and is not verified gone'),
    approvers: zod
      .array(zod.string())
      .describe('Who can approve while it is pending'),
    failure: zod.string().nullable(),
  });
}

export function toRequestOutput(
  request: AccessRequest,
): z.output<ReturnType<typeof requestOutput>> {
  const stages =
    request.status === 'pending' ? request.approval?.stages ?? [] : [];
  const approvers = stages.flatMap(stage => stage.approvers);
  return {
    id: request.id,
    status: request.status,
    accountId: request.account.id,
    accountName: request.account.name,
    permissionSetName: request.permissionSet.name,
    startsAt: request.startsAt,
    accessEndsAt: request.accessEndsAt,
    sessionsEndBy: request.sessionsEndBy,
    overdue: request.overdueSince !== null,
    approvers: [...new Set(approvers.map(({ entityRef }) => entityRef))],
    failure: request.failure,
  };
}
