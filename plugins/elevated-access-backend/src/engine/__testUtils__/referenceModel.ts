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

import type { RequestRecord } from '../../domain/types';
import { START } from '../../__testUtils__/builders';
import { DELETE_BACKOFF, SETTLE, VERIFY_PATIENCE } from '../tuning';
import type { History, Period } from './history';
import { REFUSED } from './ModelRequests';
import { RECHECK, STEP, type ModelWorld } from './ModelWorld';

/**
 * When a grant claims the assignment: the whole of what the ledger has to bring
 * about is that the assignment exists while any claim holds, and not otherwise.
 */
function claimOf(grant: RequestRecord, endedEarlyAt?: number): Period {
  return {
    // What the checks at activation refused claims nothing.
    from: grant.failure === REFUSED ? Infinity : sinceStart(grant.startsAt),
    until: Math.min(
      sinceStart(grant.endsAt) -
        (grant.strictWindow ? grant.sessionDurationMs : 0),
      endedEarlyAt ?? Infinity,
    ),
  };
}

/** What is wrong with what happened, by the reference model; nothing when it is as it has to be. */
export function judge(history: History, world: ModelWorld): string[] {
  const lateness = latenessOf(history);
  const claims = world.grants.map(grant => ({
    grant,
    ...claimOf(grant, world.requests.endedEarlyAt.get(grant.id)),
  }));
  const claimed: Period[] = [...claims, ...world.requests.sentBack];
  // The assignment exists iff standing or some claim covers now (± lateness).
  const leaks = world.aws.periods.flatMap(period =>
    history.standing ? [] : minus(period, claimed.map(lateness.tolerate)),
  );
  const losses = claims.flatMap(({ grant, until }) =>
    grant.activatedAt
      ? // Instants are whole milliseconds; AWS is not.
        minus(
          { from: sinceStart(grant.activatedAt) + 1, until },
          world.aws.periods,
        )
      : [],
  );
  const forNobody = world.aws.sent.filter(
    ({ operation, at }) =>
      operation === 'create' &&
      !claimed.some(({ from, until }) => from <= at && at <= until + 4 * STEP),
  );
  return [
    ...world.violations,
    ...forNobody.map(({ at }) => `created for nobody at ${at} ms`),
    ...leaks.map(period => `left or given to nobody in ${show(period)}`),
    ...losses.map(period => `gone in ${show(period)} although a grant holds`),
    ...claims
      .filter(claim => !lateness.wasGivenInTime(claim))
      .map(({ grant }) => `${grant.id} waited too long or says not why`),
  ];
}

/** How long access may take to come or go although nothing goes wrong, milliseconds; the checks may be due again. */
export function fineDelayMs({
  operationMs,
  lagMs,
}: Pick<History, 'operationMs' | 'lagMs'>): number {
  return 2 * operationMs + lagMs + 2 * SETTLE + RECHECK;
}

/**
 * How late things may be. In good weather an operation under way is finished
 * first and the lists have to catch up; what went wrong before that has to be
 * seen and tried again, at most one backoff later.
 */
function latenessOf({ operationMs, lagMs, calmFrom }: History) {
  const fine = fineDelayMs({ operationMs, lagMs });
  const recovered =
    calmFrom +
    operationMs +
    VERIFY_PATIENCE +
    2 * DELETE_BACKOFF.longest +
    fine;
  return {
    tolerate: ({ from, until }: Period): Period => ({
      from,
      until: Math.max(until + fine, recovered),
    }),
    wasGivenInTime: ({
      grant,
      from,
      until,
    }: Period & { grant: RequestRecord }): boolean =>
      grant.activatedAt
        ? from < recovered || sinceStart(grant.activatedAt) <= from + fine
        : grant.failure !== null ||
          grant.reapprovalReason !== null ||
          until <= Math.max(from, recovered) + fine,
  };
}

/** What of a period no other covers. */
function minus(period: Period, covers: readonly Period[]): Period[] {
  return covers.reduce(
    (rest: Period[], cover) =>
      rest.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, cover.from) },
          { from: Math.max(from, cover.until), until },
        ].filter(part => part.from < part.until),
      ),
    period.from < period.until ? [period] : [],
  );
}

function sinceStart(date: Date | null): number {
  return date ? date.getTime() - START.getTime() : Infinity;
}

function show({ from, until }: Period): string {
  return `[${from} ms, ${until} ms)`;
}
