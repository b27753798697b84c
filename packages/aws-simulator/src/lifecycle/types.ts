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

import { AssignmentTuple } from '../model/types';

/** What an injected fault asks of an asynchronous operation. */
export interface OperationEffects {
  readonly failLater?: string;
  readonly forgetStatus?: boolean;
  readonly extraMs?: number;
  readonly listLagMs?: number;
}

export type OperationStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** A request that AWS has accepted and works on, or has worked on. */
export interface RequestRecord {
  readonly requestId: string;
  readonly acceptedAt: number;
  status: OperationStatus;
  failureReason?: string;
  completedAt?: number;
  /** AWS no longer knows the id. */
  readonly forgotten: boolean;
}

export interface AssignmentRequest extends RequestRecord {
  readonly kind: 'create' | 'delete';
  readonly tuple: AssignmentTuple;
}

export interface ProvisioningRequest extends RequestRecord {
  readonly kind: 'provision';
  readonly permissionSetArn: string;
  /** Absent when all provisioned accounts are meant. */
  readonly accountId?: string;
}
