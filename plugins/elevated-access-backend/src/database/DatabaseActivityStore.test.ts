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

import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { minutes, setUp } from './__testUtils__/setUp';
import type { ActivityFilter } from './activityTypes';

jest.setTimeout(120_000);

const databases = createTestDatabases();

function anEvent(
  overrides: Partial<ActivityEvent> & { id: string },
): ActivityEvent {
  return {
    at: minutes(1).toISOString(),
    name: 'DescribeInstances',
    service: 'ec2.amazonaws.com',
    region: 'eu-west-1',
    sourceAddress: '203.0.113.7',
    userAgent: 'aws-cli',
    errorCode: null,
    readOnly: true,
    resources: [],
    ...overrides,
  };
}

describe.each(databases.eachSupportedId())('session activity on %p', id => {
  it('keeps each record once, the newest first, with what they add up to', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const request = await insert();
    const other = await insert();
    const events = [
      anEvent({ id: 'b', resources: ['arn:aws:s3:::x'] }),
      anEvent({ id: 'a' }),
      anEvent({
        id: 'c',
        at: minutes(2).toISOString(),
        readOnly: false,
        errorCode: 'AccessDenied',
      }),
      anEvent({ id: 'd', at: minutes(3).toISOString(), readOnly: null }),
    ];
    await stores.activity.addEvents(other.id, [anEvent({ id: 'a' })], 10);
    await stores.activity.addEvents(request.id, events.slice(0, 3), 10);
    expect(await stores.activity.addEvents(request.id, events, 10)).toEqual({
      counts: { events: 4, writes: 1, errors: 1 },
      dropped: false,
    });
    const all = await stores.activity.listEvents(request.id, { limit: 10 });
    expect(all).toEqual([events[3], events[2], events[0], events[1]]);

    const paged: ActivityEvent[] = [];
    for (let last: ActivityEvent | undefined; paged.length < 4; ) {
      const [next] = await stores.activity.listEvents(request.id, {
        limit: 1,
        ...(last && { after: { at: new Date(last.at), id: last.id } }),
      });
      if (!next) {
        break;
      }
      paged.push(next);
      last = next;
    }
    expect(paged).toEqual(all);
  });

  it('lists those alone that are asked for, by what they did and by any part of their text', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const request = await insert();
    const at = (minute: number) => minutes(minute).toISOString();
    await stores.activity.addEvents(
      request.id,
      [
        anEvent({ id: 'read', at: at(1) }),
        anEvent({
          id: 'put',
          at: at(2),
          name: 'PutObject',
          service: 's3.amazonaws.com',
          readOnly: false,
          resources: ['arn:aws:s3:::ledger_2026/"odd"', 'ä\\b'],
        }),
        anEvent({
          id: 'refused',
          at: at(3),
          name: 'PutParameter',
          service: 'ssm.amazonaws.com',
          region: 'us-east-1',
          sourceAddress: '198.51.100.1',
          userAgent: '100% curl',
          readOnly: false,
          errorCode: 'AccessDenied',
        }),
        anEvent({ id: 'unknown', at: at(4), readOnly: null }),
      ],
      10,
    );
    const found = async (filter: ActivityFilter) =>
      (await stores.activity.listEvents(request.id, { filter, limit: 10 })).map(
        event => event.id,
      );
    expect(await found({})).toEqual(['unknown', 'refused', 'put', 'read']);
    expect(await found({ kind: 'writes' })).toEqual(['refused', 'put']);
    expect(await found({ kind: 'errors' })).toEqual(['refused']);
    expect(await found({ text: 'PUT' })).toEqual(['refused', 'put']);
    expect(await found({ text: 'ssm.' })).toEqual(['refused']);
    expect(await found({ text: 'us-EAST' })).toEqual(['refused']);
    expect(await found({ text: '198.51' })).toEqual(['refused']);
    expect(await found({ text: 'denied' })).toEqual(['refused']);
    // What means something to the database means itself.
    expect(await found({ text: '0% c' })).toEqual(['refused']);
    expect(await found({ text: '%' })).toEqual(['refused']);
    expect(await found({ text: 'ledger_2' })).toEqual(['put']);
    expect(await found({ text: 'ledger-2' })).toEqual([]);
    expect(await found({ text: '"odd"' })).toEqual(['put']);
    expect(await found({ text: 'ä\\B' })).toEqual(['put']);
    expect(await found({ kind: 'errors', text: 'ledger' })).toEqual([]);
    const rest = await stores.activity.listEvents(request.id, {
      filter: { kind: 'writes' },
      after: { at: minutes(3), id: 'refused' },
      limit: 10,
    });
    expect(rest.map(event => event.id)).toEqual(['put']);
  });

  it('forgets the oldest where there are more than are kept, of that request only', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const request = await insert();
    const other = await insert();
    const many = Array.from({ length: 1_203 }, (_, index) =>
      anEvent({ id: `e${index}`, at: minutes(index).toISOString() }),
    );
    await stores.activity.addEvents(other.id, many, 2_000);
    expect(
      await stores.activity.addEvents(request.id, many, 1_000),
    ).toMatchObject({ counts: { events: 1_000 }, dropped: true });
    const [newest] = await stores.activity.listEvents(request.id, { limit: 1 });
    expect(newest?.id).toBe('e1202');
    expect(await stores.activity.addEvents(other.id, [], 2_000)).toMatchObject({
      counts: { events: 1_203 },
      dropped: false,
    });
  });

  it('notices requests that got access, each once', async () => {
    const { stores, insert } = await setUp({ databases, id });
    await insert();
    const early = await insert({ status: 'ended', activatedAt: minutes(1) });
    const late = await insert({ status: 'active', activatedAt: minutes(9) });
    expect(await stores.activity.noticedTo()).toBeUndefined();
    expect(await stores.activity.unnoticed(minutes(5))).toEqual([late.id]);
    const found = await stores.activity.unnoticed(minutes(0));
    expect(found.sort()).toEqual([early.id, late.id].sort());
    await stores.activity.notice(found, {
      readAt: minutes(20),
      noticedTo: minutes(10),
    });
    await stores.activity.notice(found, {
      readAt: minutes(30),
      noticedTo: minutes(11),
    });
    expect(await stores.activity.noticedTo()).toEqual(minutes(11));
    expect(await stores.activity.unnoticed(minutes(0))).toEqual([]);
    expect(await stores.activity.listDue(minutes(19), 10)).toEqual([]);
    expect(await stores.activity.listDue(minutes(20), 10)).toHaveLength(2);
  });

  it('brings a reading forward when somebody wants it, never back, and not once complete', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const request = await insert();
    const due = async () =>
      (await stores.activity.get(request.id))?.nextReadAt ?? null;
    await stores.activity.want(request.id, minutes(10));
    expect(await due()).toEqual(minutes(10));
    await stores.activity.want(request.id, minutes(5));
    expect(await due()).toEqual(minutes(5));
    await stores.activity.want(request.id, minutes(7));
    expect(await due()).toEqual(minutes(5));

    const record = await stores.activity.get(request.id);
    if (!record) {
      throw new Error('it is not there');
    }
    const complete = {
      ...record,
      source: 'cloudtrail',
      coversFrom: minutes(0),
      coversTo: minutes(1),
      deliveredTo: minutes(1),
      readAt: minutes(6),
      completeAt: minutes(6),
      complete: true,
      truncated: true,
      counts: { events: 3, writes: 2, errors: 1 },
      problem: { code: 'x', reason: 'y', remedy: 'z' },
      failures: 2,
      nextReadAt: null,
    };
    await stores.activity.save(complete);
    await stores.activity.want(request.id, minutes(8));
    expect(await stores.activity.get(request.id)).toEqual(complete);
  });
});
