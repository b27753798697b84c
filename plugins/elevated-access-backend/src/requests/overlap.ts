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

import type { RequestRecord } from '../domain/types';

/** Statuses of requests that already claim their window and have not got access yet. */
export const CLAIMING_STATUSES = [
  'pending',
  'scheduled',
  'activating',
] as const;

/** When a request may hold access, earliest and latest. */
export interface Span {
  from: Date;
  /** Exclusive. */
  until: Date;
}

/**
 * The time in which a request may come to hold access. One that waits for
 * approval without a start of its own may begin at any moment until it expires.
 */
export function spanOf(
  request: Pick<
    RequestRecord,
    | 'startsAt'
    | 'endsAt'
    | 'requestedStart'
    | 'durationMs'
    | 'expiresAt'
    | 'extendsId'
  > & { createdAt: Date },
): Span {
  if (request.startsAt && request.endsAt) {
    return { from: request.startsAt, until: request.endsAt };
  }
  const { requestedStart, durationMs, createdAt } = request;
  return {
    // An extension begins with its approval, before the end that it prolongs.
    from: request.extendsId === null ? requestedStart ?? createdAt : createdAt,
    until: new Date(
      (requestedStart ?? request.expiresAt).getTime() + durationMs,
    ),
  };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until;
}
