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

import { GENESIS, type ChainPoint, type StoredEntry } from './chain';

/** The first place at which a chain is not what was written. */
export interface Break {
  seq: number;
  reason: string;
}

/**
 * Follows a chain event by event and remembers nothing but the last one, so that
 * a log of any length is checked in the same memory. After the first break it
 * looks at nothing any more.
 */
export class ChainVerifier {
  readonly #after: ChainPoint;
  readonly #known = new Map<number, string[]>();
  readonly #furthest: ChainPoint | undefined;
  #held = 0;
  #last: ChainPoint;
  #events = 0;
  #broken: Break | null = null;

  /**
   * @param after - the event that the first one has to follow; by default the log has to be whole
   * @param known - events that are known from elsewhere, in any order: each has to be what it was; what lies before `after` is not looked at
   */
  constructor(after: ChainPoint = GENESIS, known: Iterable<ChainPoint> = []) {
    this.#after = after;
    this.#last = after;
    for (const point of known) {
      if (point.seq === after.seq) {
        this.#hold(point);
      }
      if (point.seq > after.seq) {
        this.#known.set(point.seq, [
          ...(this.#known.get(point.seq) ?? []),
          point.hash,
        ]);
        if (point.seq > (this.#furthest?.seq ?? 0)) {
          this.#furthest = point;
        }
      }
    }
  }

  /** Events known from elsewhere that were found to be what they were. */
  get held(): number {
    return this.#held;
  }

  /** Events that were found in order. */
  get events(): number {
    return this.#events;
  }

  get broken(): Break | null {
    return this.#broken;
  }

  /** The last event that was found in order; null before the first. */
  get head(): ChainPoint | null {
    return this.#last.seq === this.#after.seq ? null : this.#last;
  }

  /** The next event; `read` may throw when it cannot be read. */
  check(read: () => StoredEntry): void {
    if (this.#broken) {
      return;
    }
    try {
      const entry = read();
      const reason = this.#judge(entry);
      if (reason) {
        this.#broken = { seq: this.#last.seq + 1, reason };
        return;
      }
      const { seq, hash } = entry.event;
      const known = this.#known.get(seq);
      if (known && !known.every(other => other === hash)) {
        this.#broken = replaced(seq);
        return;
      }
      this.#held += known?.length ?? 0;
      this.#last = { seq, hash };
      this.#events += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#broken = {
        seq: this.#last.seq + 1,
        reason: `What is in its place cannot be read as an event: ${why}.`,
      };
    }
  }

  /** The log is at its end: it has to have reached every event that is known from elsewhere. */
  end(): void {
    if (this.#furthest) {
      this.reached(this.#furthest);
    }
  }

  /** The chain has to have reached a place that is known from elsewhere. */
  reached(point: ChainPoint): void {
    if (this.#broken) {
      return;
    }
    if (this.#last.seq < point.seq) {
      this.#broken = {
        seq: this.#last.seq + 1,
        reason: `The end is cut off: the log ends with event ${
          this.#last.seq
        }, and event ${point.seq} was sealed.`,
      };
    } else if (this.#last.seq === point.seq && this.#last.hash !== point.hash) {
      this.#broken = replaced(point.seq);
    }
  }

  /** Something is wrong that following the chain does not show. */
  breakAt(found: Break): void {
    this.#broken ??= found;
  }

  /** Something is known of the very event that the first one has to follow. */
  #hold(point: ChainPoint): void {
    this.reached(point);
    this.#held += point.hash === this.#after.hash ? 1 : 0;
  }

  #judge({ event, computedHash }: StoredEntry): string | undefined {
    const expected = this.#last.seq + 1;
    if (event.seq > expected) {
      return `It is missing: event ${event.seq} stands in its place.`;
    }
    if (event.seq === 1 && expected > 1 && event.prevHash === GENESIS.hash) {
      return `A log begins anew here: the logs of two installations were put together, or one twice.`;
    }
    if (event.seq < expected) {
      return `Event ${event.seq} stands in its place: events were doubled, reordered or mixed.`;
    }
    if (event.prevHash !== this.#last.hash) {
      return `It does not follow the event before it: one of the two was replaced, or comes from the log of another installation.`;
    }
    if (event.hash !== computedHash) {
      return 'It was changed after it was sealed.';
    }
    return undefined;
  }
}

function replaced(seq: number): Break {
  return {
    seq,
    reason: `Event ${seq} is not the one that was sealed: the log was written anew, or is that of another installation.`,
  };
}
