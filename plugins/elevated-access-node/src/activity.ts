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

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';

/**
 * Whose calls to look for: those of one person in the role that one permission
 * set has in one account, and nobody else's.
 *
 * Both names are to be matched exactly, as AWS spells them: the role session is
 * called as the user is in Identity Center, the role
 * `AWSReservedSSO_<permissionSetName>_` and 16 hexadecimal digits.
 *
 * @public
 */
export interface ActivityQuestion {
  /** Twelve digits. */
  accountId: string;
  permissionSetName: string;
  /** The user's name in Identity Center. */
  userName: string;
  /** The first instant of interest. */
  from: Date;
  /** The first instant that is of no interest any more. */
  to: Date;
  /** No more events than these are kept; a source may stop once it has given out as many. */
  limit: number;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/**
 * Somewhere that AWS's records of what people did can be read.
 *
 * @public
 */
export interface ActivitySource {
  /** After how many milliseconds a record can be relied upon to have arrived. */
  readonly deliveryDelayMs: number;
  /** For how many milliseconds records are kept; for ever when it is left out. */
  readonly historyMs?: number;
  /**
   * Events in pages, in any order; the same event may come more than once.
   *
   * @throws ActivityUnavailableError, whose words people are shown;
   *   ActivityCutOffError, where it was read and may have more; with any other
   *   error they learn no more than that there was one
   */
  read(question: ActivityQuestion): AsyncIterable<readonly ActivityEvent[]>;
}

/**
 * Says why activity cannot be read, and what to do about it. What was read
 * before is kept, and it is tried again.
 *
 * @public
 */
export class ActivityUnavailableError extends Error {
  /** A stable word for the reason, in kebab-case. */
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;

  constructor(options: {
    code: string;
    reason: string;
    remedy: string;
    cause?: unknown;
  }) {
    super(options.reason, { cause: options.cause });
    this.name = 'ActivityUnavailableError';
    this.code = options.code;
    this.reason = options.reason;
    this.remedy = options.remedy;
  }
}

/**
 * Says, after the last page, that there may be more of the session than could be
 * read: what was asked gave no more rows, and it is not certain that these were
 * all. What was given out before is kept, and shown as cut off.
 *
 * @public
 */
export class ActivityCutOffError extends Error {
  constructor() {
    super('There may be more of the session than could be read');
    this.name = 'ActivityCutOffError';
  }
}

/**
 * Where modules add places that session activity is read from.
 *
 * @public
 */
export interface ElevatedAccessActivityExtensionPoint {
  /**
   * Adds a source; `elevatedAccess.activity.source` chooses it by its name.
   *
   * @throws an error when the name is taken
   */
  addSource(name: string, source: ActivitySource): void;
}

/**
 * Gives modules the {@link ElevatedAccessActivityExtensionPoint}.
 *
 * @public
 */
export const elevatedAccessActivityExtensionPoint =
  createExtensionPoint<ElevatedAccessActivityExtensionPoint>({
    id: 'elevated-access.activity',
  });
