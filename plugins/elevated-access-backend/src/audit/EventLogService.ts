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

import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  elevatedAccessEventsExportPermission,
  elevatedAccessEventsReadPermission,
  type EventLogFormat,
  type EventLogVerification,
  type ExportEventsQuery,
} from 'backstage-plugin-elevated-access-common';
import type { Request } from 'express';
import type { Stores } from '../database/types';
import { problem } from '../domain/problems';
import type { Actor } from '../domain/types';
import { auditedAction } from './auditedAction';
import type { Auditing } from './Auditing';
import type { ChainPoint } from './chain';
import { exportLines, verifyEventLog } from './eventLog';
import { ocsfWriter } from './ocsfLog';

/** Who calls, and by which HTTP request. */
export interface EventLogCall {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  httpRequest?: Request;
}

/** What has to be known of whoever reads the log. */
export interface EventLogReader {
  hasAnyRole(...roles: ('auditor' | 'admin')[]): Promise<boolean>;
  actor(): Promise<Actor>;
}

/** The permission framework, which narrows what the roles give. */
export interface EventLogGate {
  /** @throws NotAllowedError when it does not give the permission */
  require(permission: BasicPermission, call: EventLogCall): Promise<void>;
}

/** An export that has begun. */
export interface EventLogExport {
  format: EventLogFormat;
  /** The last event that it will contain, by which a cut-off end is noticed; null when there is none. */
  head: ChainPoint | null;
  /** Lines with their ends, many at a time; read from the database as they are taken. */
  lines: AsyncGenerator<string>;
}

type Used = 'chain' | 'anchors' | 'events' | 'exports' | 'now';

/** The whole event log, for auditors and administrators. */
export class EventLogService {
  readonly #stores: Pick<Stores, Used>;
  readonly #auditing: Auditing;
  readonly #readers: { create(call: EventLogCall): EventLogReader };
  readonly #gate: EventLogGate;

  constructor(options: {
    stores: Pick<Stores, Used>;
    auditing: Auditing;
    readers: { create(call: EventLogCall): EventLogReader };
    gate: EventLogGate;
  }) {
    this.#stores = options.stores;
    this.#auditing = options.auditing;
    this.#readers = options.readers;
    this.#gate = options.gate;
  }

  verify(call: EventLogCall): Promise<EventLogVerification> {
    return this.#auditing.onlyDenials(
      auditedAction('event-log-verify', 'low', call, {}),
      async () => {
        await this.#requireReader(elevatedAccessEventsReadPermission, call);
        return verifyEventLog(this.#stores.chain, this.#stores.anchors);
      },
    );
  }

  /** Who exports is written into the log before anything is given out. */
  export(
    { afterSeq, format }: ExportEventsQuery,
    call: EventLogCall,
  ): Promise<EventLogExport> {
    return this.#auditing.attempt(
      auditedAction('event-log-export', 'medium', call, { afterSeq, format }),
      async () => {
        const reader = await this.#requireReader(
          elevatedAccessEventsExportPermission,
          call,
        );
        const head = await this.#stores.chain.head();
        const through = head?.seq ?? 0;
        await this.#stores.events.append({
          type: 'log.exported',
          at: await this.#stores.now(),
          actor: await reader.actor(),
          requestId: null,
          assignmentId: null,
          data: { afterSeq, throughSeq: through, format },
        });
        const { chain, exports } = this.#stores;
        return {
          format,
          head: head ? { seq: head.seq, hash: head.hash } : null,
          lines: exportLines(
            chain,
            { after: afterSeq, through },
            format === 'ocsf' ? ocsfWriter(exports) : undefined,
          ),
        };
      },
      ({ head }) => ({ throughSeq: head?.seq ?? 0 }),
    );
  }

  async #requireReader(
    permission: BasicPermission,
    call: EventLogCall,
  ): Promise<EventLogReader> {
    await this.#gate.require(permission, call);
    const reader = this.#readers.create(call);
    if (!(await reader.hasAnyRole('auditor', 'admin'))) {
      throw problem('not-allowed', {
        code: 'forbidden',
        reason: 'Only auditors and administrators may read the event log.',
        remedy:
          'Ask an administrator of the portal; elevatedAccess.access in the configuration names who holds which role.',
      });
    }
    return reader;
  }
}
