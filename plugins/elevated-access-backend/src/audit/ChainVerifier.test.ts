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

import { GENESIS, type ChainPoint } from './chain';
import { ChainVerifier } from './ChainVerifier';

const hashOf = (name: string) => name.padEnd(64, '0');

/** Events that each follow the one before, whatever their numbers: as somebody could seal them who knows how. */
function follow(verifier: ChainVerifier, ...numbers: number[]): ChainPoint[] {
  let { hash: prevHash } = GENESIS;
  return numbers.map((seq, index) => {
    const hash = hashOf(`e${index + 1}`);
    const event = { seq, prevHash, hash };
    verifier.check(() => ({ event, computedHash: hash }));
    prevHash = hash;
    return { seq, hash };
  });
}

describe('A chain whose hashes all fit', () => {
  it('is intact when its numbers go up by one', () => {
    const verifier = new ChainVerifier();
    const points = follow(verifier, 1, 2, 3);
    expect(verifier.broken).toBeNull();
    expect(verifier.events).toBe(3);
    expect(verifier.head).toEqual(points[2]);
  });

  it('is not when a number is left out: an event was taken away and the rest sealed anew', () => {
    const verifier = new ChainVerifier();
    follow(verifier, 1, 2, 4);
    expect(verifier.broken).toEqual({
      seq: 3,
      reason: expect.stringMatching(/missing: event 4/),
    });
  });

  it('is not when a number comes twice: an event was put in and the rest sealed anew', () => {
    const verifier = new ChainVerifier();
    follow(verifier, 1, 2, 2);
    expect(verifier.broken).toEqual({
      seq: 3,
      reason: expect.stringMatching(/Event 2 stands in its place/),
    });
  });

  it('is not when two places that were told of its end remember different ones', () => {
    const verifier = new ChainVerifier(undefined, [
      { seq: 2, hash: hashOf('e2') },
      { seq: 2, hash: hashOf('another') },
    ]);
    follow(verifier, 1, 2, 3);
    expect(verifier.broken).toEqual({
      seq: 2,
      reason: expect.stringMatching(/not the one that was sealed/),
    });
  });

  it('is not when it ends before the last of the events that are known from elsewhere', () => {
    const verifier = new ChainVerifier(undefined, [
      { seq: 5, hash: hashOf('e5') },
      { seq: 2, hash: hashOf('e2') },
    ]);
    follow(verifier, 1, 2, 3);
    expect(verifier.broken).toBeNull();
    verifier.end();
    expect(verifier.broken).toEqual({
      seq: 4,
      reason: expect.stringMatching(/event 5 was sealed/),
    });
  });

  it('is broken where it broke first, whatever is found later', () => {
    const verifier = new ChainVerifier();
    follow(verifier, 1, 3, 4);
    const { broken } = verifier;
    verifier.breakAt({ seq: 1, reason: 'something else' });
    follow(verifier, 2);
    verifier.reached({ seq: 9, hash: hashOf('e9') });
    expect(verifier.broken).toEqual(broken);
    expect(verifier.events).toBe(1);
  });

  it('has no head before its first event', () => {
    expect(new ChainVerifier().head).toBeNull();
    expect(new ChainVerifier({ seq: 7, hash: hashOf('e7') }).head).toBeNull();
  });
});
