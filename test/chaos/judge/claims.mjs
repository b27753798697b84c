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

import { at } from './intervals.mjs';

/** Clocks of several processes on one machine, milliseconds. */
export const CLOCKS = 250;

/** What ends a claim that has begun. */
const CLOSING = [
  'request.ending',
  'request.ended',
  'request.lapsed',
  'request.failed',
  'request.reapproval-needed',
];

/**
 * The stretches of time in which a request justified its assignment, from the log
 * alone: from the moment that it was activated and its window had begun until the
 * window was over or somebody ended it.
 */
export function claimsOf(request, events) {
  const wish = events.find(({ type }) => type === 'request.created')?.data;
  const claims = [];
  let window;
  let open;
  for (const event of events) {
    if (event.type === 'request.scheduled') {
      window = windowOf(event.data, wish, request);
    } else if (event.type === 'request.activating' && window) {
      open = {
        id: request.id,
        key: keyOf(request),
        from: Math.max(at(event.at), window.from) - CLOCKS,
        until: window.until,
        activatedAt: null,
      };
      claims.push(open);
    } else if (event.type === 'request.active' && open) {
      open.activatedAt = at(event.at);
    } else if (CLOSING.includes(event.type) && open) {
      open.until = Math.min(open.until, at(event.at));
      open = undefined;
    }
  }
  return claims;
}

/** When access may exist: never longer than was asked for, and a session less where the window is strict. */
export function windowOf(scheduled, wish, request) {
  const from = at(scheduled.startsAt);
  const wished =
    (at(wish?.requestedStart) ?? from) + milliseconds(wish?.duration);
  const early = wish?.strictWindow
    ? milliseconds(request.permissionSet.sessionDuration)
    : 0;
  return { from, until: Math.min(at(scheduled.endsAt), wished) - early };
}

/** The assignment that a request is about. */
export function keyOf({ principal, account, permissionSet }) {
  return [principal.userId, account.id, permissionSet.arn].join(' ');
}

/** `PT1H30M`; NaN for what is no duration of hours, minutes and seconds. */
function milliseconds(duration) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? '');
  const [hours, minutes, seconds] = parts
    ? parts.slice(1).map(part => Number(part ?? 0))
    : [NaN, NaN, NaN];
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
