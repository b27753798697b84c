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
import { ManualClock } from '../__testUtils__/clock';
import type { EventRecord } from '../domain/types';
import { DenialLog } from './DenialLog';

const MINUTE = 60_000;

function aLog(append?: () => Promise<never>) {
  const clock = new ManualClock();
  const written: Omit<EventRecord, 'id'>[] = [];
  const logger = mockServices.logger.mock();
  const log = new DenialLog({
    clock,
    logger,
    stores: {
      now: async () => clock.now(),
      events: {
        append:
          append ??
          (async event => {
            written.push(event);
            return { ...event, id: 'e' };
          }),
      },
    },
  });
  const deny = (actorRef = 'user:default/sven', eventId = 'request-decide') =>
    log.denied({
      actorRef,
      eventId,
      reason: 'not yours',
      meta: { requestId: 'r1' },
    });
  return { clock, log, deny, written, logger };
}

it('writes a refused attempt at once, with who, what and why', async () => {
  const { deny, written, clock } = aLog();
  await deny();
  expect(written).toEqual([
    {
      type: 'access.denied',
      at: clock.now(),
      actor: {
        kind: 'user',
        entityRef: 'user:default/sven',
        displayName: 'user:default/sven',
      },
      requestId: null,
      assignmentId: null,
      data: {
        attempt: 'request-decide',
        reason: 'not yours',
        about: { requestId: 'r1' },
        attempts: 1,
      },
    },
  ]);
});

it('tells a service that was refused from a person', async () => {
  const { log, written } = aLog();
  await log.denied({
    actorKind: 'service',
    actorRef: 'plugin:mcp-actions',
    eventId: 'request-create',
    reason: 'no person',
    meta: {},
  });
  expect(written[0].actor).toEqual({
    kind: 'service',
    subject: 'plugin:mcp-actions',
  });
});

it('writes two events a minute at most of what one person tries again and again, and loses no number', async () => {
  const { deny, written, clock, log } = aLog();
  for (let index = 0; index < 1_000; index += 1) {
    await deny();
  }
  expect(written).toHaveLength(1);
  clock.advance(MINUTE);
  await log.sweep();
  await log.sweep();
  expect(written.map(({ data }) => data.attempts)).toEqual([1, 999]);
  await deny();
  expect(written).toHaveLength(3);
});

it('counts each person and each kind of attempt by itself', async () => {
  const { deny, written } = aLog();
  await deny('user:default/a');
  await deny('user:default/b');
  await deny('user:default/a', 'settings-change');
  expect(written).toHaveLength(3);
});

it('writes what it has counted when the portal stops', async () => {
  const { deny, written, log } = aLog();
  await deny();
  await deny();
  await log.sweep({ all: true });
  expect(written.map(({ data }) => data.attempts)).toEqual([1, 1]);
});

it('keeps nothing that somebody sent at length', async () => {
  const { log, written } = aLog();
  await log.denied({
    actorRef: 'user:default/sven',
    eventId: 'request-create',
    reason: 'x'.repeat(10_000),
    meta: { long: 'x'.repeat(10_000), list: ['x'.repeat(10_000)], short: 'ok' },
  });
  expect(JSON.stringify(written).length).toBeLessThan(1_000);
  expect(written[0].data.about).toEqual({ short: 'ok' });
});

it('remembers a bounded number of people', async () => {
  const { deny, written, logger } = aLog();
  for (let index = 0; index < 5_001; index += 1) {
    await deny(`user:default/p${index}`);
  }
  expect(written).toHaveLength(5_000);
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('never turns a refusal into another error', async () => {
  const { deny, logger } = aLog(async () => {
    throw new Error('disk full');
  });
  await deny();
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('disk full'),
  );
});
