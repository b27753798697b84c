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

import fc from 'fast-check';
import { instant } from './__testUtils__/arbitraries';
import { canonicalJson } from './canonicalJson';
import { computeDigest, type DigestInput } from './digest';

const input: fc.Arbitrary<DigestInput> = fc.record({
  accountId: fc.constantFrom('111122223333', '444455556666'),
  permissionSetArn: fc.constantFrom('arn:a', 'arn:b'),
  permissionSetFingerprint: fc.constantFrom('f1', 'f2'),
  principalId: fc.constantFrom('p1', 'p2'),
  requestedStart: fc.option(instant),
  durationMs: fc.integer({ min: 1, max: 5 }),
  strictWindow: fc.boolean(),
  extendsId: fc.constantFrom(null, 'r1', 'r2'),
  supersedes: fc.constantFrom(null, 'sha256:1', 'sha256:2'),
});

describe('computeDigest', () => {
  it('changes exactly when one of its members does', () => {
    const same = (a: DigestInput, b: DigestInput) =>
      a.accountId === b.accountId &&
      a.permissionSetArn === b.permissionSetArn &&
      a.permissionSetFingerprint === b.permissionSetFingerprint &&
      a.principalId === b.principalId &&
      a.requestedStart?.getTime() === b.requestedStart?.getTime() &&
      a.durationMs === b.durationMs &&
      a.strictWindow === b.strictWindow &&
      a.extendsId === b.extendsId &&
      a.supersedes === b.supersedes;
    fc.assert(
      fc.property(input, input, fc.boolean(), (a, other, copy) => {
        const b = copy ? { ...a } : other;
        expect(computeDigest(a) === computeDigest(b)).toBe(same(a, b));
      }),
    );
  });

  it('changes with each member alone', () => {
    fc.assert(
      fc.property(
        input,
        input,
        fc.constantFrom<keyof DigestInput>(
          'accountId',
          'permissionSetArn',
          'permissionSetFingerprint',
          'principalId',
          'requestedStart',
          'durationMs',
          'strictWindow',
          'extendsId',
          'supersedes',
        ),
        (a, b, member) => {
          fc.pre(String(a[member]) !== String(b[member]));
          fc.pre(
            member !== 'requestedStart' ||
              a.requestedStart?.getTime() !== b.requestedStart?.getTime(),
          );
          expect(computeDigest({ ...a, [member]: b[member] })).not.toBe(
            computeDigest(a),
          );
        },
      ),
    );
  });

  it('does not depend on the order of members, nor take in members that it does not know', () => {
    const a = {
      accountId: '111122223333',
      permissionSetArn: 'arn:a',
      permissionSetFingerprint: 'f1',
      principalId: 'p1',
      requestedStart: null,
      durationMs: 1,
      strictWindow: false,
      extendsId: null,
      supersedes: null,
    };
    const reversed = Object.fromEntries(Object.entries(a).reverse());
    expect(computeDigest({ ...a, ...reversed })).toBe(computeDigest(a));
    const more = { ...a, reason: 'because' };
    expect(computeDigest(more)).toBe(computeDigest(a));
    expect(computeDigest(a)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('canonicalJson', () => {
  it('writes equal values as equal text, whatever the order of their members', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(shuffled);
      }
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, shuffled(member)]),
          )
        : value;
    };
    fc.assert(
      fc.property(fc.json(), text => {
        const value = JSON.parse(text);
        expect(canonicalJson(JSON.parse(JSON.stringify(shuffled(value))))).toBe(
          canonicalJson(value),
        );
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
  });
});
