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

import { Admission } from '../Admission';
import { Contact } from '../Contact';
import { TokenBucket } from '../TokenBucket';
import type { Urgency, Wish } from '../WishQueue';
import { WriteLimit } from '../WriteLimit';

/** When the agreed time of an admission lab begins, milliseconds. */
export const START = Date.UTC(2026, 10, 22, 12);

/** An admission controller with a clock that moves only when told to. */
export function admissionLab(
  options: { places?: number; perSecond?: number } = {},
) {
  const { places = 15, perSecond = 1_000 } = options;
  let now = 0;
  const monotonic = () => now;
  const bucket = new TokenBucket({
    start: perSecond,
    highest: perSecond,
    monotonic,
  });
  const limit = new WriteLimit({ highest: places, monotonic });
  const contact = new Contact({ monotonic });
  const admission = new Admission({
    bucket,
    limit,
    contact,
    monotonic,
    now: () => new Date(START + now),
  });
  let count = 0;
  return {
    admission,
    bucket,
    limit,
    contact,
    pass: (ms: number) => {
      now += ms;
    },
    wish(urgency: Urgency, more: Partial<Wish> = {}): string {
      count += 1;
      const assignmentId = `${urgency}-${count}`;
      admission.enqueue({
        assignmentId,
        accountId: `account-${count}`,
        operation:
          urgency === 'revoked' || urgency === 'ending' ? 'delete' : 'create',
        urgency,
        version: 1,
        dueAt: new Date(START + now),
        ...more,
      });
      return assignmentId;
    },
    /** What goes next, one after another, each over before the next. */
    oneByOne(): string[] {
      const order: string[] = [];
      for (;;) {
        const [first, ...others] = admission.admit();
        if (!first) {
          return order;
        }
        [first, ...others].forEach(({ assignmentId }) => {
          order.push(assignmentId);
          admission.vacate(assignmentId);
        });
      }
    },
    admit: () => admission.admit().map(({ assignmentId }) => assignmentId),
  };
}

/** The urgencies of wishes by their ids. */
export const kindsOf = (ids: readonly string[]) =>
  ids.map(id => id.split('-')[0]);
