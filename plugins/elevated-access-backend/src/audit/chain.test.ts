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

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { EventContent } from '../database/types';
import { logOf } from './__testUtils__/logOf';
import { entryOfLine, NotAnEventError } from './chain';
import { ChainVerifier } from './ChainVerifier';

const text = fc.string({ unit: 'binary', maxLength: 12 });

const events = fc.array(
  fc.record<EventContent>({
    id: fc.uuid(),
    type: fc.constantFrom('request.created', 'request.active', 'drift.found'),
    at: fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
    actor: fc.record({
      kind: fc.constantFrom('user', 'engine', 'service'),
      entityRef: fc.option(text),
      displayName: fc.option(text),
    }),
    requestId: fc.option(fc.uuid()),
    assignmentId: fc.option(fc.uuid()),
    data: fc.dictionary(text, fc.jsonValue()).map(data => JSON.stringify(data)),
  }),
  { minLength: 2, maxLength: 12 },
);

function verify(lines: readonly string[]) {
  const verifier = new ChainVerifier();
  for (const line of lines) {
    verifier.check(() => entryOfLine(line));
  }
  return verifier;
}

function headOf(lines: readonly string[]) {
  const { head } = verify(lines);
  if (!head) {
    throw new Error('a log without events');
  }
  return head;
}

describe('the chain over the event log', () => {
  it('is intact as it was sealed, whatever the events hold', () => {
    fc.assert(
      fc.property(events, content => {
        const lines = logOf(content);
        const verifier = verify(lines);
        verifier.reached(headOf(lines));
        expect(verifier.broken).toBeNull();
        expect(verifier.events).toBe(lines.length);
      }),
    );
  });

  it('hashes the canonical JSON of everything but the hash, which anybody can compute again', () => {
    fc.assert(
      fc.property(events, content => {
        let previous = '0'.repeat(64);
        for (const line of logOf(content)) {
          const { hash } = JSON.parse(line);
          const without = line.replace(`"hash":"${hash}",`, '');
          expect(createHash('sha256').update(without).digest('hex')).toBe(hash);
          expect(JSON.parse(line).prevHash).toBe(previous);
          previous = hash;
        }
      }),
    );
  });

  it('finds any event that was deleted', () => {
    fc.assert(
      fc.property(events, fc.nat(), (content, pick) => {
        const lines = logOf(content);
        const head = headOf(lines);
        const at = pick % lines.length;
        const verifier = verify(lines.filter((_, index) => index !== at));
        verifier.reached(head);
        expect(verifier.broken?.seq).toBe(at + 1);
      }),
    );
  });

  it('finds any two events that changed places', () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.nat(), (content, one, other) => {
        const lines = logOf(content);
        const [a, b] = [one % lines.length, other % lines.length];
        fc.pre(a !== b);
        [lines[a], lines[b]] = [lines[b], lines[a]];
        expect(verify(lines).broken?.seq).toBe(Math.min(a, b) + 1);
      }),
    );
  });

  it('finds any event that stands there twice', () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.nat(), (content, one, other) => {
        const lines = logOf(content);
        const head = headOf(lines);
        const to = other % (lines.length + 1);
        lines.splice(to, 0, lines[one % lines.length]);
        const verifier = verify(lines);
        verifier.reached(head);
        expect(verifier.broken).not.toBeNull();
      }),
    );
  });

  it('finds any change of a byte', () => {
    fc.assert(
      fc.property(
        events,
        fc.nat(),
        fc.nat(),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
        (content, pick, position, character) => {
          const lines = logOf(content);
          const at = pick % lines.length;
          const line = lines[at];
          const cut = position % line.length;
          const changed = line.slice(0, cut) + character + line.slice(cut + 1);
          fc.pre(changed !== line);
          lines[at] = changed;
          expect(verify(lines).broken?.seq).toBe(at + 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds an event that was changed and sealed anew, at the one behind it', () => {
    fc.assert(
      fc.property(events, fc.nat(), (content, pick) => {
        const lines = logOf(content);
        const head = headOf(lines);
        const at = pick % lines.length;
        const forged = logOf(
          content.map((event, index) =>
            index === at ? { ...event, type: 'forged' } : event,
          ),
        );
        lines[at] = forged[at];
        const verifier = verify(lines);
        verifier.reached(head);
        expect(verifier.broken?.seq).toBe(
          at === lines.length - 1 ? at + 1 : at + 2,
        );
      }),
    );
  });

  it('finds a log that was written anew as a whole, against a head known from elsewhere', () => {
    fc.assert(
      fc.property(events, content => {
        const head = headOf(logOf(content));
        const [first, ...others] = content;
        const verifier = verify(
          logOf([{ ...first, type: 'forged' }, ...others]),
        );
        expect(verifier.broken).toBeNull();
        verifier.reached(head);
        expect(verifier.broken?.reason).toMatch(/not the one that was sealed/);
      }),
    );
  });

  it('finds an end that was cut off, against a head known from elsewhere', () => {
    fc.assert(
      fc.property(events, fc.nat(), (content, pick) => {
        const lines = logOf(content);
        const kept = pick % lines.length;
        const verifier = verify(lines.slice(0, kept));
        verifier.reached(headOf(lines));
        expect(verifier.broken).toEqual({
          seq: kept + 1,
          reason: expect.stringMatching(/cut off/),
        });
      }),
    );
  });

  it('finds events of another installation mixed in', () => {
    fc.assert(
      fc.property(events, events, fc.nat(), (content, foreign, pick) => {
        const lines = logOf(content);
        const others = logOf(foreign);
        const at = pick % Math.min(lines.length, others.length);
        fc.pre(lines[at] !== others[at]);
        lines[at] = others[at];
        expect(verify(lines).broken?.seq).toBeGreaterThanOrEqual(at + 1);
      }),
    );
  });

  it('tells a line that never was an event from one that was changed', () => {
    expect(() => entryOfLine('{"seq":1')).toThrow(NotAnEventError);
    expect(() => entryOfLine('{"seq":1}')).toThrow(NotAnEventError);
  });
});
