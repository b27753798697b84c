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

import type { EventContent, StoredSealedEvent } from '../../database/types';
import { GENESIS, lineOf, linksBehind } from '../chain';

/** The lines of an export of a log that holds some events, without their ends. */
export function logOf(content: readonly EventContent[]): string[] {
  const unsealed = content.map((event, index) => ({
    ...event,
    position: `${index}`,
  }));
  return linksBehind(GENESIS, unsealed).map((link, index): string => {
    const row: StoredSealedEvent = { ...unsealed[index], ...link };
    return lineOf(row);
  });
}

/** An event about nothing in particular. */
export function anEvent(overrides: Partial<EventContent> = {}): EventContent {
  return {
    id: '0b8c5e6e-5a43-4f8a-9d0f-0d6b6f0a0001',
    type: 'request.created',
    at: new Date('2026-11-22T12:00:00.000Z'),
    actor: { kind: 'engine', entityRef: null, displayName: null },
    requestId: null,
    assignmentId: null,
    data: '{}',
    ...overrides,
  };
}
