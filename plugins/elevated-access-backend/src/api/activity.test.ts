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

import type {
  AccessRequest,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe('what was done with access', () => {
  let portal: TestPortal;
  let request: AccessRequest;

  const activity = async (
    name: string,
    query = '',
    id = request.id,
  ): Promise<SessionActivity> => {
    const { body } = await portal
      .as(name)
      .get(`/requests/${id}/activity${query}`)
      .expect(200);
    return body;
  };

  const call = (overrides: { name: string; [member: string]: string }) =>
    portal.simulator.activity.record({
      user: people.requester,
      account: '111122223333',
      permissionSet: 'PowerUser',
      service: 'ecs.amazonaws.com',
      ...overrides,
    });

  beforeAll(async () => {
    portal = await TestPortal.start({
      knex: await databases.init('SQLITE_3'),
      activity: {
        source: 'cloudtrail',
        deliveryDelay: { seconds: 0 },
        refresh: { milliseconds: 300 },
      },
    });
    await portal.ready();
    request = await portal.active();
    call({ name: 'UpdateService', userAgent: '=HYPERLINK("http://evil")' });
    call({ name: 'DescribeServices' });
    call({ name: 'StopTask', errorCode: 'AccessDenied' });
    call({ name: 'NotHers', user: `${people.requester}x` });
    await eventually(
      async () => (await activity(people.requester)).counts.events === 3,
    );
  });

  afterAll(() => portal?.stop());

  it('is shown to those who may see the request', async () => {
    for (const name of [people.requester, people.approver, people.auditor]) {
      const shown = await activity(name);
      expect(shown).toMatchObject({
        state: 'partial',
        source: 'cloudtrail',
        problem: null,
        counts: { events: 3, writes: 2, errors: 1 },
        truncated: false,
      });
      expect(shown.items.map(item => item.name).sort()).toEqual([
        'DescribeServices',
        'StopTask',
        'UpdateService',
      ]);
      expect(shown.completeAt).not.toBeNull();
    }
  });

  it('does not exist for anybody else, nor its export', async () => {
    for (const path of ['', '/export?format=csv']) {
      await portal
        .as(people.stranger)
        .get(`/requests/${request.id}/activity${path}`)
        .expect(404);
    }
  });

  it('comes in pages', async () => {
    const all = await activity(people.requester);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page: SessionActivity = await activity(
        people.requester,
        `?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(page.counts.events).toBe(3);
      names.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(names).toEqual(all.items.map(({ id }) => id));
    for (const query of ['?cursor=abc', '?limit=0', '?surplus=1']) {
      await portal
        .as(people.requester)
        .get(`/requests/${request.id}/activity${query}`)
        .expect(400);
    }
  });

  it('shows those alone that are asked for, and counts all of them', async () => {
    for (const [query, names] of [
      ['?kind=writes', ['StopTask', 'UpdateService']],
      ['?kind=errors', ['StopTask']],
      ['?text=SERVICE', ['DescribeServices', 'UpdateService']],
      ['?kind=writes&text=hyperlink', ['UpdateService']],
      ['?text=nothing%20like%20this', []],
    ] as const) {
      const shown = await activity(people.requester, query);
      expect(shown.items.map(item => item.name).sort()).toEqual(names);
      expect(shown.counts).toEqual({ events: 3, writes: 2, errors: 1 });
    }
    for (const query of ['?kind=all', '?text=', `?text=${'x'.repeat(201)}`]) {
      await portal
        .as(people.requester)
        .get(`/requests/${request.id}/activity${query}`)
        .expect(400);
    }
  });

  it('makes the request one that was used', async () => {
    const { body } = await portal
      .as(people.requester)
      .get(`/requests/${request.id}`);
    expect(body.usage).toBe('used');
  });

  it('is exported as lines and as a table that runs no formula, and the log says by whom', async () => {
    const path = `/requests/${request.id}/activity/export`;
    const lines = await portal.as(people.auditor).get(path).expect(200);
    expect(lines.headers['elevated-access-rows']).toBe('3');
    expect(lines.headers['content-disposition']).toContain('-partial.jsonl');
    const events = String(lines.text || lines.body)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({
      requestId: request.id,
      userName: people.requester,
      permissionSet: 'PowerUser',
    });

    const table = await portal
      .as(people.auditor)
      .get(`${path}?format=csv`)
      .expect(200);
    const rows = table.text.trim().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(table.text).toContain(`"'=HYPERLINK(""http://evil"")"`);

    const { body } = await portal
      .as(people.auditor)
      .get(`/requests/${request.id}/events`);
    expect(
      body.items.filter(
        ({ type }: { type: string }) => type === 'activity.exported',
      ),
    ).toEqual([
      expect.objectContaining({
        actor: expect.objectContaining({
          entityRef: `user:default/${people.auditor}`,
        }),
      }),
      expect.objectContaining({ type: 'activity.exported' }),
    ]);
  });

  it('says what is missing where AWS cannot be read, and gives no empty file', async () => {
    const fault = portal.simulator.faults.add({
      operation: 'AssumeRole',
      action: {
        kind: 'error',
        name: 'AccessDenied',
        message: 'not authorized to perform: sts:AssumeRole',
        status: 403,
      },
    });
    // An account whose role has not been assumed before.
    const { body } = await portal
      .as(people.requester)
      .post('/requests', {
        accountIds: [portal.simulator.lookup.account('payments-stage').id],
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
        duration: 'PT10M',
        reason: '',
      })
      .expect(201);
    const { id } = await portal.reached(body.items[0].id, 'active');
    await eventually(
      async () =>
        (await activity(people.requester, '', id)).state === 'unavailable',
    );
    expect(await activity(people.requester, '', id)).toMatchObject({
      problem: { code: 'activity-role-missing' },
      items: [],
    });
    const refused = await portal
      .as(people.requester)
      .get(`/requests/${id}/activity/export`)
      .expect(409);
    expect(refused.body.error).toMatchObject({ code: 'activity-not-read' });
    fault.remove();
  });

  it('has nothing to come of a request that never got access', async () => {
    const wished = await portal.submit();
    expect((await activity(people.requester, '', wished.id)).state).toBe(
      'not-yet',
    );
    await portal
      .as(people.requester)
      .post(`/requests/${wished.id}/cancel`, {})
      .expect(200);
    expect(await activity(people.requester, '', wished.id)).toMatchObject({
      state: 'complete',
      source: null,
      counts: { events: 0 },
    });
  });
});

describe('without a source', () => {
  it('is said to be read nowhere', async () => {
    const portal = await TestPortal.start({
      knex: await databases.init('SQLITE_3'),
    });
    try {
      await portal.ready();
      const { id } = await portal.submit();
      const { body } = await portal
        .as(people.requester)
        .get(`/requests/${id}/activity`)
        .expect(200);
      expect(body).toMatchObject({ state: 'none', source: null, items: [] });
    } finally {
      await portal.stop();
    }
  });
});
