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

import { setTimeout } from 'node:timers/promises';
import type { EventLogVerification } from 'backstage-plugin-elevated-access-common';
import type { AnchorStore } from '../database/anchorTypes';
import type { EventChainStore, StoredSealedEvent } from '../database/types';
import { entryOfRow, lineOf } from './chain';
import { ChainVerifier, type Break } from './ChainVerifier';
import { readPlainLine } from './spelling';

/** Events read at a time: a megabyte or two, and twenty milliseconds of work. */
const PAGE = 2_000;

/** The same where others are to be kept waiting for a few milliseconds only. */
const SMALL_PAGE = 400;

/** Unsealed events are counted no further than this. */
const MANY = 1_000_000;

type Chain = Pick<
  EventChainStore,
  | 'head'
  | 'listSealed'
  | 'listSealedLines'
  | 'countUnsealed'
  | 'firstBeyondHead'
>;

/**
 * Checks the log in the database against its chain, in constant memory.
 *
 * @param options - `restMs`: how long to leave process and database to others
 *   after each few events, milliseconds, where nobody waits for the outcome
 */
export async function verifyEventLog(
  chain: Chain,
  anchors: Pick<AnchorStore, 'places' | 'points'>,
  options: { signal?: AbortSignal; restMs?: number } = {},
): Promise<EventLogVerification> {
  const { signal, restMs } = options;
  const unsealed = await chain.countUnsealed(MANY);
  const points = await anchors.points();
  // Behind the anchors, so that it has reached them. Events sealed while it runs are left to the next time.
  const head = await chain.head();
  const verifier = new ChainVerifier(undefined, points);
  const whole = { after: 0, through: head?.seq ?? 0 };
  for await (const page of pages(
    range => chain.listSealedLines(range),
    whole,
    restMs === undefined ? PAGE : SMALL_PAGE,
  )) {
    if (restMs !== undefined) {
      await setTimeout(restMs);
    }
    signal?.throwIfAborted();
    const entries = page.items.map(line => line && readPlainLine(line));
    if (entries.every(entry => entry)) {
      for (const entry of entries) {
        if (entry) {
          verifier.check(() => entry);
        }
      }
    } else {
      for (const row of await chain.listSealed(page.range)) {
        verifier.check(() => entryOfRow(row));
      }
    }
    if (verifier.broken) {
      break;
    }
  }
  if (head) {
    verifier.reached(head);
  }
  verifier.end();
  const beyond = await chain.firstBeyondHead();
  if (beyond !== undefined) {
    verifier.breakAt(strayAt(beyond));
  }
  return {
    intact: verifier.broken === null,
    events: verifier.events,
    unsealed,
    head: head ? { seq: head.seq, hash: head.hash } : null,
    brokenAt: verifier.broken,
    anchors: {
      held: verifier.held,
      places: (await anchors.places()).map(({ place, last, failure }) => ({
        place,
        last: last && { ...last, at: last.at.toISOString() },
        lastError: failure?.error ?? null,
      })),
    },
  };
}

function strayAt(seq: number): Break {
  return seq < 1
    ? {
        seq: 0,
        reason: `Event ${seq} stands before the first of the log: it was never sealed, and somebody wrote it into the database.`,
      }
    : {
        seq,
        reason: `Event ${seq} stands behind the end of the log: the record of its last event is missing or was set back.`,
      };
}

/** Makes whole lines of events. */
export type LineWriter = (
  events: readonly StoredSealedEvent[],
) => string | Promise<string>;

/** Lines of which every byte counts. */
const verifiable: LineWriter = events =>
  events.map(row => `${lineOf(row)}\n`).join('');

/**
 * The sealed events of a range as lines of an export, many lines at a time, each
 * with its end. Read as fast as somebody takes them.
 */
export async function* exportLines(
  chain: Pick<EventChainStore, 'listSealed'>,
  range: Range,
  write: LineWriter = verifiable,
): AsyncGenerator<string> {
  for await (const { items } of pages(part => chain.listSealed(part), range)) {
    const lines = await write(items);
    if (lines) {
      yield lines;
    }
  }
}

/** Places in the chain, `after < seq <= through`. */
interface Range {
  after: number;
  through: number;
}

/**
 * Goes on behind a gap: what is missing is for the verifier to say. The next page
 * is on its way while one is worked on.
 */
async function* pages<T>(
  list: (range: Range) => Promise<T[]>,
  { after, through }: Range,
  size = PAGE,
): AsyncGenerator<{ range: Range; items: T[] }> {
  const read = (from: number) => {
    const range = { after: from, through: Math.min(from + size, through) };
    const page = list(range).then(items => ({ range, items }));
    // Nobody may be left to hear of it.
    page.catch(() => {});
    return page;
  };
  let next = after < through ? read(after) : undefined;
  for (let from = after; next; from += size) {
    const page = await next;
    next = from + size < through ? read(from + size) : undefined;
    yield page;
  }
}
