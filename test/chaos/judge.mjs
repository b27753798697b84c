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

/**
 * How late things may be, milliseconds. In good weather access is gone this long
 * after its end; an operation under way is finished first, and AWS's limits are
 * shared by everybody. A lease that has to run out is part of it.
 */
export const LATENESS = 30_000;

/** What may still hold things up after the last of a spell of bad weather: bounded backoff. */
export const RECOVERY = 75_000;

const FINAL = ['ended', 'rejected', 'cancelled', 'expired', 'lapsed', 'failed'];

/**
 * Holds what existed at AWS against the windows of grants.
 *
 * @param {object} options
 * @param {object[]} options.timeline - the simulator's
 * @param {object[]} options.requests - each with `events`
 * @param {{ from: number, until: number }[]} options.spells - of bad weather
 * @param {number} options.endedAt - when everything had come to rest, epoch ms
 */
export function judge({ timeline, requests, spells, endedAt }) {
  const leaked = [];
  const lost = [];
  const removedStanding = [];
  const existed = periodsOf(timeline, endedAt);
  const claims = groupBy(requests.map(claimOf), ({ key }) => key);
  for (const [key, { periods, standing }] of existed) {
    if (standing) {
      const last = periods.at(-1);
      if (periods.length !== 1 || last.until !== endedAt) {
        removedStanding.push(`${key} was removed`);
      }
      continue;
    }
    const allowed = (claims.get(key) ?? [])
      .filter(({ startsAt }) => startsAt !== null)
      .map(({ startsAt, until }) => ({
        from: startsAt,
        until: latest(until, spells),
      }));
    for (const period of periods) {
      for (const { from, until } of minus(period, allowed)) {
        leaked.push(
          `${key} existed from ${iso(from)} until ${iso(
            until,
          )} outside of every window`,
        );
      }
      if (period.until === endedAt) {
        leaked.push(`${key} still exists`);
      }
    }
  }
  for (const claim of [...claims.values()].flat()) {
    const { id, status, activatedAt, until, failure, reason, key } = claim;
    if (!FINAL.includes(status)) {
      lost.push(`${id} never came to its end: ${status}`);
    }
    if (status === 'failed' && !failure) {
      lost.push(`${id} failed and does not say why`);
    }
    if (status === 'ended' && activatedAt === null && reason === 'elapsed') {
      lost.push(`${id} was approved and never got access`);
    }
    if (activatedAt !== null) {
      const gaps = minus(
        // Clocks of three processes; all on one machine.
        { from: activatedAt + 1000, until: Math.min(until, endedAt) - 1000 },
        existed.get(key)?.periods ?? [],
      );
      gaps.forEach(({ from, until: end }) =>
        lost.push(`${id} had no access from ${iso(from)} until ${iso(end)}`),
      );
    }
  }
  return { leaked, lost, removedStanding };
}

/** Until when access may linger whose claim ended at `until`. */
function latest(until, spells) {
  let by = until + LATENESS;
  for (const spell of [...spells].sort((a, b) => a.from - b.from)) {
    if (spell.from <= by && spell.until >= until - LATENESS) {
      by = Math.max(by, spell.until + RECOVERY);
    }
  }
  return by;
}

function claimOf(request) {
  const ending = request.events.find(({ type }) => type === 'request.ending');
  const ends = [
    at(request.accessEndsAt ?? request.endsAt),
    at(ending?.at),
    at(request.endedAt),
  ].filter(end => end !== null);
  return {
    id: request.id,
    key: [
      request.principal.userId,
      request.account.id,
      request.permissionSet.arn,
    ].join(' '),
    status: request.status,
    failure: request.failure,
    reason: request.endReason,
    startsAt: at(request.startsAt),
    activatedAt: at(request.activatedAt),
    until: Math.min(...ends),
  };
}

function periodsOf(timeline, endedAt) {
  const found = new Map();
  for (const event of timeline) {
    if (
      !['assignment-created', 'assignment-removed'].includes(event.type) ||
      event.principalType !== 'USER'
    ) {
      continue;
    }
    const key = [
      event.principalId,
      event.accountId,
      event.permissionSetArn,
    ].join(' ');
    const entry = found.get(key) ?? { periods: [], standing: false };
    found.set(key, entry);
    if (event.type === 'assignment-created') {
      entry.standing ||= event.origin !== 'api';
      entry.periods.push({ from: at(event.at), until: endedAt });
    } else if (entry.periods.length > 0) {
      entry.periods.at(-1).until = at(event.at);
    }
  }
  return found;
}

/** What of a period no other covers. */
function minus(period, covers) {
  return covers.reduce(
    (rest, cover) =>
      rest.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, cover.from) },
          { from: Math.max(from, cover.until), until },
        ].filter(part => part.from < part.until),
      ),
    period.from < period.until ? [period] : [],
  );
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  }
  return groups;
}

function at(instant) {
  return instant ? new Date(instant).getTime() : null;
}

function iso(ms) {
  return new Date(ms).toISOString();
}
