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

import type { UserHandle } from '../domain/userHandles';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
  DirectoryUnit,
} from '../domain/types';

/** What a directory synchronisation found. */
export interface DirectoryContents {
  managementAccountId: string;
  organizationArn?: string;
  accounts: readonly DirectoryAccount[];
  permissionSets: readonly DirectoryPermissionSet[];
  users: readonly DirectoryUser[];
  units?: readonly DirectoryUnit[];
  /** When the tags, permission set or units that were read longest ago were read. */
  oldestDetailAt?: Date;
}

export interface DirectoryUser {
  userId: string;
  userName: string;
  displayName: string;
  emails: readonly string[];
  /** False also for one who is gone. */
  enabled: boolean;
  /** A later reading did not find the user any more. */
  gone?: boolean;
}

export interface DirectoryState {
  syncedAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
  /** When the oldest detail of the snapshot was read; absent where that is not known. */
  oldestDetailAt?: Date;
}

export interface DirectoryStore {
  /** Replaces the snapshot as a whole, in one transaction. Users whom it no longer has are kept as gone. */
  replace(contents: DirectoryContents, syncedAt: Date): Promise<void>;
  recordFailure(message: string, at: Date): Promise<void>;
  state(): Promise<DirectoryState>;
  /** Undefined until a synchronisation has succeeded. */
  load(): Promise<DirectorySnapshot | undefined>;
  /** For each handle in its order the users who have it, gone ones included, by user id. */
  findUsers(handles: readonly UserHandle[]): Promise<DirectoryUser[][]>;
}
