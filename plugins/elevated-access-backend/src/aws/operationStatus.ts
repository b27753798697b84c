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

import type { AccountAssignmentOperationStatus } from '@aws-sdk/client-sso-admin';
import type { AssignmentKey, AssignmentOperation } from '../domain/types';
import type { OperationStatus } from './types';

/** How AWS says, late, that there was nothing to delete. */
const NOTHING_TO_DELETE = /EntitlementItem doesn't exist|404 status error/i;

/** Where AWS says that an operation stands. */
export function toStatus(
  operation: AssignmentOperation,
  answer: AccountAssignmentOperationStatus,
): OperationStatus {
  switch (answer.Status) {
    case 'SUCCEEDED':
      return { state: 'succeeded' };
    case 'FAILED': {
      const reason = answer.FailureReason ?? 'AWS gave no reason';
      if (operation === 'delete' && NOTHING_TO_DELETE.test(reason)) {
        return { state: 'succeeded', nothingThere: true };
      }
      return { state: 'failed', reason };
    }
    case 'IN_PROGRESS':
    case undefined:
      return { state: 'in-progress' };
    default:
      // A state that this SDK does not know yet is not an end.
      return { state: 'in-progress' };
  }
}

/** What an operation is about, where AWS says so; undefined for groups. */
export function toKey(
  answer: AccountAssignmentOperationStatus,
): AssignmentKey | undefined {
  const { PrincipalId, PrincipalType, TargetId, PermissionSetArn } = answer;
  if (
    !PrincipalId ||
    !TargetId ||
    !PermissionSetArn ||
    PrincipalType === 'GROUP'
  ) {
    return undefined;
  }
  return {
    principalId: PrincipalId,
    accountId: TargetId,
    permissionSetArn: PermissionSetArn,
  };
}
