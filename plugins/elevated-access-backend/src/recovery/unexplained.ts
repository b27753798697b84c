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

import type { AssignmentReader } from '../aws/AssignmentReader';
import type { AssignmentKey } from '../domain/types';
import type { LoggedAssignment } from './ownership';

/**
 * Assignments of users, on the permission sets that the log names, that the log
 * says nothing of: neither ours nor found standing. What the log says is gone
 * and is there again is among them.
 */
export async function findUnexplained(
  logged: readonly LoggedAssignment[],
  reader: Pick<AssignmentReader, 'accountsWith' | 'principalsWith'>,
  signal: AbortSignal,
): Promise<AssignmentKey[]> {
  const explained = new Set(
    logged
      .filter(({ state }) => state !== 'gone')
      .map(({ key }) => JSON.stringify(parts(key))),
  );
  const found: AssignmentKey[] = [];
  const sets = new Set(logged.map(({ key }) => key.permissionSetArn));
  for (const permissionSetArn of sets) {
    for (const accountId of await reader.accountsWith(
      permissionSetArn,
      signal,
    )) {
      const target = { accountId, permissionSetArn };
      for (const { type, id } of await reader.principalsWith(target, signal)) {
        const key = { ...target, principalId: id };
        if (type === 'USER' && !explained.has(JSON.stringify(parts(key)))) {
          found.push(key);
        }
      }
    }
  }
  return found;
}

function parts({ principalId, accountId, permissionSetArn }: AssignmentKey) {
  return [principalId, accountId, permissionSetArn];
}
