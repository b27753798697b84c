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

import type { AuditorService } from '@backstage/backend-plugin-api';
import { shortMembers } from '../audit/shortMembers';
import type { StoredEvent } from '../database/types';
import { auditedEvent } from '../domain/auditedEvents';
import type { Teller } from './types';

/**
 * Tells Backstage's auditor what changed without a call: by the engine, by files
 * and configuration, and by a command that ran while no portal did.
 */
export class AuditTeller implements Teller {
  readonly channel = 'audit';
  readonly #auditor: Pick<AuditorService, 'createEvent'>;

  constructor(options: { auditor: Pick<AuditorService, 'createEvent'> }) {
    this.#auditor = options.auditor;
  }

  async tell(event: StoredEvent): Promise<void> {
    const { id, type, actor, at, requestId, data } = event;
    const audited = auditedEvent(event);
    if (!audited) {
      return;
    }
    const { severity, failure } = audited;
    const told = await this.#auditor.createEvent({
      // request.ended: request-ended
      eventId: type.replaceAll('.', '-'),
      severityLevel: severity,
      meta: {
        ...shortMembers(data),
        ...(requestId === null ? {} : { requestId }),
        actorRef: actor.kind === 'service' ? actor.subject : actor.kind,
        // As in the event log; here it may be told twice, and later.
        eventLogId: id,
        at: at.toISOString(),
      },
    });
    if (failure === undefined) {
      await told.success();
    } else {
      await told.fail({ error: new Error(failure) });
    }
  }
}
