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

import type { EventLogVerification } from 'backstage-plugin-elevated-access-common';
import type { EventChainStore, StoredSealedEvent } from '../database/types';
import { entryOfRow, lineOf } from './chain';
import { ChainVerifier } from './ChainVerifier';

/** Events read at a time: a megabyte or two. */
const PAGE = 2_000;

/** Unsealed events are counted no further than this. */
const MANY = 1_000_000;

type Chain = Pick<
  EventChainStore,
  'head' | 'listSealed' | 'countUnsealed' | 'firstBeyondHead'
>;

/** Checks the log in the database against its chain, in constant memory. */
export async function verifyEventLog(
  chain: Chain,
  signal?: AbortSignal,
): Promise<EventLogVerification> {
  const unsealed = await chain.countUnsealed(MANY);
  // Events sealed while it runs are left to the next time.
  const head = await chain.head();
  const verifier = new ChainVerifier();
  for await (const page of pages(chain, {
    after: 0,
    through: head?.seq ?? 0,
  })) {
    signal?.throwIfAborted();
    for (const row of page) {
      verifier.check(() => entryOfRow(row));
    }
    if (verifier.broken) {
      break;
    }
  }
  if (head) {
    verifier.reached(head);
  }
  const beyond = await chain.firstBeyondHead();
  if (beyond !== undefined) {
    verifier.breakAt({
      seq: beyond,
      reason: `Event ${beyond} stands behind the end of the log: the record of its last event is missing or was set back.`,
    });
  }
  return {
    intact: verifier.broken === null,
    events: verifier.events,
    unsealed,
    head: head ? { seq: head.seq, hash: head.hash } : null,
    brokenAt: verifier.broken,
  };
}

/**
 * The sealed events of a range as lines of an export, many lines at a time, each
 * with its end. Read as fast as somebody takes them.
 */
export async function* exportLines(
  chain: Pick<EventChainStore, 'listSealed'>,
  range: { after: number; through: number },
): AsyncGenerator<string> {
  for await (const page of pages(chain, range)) {
    yield page.map(row => `${lineOf(row)}\n`).join('');
  }
}

/**
 * Goes on behind a gap: what is missing is for the verifier to say. The next page
 * is on its way while one is worked on.
 */
async function* pages(
  chain: Pick<EventChainStore, 'listSealed'>,
  { after, through }: { after: number; through: number },
): AsyncGenerator<StoredSealedEvent[]> {
  const read = (from: number) => {
    const page = chain.listSealed({
      after: from,
      through: Math.min(from + PAGE, through),
    });
    // Nobody may be left to hear of it.
    page.catch(() => {});
    return page;
  };
  let next = after < through ? read(after) : undefined;
  for (let from = after; next; from += PAGE) {
    const page = await next;
    next = from + PAGE < through ? read(from + PAGE) : undefined;
    yield page;
  }
}
