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

import type { RequestExportStore, StoredSealedEvent } from '../database/types';
import { parseRecord } from '../database/values';
import { ocsfEventTypes, toOcsf } from './ocsf';
import { DENIAL, denialToOcsf } from './ocsfDenial';
import type { LoggedEvent } from './ocsfFrame';

const TRANSITIONS: ReadonlySet<string> = new Set(ocsfEventTypes);

/**
 * Writes events of the log as OCSF, a line each with its end: the transitions of
 * requests and what was refused. Other events have no form in it.
 */
export function ocsfWriter(store: Pick<RequestExportStore, 'requestsOf'>) {
  return async (events: readonly StoredSealedEvent[]): Promise<string> => {
    const ids = events.flatMap(({ type, requestId }) =>
      requestId !== null && TRANSITIONS.has(type) ? [requestId] : [],
    );
    const requests = await store.requestsOf([...new Set(ids)]);
    const lines: string[] = [];
    for (const event of events) {
      const request = requests.get(event.requestId ?? '');
      const line =
        event.type === DENIAL
          ? denialToOcsf(toLogged(event))
          : request && toOcsf(toLogged(event), request);
      if (line) {
        lines.push(`${JSON.stringify(line)}\n`);
      }
    }
    return lines.join('');
  };
}

function toLogged({
  id,
  type,
  at,
  actor,
  data,
}: StoredSealedEvent): LoggedEvent {
  return {
    id,
    type,
    at: at.getTime(),
    actorKind: actor.kind,
    actorRef: actor.entityRef,
    actorName: actor.displayName,
    data: parseRecord(data),
  };
}
