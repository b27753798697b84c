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

import { mockServices } from '@backstage/backend-test-utils';
import type { AssignmentWorker } from './AssignmentWorker';
import { Workforce } from './Workforce';

type Run = AssignmentWorker['run'];

function build(run: Run) {
  return new Workforce({
    worker: { run },
    admission: { admit: () => [], enqueue: () => {}, waitMs: () => undefined },
    leadership: { isLeader: true },
    turns: { wake: () => {}, wakeIn: () => {} },
    time: { now: () => new Date(0) },
    setTimer: () => () => {},
    stop: new AbortController().signal,
    logger: mockServices.logger.mock(),
  });
}

describe('Workforce', () => {
  it('has nobody look again at a row that its worker knows, and at a newer one again', async () => {
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    const workforce = build(async (_id, { onSeen }) => {
      onSeen?.(3);
      await ended;
      return { kind: 'resting', until: null };
    });
    expect(workforce.hasSeen('one', 3)).toBe(false);
    workforce.begin('one', { admitted: false });
    expect(workforce.hasSeen('one', 3)).toBe(true);
    expect(workforce.hasSeen('one', 4)).toBe(false);
    end();
    await Promise.all(workforce.running);
  });

  it('knows which row a worker was begun for before the worker has read it', async () => {
    const workforce = build(async () => ({ kind: 'resting', until: null }));
    workforce.begin('one', { admitted: false, version: 3 });
    expect(workforce.hasSeen('one', 3)).toBe(true);
    await Promise.all(workforce.running);
  });

  it('knows a list that is older than what a worker wrote since, and looks at what it left due', async () => {
    const workforce = build(async (_id, { onSeen }) => {
      onSeen?.(3);
      return { kind: 'resting', until: null };
    });
    workforce.begin('one', { admitted: false });
    await Promise.all(workforce.running);
    expect(workforce.hasSeen('one', 2)).toBe(true);
    expect(workforce.hasSeen('one', 3)).toBe(false);
  });

  it('keeps nothing of workers that are done once rows are read anew', async () => {
    const workforce = build(async (_id, { onSeen }) => {
      onSeen?.(3);
      return { kind: 'resting', until: null };
    });
    workforce.begin('one', { admitted: false });
    await Promise.all(workforce.running);
    workforce.forgetSeen();
    expect(workforce.hasSeen('one', 2)).toBe(false);
  });
});
