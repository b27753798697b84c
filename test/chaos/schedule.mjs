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

// Everything that a run of chaos does, from its seed alone: same seed, same schedule.
import crypto from 'node:crypto';

/** What may happen to the world, how often in relation, and for how long in ms. */
const WEATHER = [
  { kind: 'kill', weight: 4, shortest: 0, longest: 3000 },
  { kind: 'pause', weight: 1, shortest: 11_000, longest: 14_000 },
  { kind: 'clock', weight: 2, shortest: 5000, longest: 15_000 },
  { kind: 'outage', weight: 2, shortest: 1000, longest: 6000 },
  { kind: 'throttle', weight: 2, shortest: 3000, longest: 10_000 },
  { kind: 'faults', weight: 4, shortest: 3000, longest: 12_000 },
  { kind: 'database', weight: 1, shortest: 500, longest: 4000 },
];

/** What people do, how often in relation. */
const DEEDS = [
  { kind: 'ask', weight: 32 },
  { kind: 'approve', weight: 44 },
  { kind: 'extend', weight: 12 },
  { kind: 'release', weight: 5 },
  { kind: 'revoke', weight: 5 },
  { kind: 'revoke-all', weight: 1 },
  { kind: 'disable', weight: 1 },
  { kind: 'edit-policy', weight: 1 },
];

/**
 * What is rare and yet has to happen, even in a short run; the second edit of the
 * policies is the first that takes something away.
 */
const AT_LEAST = ['revoke-all', 'disable', 'edit-policy', 'edit-policy'];

/** When that is done, as parts of the whole: while people have access. */
const AT_LEAST_WITHIN = { shortest: 0.3, longest: 0.9 };

/** People are always at it; ms between two deeds. */
const DEED_EVERY = { shortest: 200, longest: 900 };

/**
 * Bad luck comes in storms, ms. In the calm between them everything has to come
 * right again: while it storms, next to nothing can be called late.
 */
const WEATHER_EVERY = { shortest: 3000, longest: 7000 };
const STORM = { shortest: 25_000, longest: 40_000 };
const CALM = { shortest: 40_000, longest: 60_000 };

/** Numbers that each item brings along. */
const DRAWS = 6;

/**
 * @param {{ seed: number, seconds: number }} options
 * @returns {{ at: number, kind: string, forMs?: number, draw: number[] }[]} in
 *   the order of `at`, milliseconds from the start; `draw` are numbers in
 *   [0, 1) that settle whatever is to be chosen when it happens
 */
export function makeSchedule({ seed, seconds }) {
  const random = mulberry32(seed);
  const end = seconds * 1000;
  const items = [
    ...makeItems(random, { from: 0, until: end }, DEEDS, DEED_EVERY),
    ...AT_LEAST.map(kind => ({
      at: Math.round(end * fraction(random, AT_LEAST_WITHIN)),
      kind,
      draw: Array.from({ length: DRAWS }, random),
    })),
    ...makeStorms(random, end),
  ];
  return items.sort((a, b) => a.at - b.at);
}

export function digestOf(schedule) {
  return crypto
    .createHash('sha256')
    .update(JSON.stringify(schedule))
    .digest('hex')
    .slice(0, 16);
}

/** The first storm has all kinds of weather, so that even a short run does. */
function makeStorms(random, end) {
  const items = makeItems(
    random,
    { from: 0, until: Math.min(end, WEATHER.length * WEATHER_EVERY.longest) },
    [],
    WEATHER_EVERY,
    shuffled(random),
  );
  for (let from = items.at(-1)?.at ?? 0; from < end; ) {
    from += between(random, CALM);
    const until = Math.min(end, from + between(random, STORM));
    items.push(...makeItems(random, { from, until }, WEATHER, WEATHER_EVERY));
    from = Math.max(from, until);
  }
  return items;
}

function shuffled(random) {
  return WEATHER.map(kind => ({ kind, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
}

/** @param first - what comes first; when there are no other choices, all that comes */
function makeItems(random, { from, until }, choices, every, first = []) {
  const items = [];
  let at = from + between(random, every);
  while (at < until && (first.length > 0 || choices.length > 0)) {
    const chosen = first.shift() ?? weighted(random, choices);
    items.push({
      at,
      kind: chosen.kind,
      ...(chosen.longest && { forMs: between(random, chosen) }),
      draw: Array.from({ length: DRAWS }, random),
    });
    at += between(random, every);
  }
  return items;
}

function between(random, range) {
  return Math.round(fraction(random, range));
}

function fraction(random, { shortest, longest }) {
  return shortest + random() * (longest - shortest);
}

function weighted(random, choices) {
  let left = random() * choices.reduce((sum, { weight }) => sum + weight, 0);
  return choices.find(({ weight }) => (left -= weight) < 0) ?? choices[0];
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
