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

import { claimsOf, keyOf, windowOf } from './judge/claims.mjs';
import { at, iso, minus } from './judge/intervals.mjs';
import { unexplainedRefusals } from './judge/causes.mjs';
import { keptByTheDisabled } from './judge/departures.mjs';
import { removalsOnTheirWay } from './judge/onTheirWay.mjs';
import { calmIn, latest, PATIENCE } from './judge/patience.mjs';
import {
  brokenPromises,
  chainFaults,
  gapsIn,
  unintended,
} from './judge/story.mjs';

const FINAL = ['ended', 'rejected', 'cancelled', 'expired', 'lapsed', 'failed'];

/** When access is called overdue, milliseconds after its end: docs/alerts.md. */
const OVERDUE = 60_000;

/** How long after the log says so access may be missing, milliseconds. */
const GAP = 1_000;

/**
 * Holds what existed at AWS against the windows of grants, as the log tells them.
 *
 * @param {object} history
 * @param {object[]} history.timeline - the simulator's
 * @param {object[]} history.requests - as the API shows them in the end
 * @param {object[]} history.log - the exported events
 * @param {{ id: string, kind: 'approved' | 'over', at: number }[]} history.promises -
 *   what people were answered, and when, epoch ms
 * @param {{ number: number, at: number }[]} history.edits - of the policies, epoch ms
 * @param {{ kind: string, operation?: string, does?: string, from: number, until: number }[]} history.spells -
 *   of bad weather
 * @param {number} history.endedAt - when everything had come to rest, epoch ms
 */
export function judge(history) {
  const { timeline, requests, log, promises, endedAt } = history;
  const eventsById = groupBy(log, ({ requestId }) => requestId);
  const told = requests.map(request => ({
    request,
    events: eventsById.get(request.id) ?? [],
  }));
  const claims = told.flatMap(({ request, events }) =>
    claimsOf(request, events),
  );
  const held = heldOf(timeline, endedAt);
  const access = judgeAccess({ held, claims, log, history });
  const onTheirWay = removalsOnTheirWay(log, history.spells);
  return {
    leaked: [...access.leaked, ...keptByTheDisabled(claims, history)],
    removedStanding: access.removedStanding,
    lost: [
      ...told.flatMap(({ request, events }) =>
        judgeRequest(request, events, history, onTheirWay),
      ),
      ...claims.flatMap(claim => missingAccess(claim, held, endedAt)),
      ...brokenPromises(promises, eventsById),
    ],
    chainBroken: chainFaults(log),
    /** Undisturbed milliseconds that the slowest removal took. */
    worstLateness: access.worstLateness,
    /** Of all grants, those of which a removal a minute late would have been found. */
    strictShare: shareOf(
      claims.filter(({ activatedAt }) => activatedAt !== null),
      ({ until }) => latest(until, history.spells) - until <= OVERDUE,
    ),
  };
}

function judgeAccess({ held, claims, log, history }) {
  const { spells, endedAt } = history;
  const leaked = [];
  const removedStanding = [];
  const late = [];
  const claimsByKey = groupBy(claims, ({ key }) => key);
  const intents = intentsByKey(log);
  for (const [key, { periods, standing }] of held) {
    if (standing) {
      if (periods.length !== 1 || periods[0].until !== endedAt) {
        removedStanding.push(`${key} was removed`);
      }
      continue;
    }
    const own = claimsByKey.get(key) ?? [];
    const allowed = own.map(({ from, until }) => ({
      from,
      until: latest(until, spells),
    }));
    for (const period of periods) {
      minus(period, allowed).forEach(({ from, until }) =>
        leaked.push(
          `${key} existed from ${iso(from)} until ${iso(
            until,
          )} outside of every window`,
        ),
      );
      if (period.until === endedAt) {
        leaked.push(`${key} still exists`);
      }
      late.push(...minus(period, own));
    }
    unintended(periods, intents.get(key) ?? []).forEach(({ from }) =>
      leaked.push(`${key} was made at ${iso(from)} without an intent`),
    );
  }
  const worstLateness = Math.max(
    0,
    ...late.map(stretch => calmIn(stretch, spells)),
  );
  return { leaked, removedStanding, worstLateness };
}

/** Whether a request came to its end and says why it is that one. */
function judgeRequest(request, events, history, onTheirWay) {
  const { id, status, endReason } = request;
  const found = [
    ...gapsIn(request, events),
    ...unexplainedRefusals(request, events, history),
  ];
  const wasActive = events.some(({ type }) => type === 'request.active');
  if (request.activatedAt && !wasActive) {
    found.push(`${id} was active, and the log does not say so`);
  }
  if (!FINAL.includes(status)) {
    found.push(`${id} never came to its end: ${status}`);
  }
  if (status === 'ended' && !wasActive && endReason === 'elapsed') {
    found.push(`${id} was approved and never got access`);
  }
  const scheduled = events.findLast(({ type }) => type === 'request.scheduled');
  if (status === 'lapsed' && scheduled) {
    const wish = events.find(({ type }) => type === 'request.created')?.data;
    const calm = calmIn(
      windowOf(scheduled.data, wish, request),
      history.spells,
      onTheirWay.get(keyOf(request)),
    );
    if (calm > PATIENCE) {
      found.push(
        `${id} lapsed, although nothing kept it from being given for ${calm} ms`,
      );
    }
  }
  return found;
}

/** When somebody was told that they have access, and had none. */
function missingAccess({ id, key, activatedAt, until }, held, endedAt) {
  return activatedAt === null
    ? []
    : minus(
        { from: activatedAt + GAP, until: Math.min(until, endedAt) - GAP },
        held.get(key)?.periods ?? [],
      ).map(
        gap =>
          `${id} had no access from ${iso(gap.from)} until ${iso(gap.until)}`,
      );
}

/** What of each user's assignments existed when, by key. */
function heldOf(timeline, endedAt) {
  const held = new Map();
  for (const event of timeline) {
    const isMade = event.type === 'assignment-created';
    if (
      (isMade || event.type === 'assignment-removed') &&
      event.principalType === 'USER'
    ) {
      const key = keyOf({
        principal: { userId: event.principalId },
        account: { id: event.accountId },
        permissionSet: { arn: event.permissionSetArn },
      });
      const entry = held.get(key) ?? { periods: [], standing: false };
      held.set(key, entry);
      const last = entry.periods.at(-1);
      if (isMade) {
        entry.standing ||= event.origin !== 'api';
        entry.periods.push({ from: at(event.at), until: endedAt });
      } else if (last) {
        last.until = at(event.at);
      } else {
        // It was there before anything was recorded.
        entry.standing = true;
        entry.periods.push({ from: -Infinity, until: at(event.at) });
      }
    }
  }
  return held;
}

/** When creations were intended, by key. */
function intentsByKey(log) {
  const intents = new Map();
  for (const { type, at: intendedAt, data } of log) {
    if (type === 'assignment.create-intended') {
      const key = [
        data.principalId,
        data.accountId,
        data.permissionSetArn,
      ].join(' ');
      intents.set(key, [...(intents.get(key) ?? []), at(intendedAt)]);
    }
  }
  return intents;
}

function shareOf(items, belongs) {
  return items.length === 0 ? 0 : items.filter(belongs).length / items.length;
}

function groupBy(items, keyOfItem) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return groups;
}
