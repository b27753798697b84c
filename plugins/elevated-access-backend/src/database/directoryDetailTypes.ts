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

import type { AwsUnit } from '../aws/types';
import type { DirectoryPermissionSet } from '../domain/types';

/**
 * Something that AWS tells of one account, permission set or unit only, in calls
 * of their own, and when it did.
 */
export type DirectoryDetail = { readAt: Date } & (
  | {
      kind: 'account-tags';
      /** The account's. */
      id: string;
      tags: Readonly<Record<string, string>>;
    }
  | {
      kind: 'permission-set';
      /** Its ARN. */
      id: string;
      permissionSet: Omit<DirectoryPermissionSet, 'inManagementAccount'>;
    }
  | {
      kind: 'units-below';
      /** The root's or unit's. */
      id: string;
      units: readonly AwsUnit[];
    }
);

export type DirectoryDetailKind = DirectoryDetail['kind'];

/**
 * Details as they were last read, whether or not the reading that brought them
 * became a snapshot. Nothing is granted from here: only a complete reading makes
 * a snapshot of them.
 */
export interface DirectoryDetailStore {
  list(): Promise<DirectoryDetail[]>;
  save(details: readonly DirectoryDetail[]): Promise<void>;
  remove(
    details: readonly Pick<DirectoryDetail, 'kind' | 'id'>[],
  ): Promise<void>;
}
