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

import type { ExtensionRule } from 'backstage-plugin-elevated-access-common';
import { evaluateEligibility, type EligibilityQuery } from './eligibility';
import {
  byAnswerOrder,
  type LoadedAllowPolicy,
  type LoadedEligibilityPolicy,
  type LoadedSettings,
} from './policies';
import type { RequestRecord } from './types';
import { accessEndsAt, parseDurationMs } from './window';

/**
 * Live access with everything that it prolongs, from the first to the newest.
 * Each member prolongs the one before it.
 */
export type Chain = readonly [RequestRecord, ...RequestRecord[]];

/** How much longer access may become under one policy's rule. */
export interface ExtensionLimits {
  /** How often it may still be prolonged. */
  remaining: number;
  /** Milliseconds left until it lasts as long as it may altogether; may be negative. */
  leftMs: number;
}

/** What may be asked for as an extension at once, and how often. */
export interface ExtensionOffer {
  /** Milliseconds. */
  maxDurationMs: number;
  remaining: number;
}

export function extensionLimits(
  rule: ExtensionRule,
  chain: Chain,
): ExtensionLimits {
  const begins = chain[0].startsAt?.getTime() ?? 0;
  const ends = newestOf(chain).endsAt?.getTime() ?? Infinity;
  return {
    remaining: Math.max(0, rule.maximum - (chain.length - 1)),
    leftMs: parseDurationMs(rule.maxTotalDuration) - (ends - begins),
  };
}

/** The member that an extension prolongs. */
export function newestOf(chain: Chain): RequestRecord {
  return chain[chain.length - 1] ?? chain[0];
}

/**
 * Whether an extension lets access last longer at all. One whose window is
 * strict may end it before the access that it prolongs does.
 */
export function prolongs(
  base: RequestRecord,
  extension: {
    /** Milliseconds. */
    durationMs: number;
    strictWindow: boolean;
    /** Milliseconds. */
    sessionDurationMs: number;
  },
): boolean {
  const was = accessEndsAt(base);
  const will = accessEndsAt({
    ...extension,
    endsAt:
      base.endsAt && new Date(base.endsAt.getTime() + extension.durationMs),
  });
  return was !== null && will !== null && will > was;
}

/**
 * The longest extension that policies permit now, and how often; undefined when
 * none. Another policy may answer a longer wish, so that each is asked for the
 * durations that it would answer.
 */
export function offerExtension(
  query: Omit<EligibilityQuery, 'durationMs' | 'startsAt'> & { now: Date },
  chain: Chain,
  policies: readonly LoadedEligibilityPolicy[],
  settings: LoadedSettings,
): ExtensionOffer | undefined {
  let best: ExtensionOffer | undefined;
  let answered = 0;
  for (const policy of applying(query, policies)) {
    const longest = parseDurationMs(policy.maxDuration);
    if (longest <= answered) {
      continue;
    }
    const offer = policy.extension && {
      ...extensionLimits(policy.extension, chain),
      strictWindow: policy.strictWindow,
    };
    if (offer && offer.remaining > 0) {
      const maxDurationMs = Math.min(
        longest,
        offer.leftMs,
        settings.maximumDurationMs,
      );
      const fits =
        maxDurationMs > answered &&
        maxDurationMs >= settings.minimumDurationMs &&
        prolongs(newestOf(chain), {
          durationMs: maxDurationMs,
          strictWindow: policy.strictWindow,
          sessionDurationMs: query.permissionSet.sessionDurationMs,
        });
      if (fits && maxDurationMs > (best?.maxDurationMs ?? 0)) {
        best = { maxDurationMs, remaining: offer.remaining };
      }
    }
    answered = longest;
  }
  return best;
}

/** Policies that permit something of the kind for some time, in the order in which they answer. */
function applying(
  query: Omit<EligibilityQuery, 'durationMs' | 'startsAt'> & { now: Date },
  policies: readonly LoadedEligibilityPolicy[],
): LoadedAllowPolicy[] {
  const result = evaluateEligibility(
    { ...query, startsAt: query.now, durationMs: 1 },
    policies,
  );
  if (result.outcome === 'refused') {
    return [];
  }
  const names = new Set(
    result.considered
      .filter(({ checks }) => checks.every(({ ok }) => ok))
      .map(({ policy }) => policy),
  );
  return policies
    .filter(policy => policy.effect === 'allow')
    .filter(({ name }) => names.has(name))
    .sort(byAnswerOrder);
}

/**
 * A request with all those, among some of the same assignment, that it prolongs
 * or that prolong it, oldest first.
 */
export function familyOf(
  member: RequestRecord,
  others: readonly RequestRecord[],
): RequestRecord[] {
  const family = new Map([[member.id, member]]);
  for (let known = 0; known < family.size; ) {
    known = family.size;
    for (const other of others) {
      const belongs =
        [...family.values()].some(it => it.extendsId === other.id) ||
        (other.extendsId !== null && family.has(other.extendsId));
      if (belongs) {
        family.set(other.id, other);
      }
    }
  }
  return [...family.values()].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  );
}
