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
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { DenialLog } from './DenialLog';

/** Something that somebody tried, for the portal's audit log. */
export interface AuditedAction {
  /** Kebab-case, without the plugin's name. */
  eventId: string;
  severityLevel: AuditorServiceEventSeverityLevel;
  /** The person who acts, or the service. */
  actorRef: string;
  /** A person where it is left out. */
  actorKind?: 'service';
  /** The HTTP request by which they act, where there is one. */
  request?: Request;
  meta: JsonObject;
}

/**
 * Writes what people try into Backstage's auditor, beside the durable event log.
 * An attempt is written before it is made and again with its outcome. What was
 * refused is written into the event log as well.
 */
export class Auditing {
  readonly #auditor: AuditorService;
  readonly #denials: Pick<DenialLog, 'denied'> | undefined;

  constructor(options: {
    auditor: AuditorService;
    denials?: Pick<DenialLog, 'denied'>;
  }) {
    this.#auditor = options.auditor;
    this.#denials = options.denials;
  }

  /** Runs `work` as an audited attempt; `found` says what to note of its result. */
  async attempt<T>(
    action: AuditedAction,
    work: () => Promise<T>,
    found: (result: T) => JsonObject = () => ({}),
  ): Promise<T> {
    const event = await this.#auditor.createEvent(toEvent(action));
    try {
      const result = await work();
      await event.success({ meta: found(result) });
      return result;
    } catch (error) {
      await event.fail({ error: toError(error) });
      await this.#remember(action, error);
      throw error;
    }
  }

  /** Runs `work` and writes only that it was denied; reading is not an event, being refused is. */
  async onlyDenials<T>(
    action: AuditedAction,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isDenial(error)) {
        const event = await this.#auditor.createEvent(toEvent(action));
        await event.fail({ error: toError(error) });
        await this.#remember(action, error);
      }
      throw error;
    }
  }

  async #remember(
    { eventId, actorRef, actorKind, meta }: AuditedAction,
    error: unknown,
  ): Promise<void> {
    if (isDenial(error)) {
      const reason = toError(error).message;
      await this.#denials?.denied({
        eventId,
        actorRef,
        actorKind,
        reason,
        meta,
      });
    }
  }
}

/** What somebody may not see does not exist for them. */
function isDenial(error: unknown): boolean {
  const { name } = toError(error);
  return name === 'NotAllowedError' || name === 'NotFoundError';
}

function toEvent({ actorRef, actorKind, meta, ...rest }: AuditedAction) {
  return { ...rest, meta: { ...meta, actorRef } };
}
