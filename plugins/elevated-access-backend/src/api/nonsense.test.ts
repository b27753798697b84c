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

import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';
import { createOpenApiDocument } from './openapi';

jest.setTimeout(240_000);

const databases = createTestDatabases();

const REQUEST = '00000000-0000-4000-8000-000000000000';
const ACCOUNT = '111122223333';

const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          parameters: z
            .array(
              z.object({
                in: z.string(),
                name: z.string(),
                schema: z.object({
                  enum: z.array(z.string()).optional(),
                  format: z.string().optional(),
                }),
              }),
            )
            .default([]),
        }),
      ),
    ),
  })
  .parse(JSON.parse(JSON.stringify(createOpenApiDocument())));

const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { parameters }]) => ({
    path,
    method,
    query: parameters.filter(parameter => parameter.in === 'query'),
  })),
);

/** What a query has to have anyway. */
const needed: Record<string, Record<string, string>> = {
  '/entity-access': { entityRef: 'component:default/payments' },
  '/policies/coverage': { kind: 'eligibility', names: 'production' },
};

const cursorOf = (value: JsonValue) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const LONG = 'x'.repeat(10_000);

const cursors = [
  'x',
  '%25',
  cursorOf([]),
  cursorOf({}),
  cursorOf(null),
  cursorOf(['\0', '\0', '\0', '\0']),
  cursorOf([1e308, '\0']),
  cursorOf([-1, REQUEST]),
  cursorOf([0.5, REQUEST]),
  cursorOf([9e15, REQUEST]),
  cursorOf(['created-desc', 1, 'x']),
  cursorOf(['__proto__', 1, REQUEST]),
  cursorOf(['eligibility', '\ud800', 99, 'x', 1]),
];

const limits = ['0', '-1', '1.5', 'x', '1e9', 'NaN', '0x10000', '999999'];

const dates = [
  'yesterday',
  '2026-02-31T00:00:00Z',
  '2026-11-22',
  '%2B275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
];

/** What one parameter is never to be, percent-encoded as in an address. */
function nonsenseFor(parameter: (typeof routes)[number]['query'][number]) {
  const { name, schema } = parameter;
  const values = ['%00', 'a%00b', LONG];
  if (name === 'cursor') {
    values.push(...cursors);
  }
  if (name === 'limit') {
    values.push(...limits);
  }
  if (schema.format === 'date-time') {
    values.push(...dates);
  }
  if (schema.enum) {
    values.push('sideways', '__proto__', 'constructor');
  }
  return [
    ...values.map(value => `${name}=${value}`),
    `${name}=1&${name}=2`,
    `${name}[]=1`,
    `${name}[a]=1`,
  ];
}

/** Odd, but nobody has to refuse it everywhere. */
const odd = ['%ED%A0%80', '%F0%9F', '%E2%80%AE', "'%3B--", '%25_%5C'];

/** A body for each route that takes one, with every text that it may have. */
const bodies: Record<string, JsonValue> = {
  '/preflight': {
    accountIds: [ACCOUNT],
    permissionSetArn: 'ARN',
    startsAt: '2026-11-22T15:40:00.000Z',
    duration: 'PT1H',
    reason: 'why',
    ticket: 'OPS-1',
  },
  '/explain': {
    accountId: ACCOUNT,
    permissionSetArn: 'ARN',
    person: 'user:default/ann.li',
  },
  '/requests/{id}/decisions': {
    verdict: 'approve',
    digest: 'sha256:1',
    comment: 'x',
    duration: 'PT1H',
  },
  '/requests/{id}/extend': { duration: 'PT1H', reason: 'why', ticket: 'OPS-1' },
  '/requests/{id}/cancel': { comment: 'x' },
  '/requests/{id}/release': { comment: 'x' },
  '/requests/{id}/revoke': { comment: 'x' },
  '/revocations': { person: 'user:default/ann.li', comment: 'x' },
  '/decisions': {
    verdict: 'approve',
    comment: 'x',
    items: [{ requestId: REQUEST, digest: 'sha256:1' }],
  },
  '/policies/{kind}/{name}/changes': {
    action: 'delete',
    version: 'x',
    comment: 'x',
  },
  '/policy-changes/{id}': { verdict: 'confirm', comment: 'x' },
  '/settings': {
    version: 'x',
    comment: 'x',
    settings: { banner: { text: 'x' } },
  },
};
const policy = {
  kind: 'eligibility',
  spec: {
    name: 'nightly',
    description: 'x',
    effect: 'allow',
    subjects: ['group:default/payments'],
    targets: [
      { account: ACCOUNT },
      { ou: '/Workloads' },
      { tag: { key: 'k', value: 'v' } },
    ],
    permissionSets: [{ name: 'ReadOnly' }],
    maxDuration: 'PT1H',
    reason: { required: true, pattern: '^x', message: 'x' },
  },
};
bodies['/requests'] = bodies['/preflight'];
bodies['/policies'] = { comment: 'x', policy };
bodies['/policies/validate'] = { policy };

/** The value with each of its texts in turn replaced. */
function eachTextAs(value: JsonValue, text: string): JsonValue[] {
  if (typeof value === 'string') {
    return [text];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member = null]) =>
    eachTextAs(member, text).map(changed =>
      Array.isArray(value)
        ? Object.assign([...value], { [key]: changed })
        : { ...value, [key]: changed },
    ),
  );
}

describe.each(databases.eachSupportedId())('nonsense on %p', id => {
  let portal: TestPortal;
  let requestId: string;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
    requestId = (await portal.submit()).id;
  });

  afterAll(() => portal?.stop());

  const at = (path: string) =>
    path
      .replace(
        '{id}',
        path.startsWith('/accounts') ? ACCOUNT : requestId ?? REQUEST,
      )
      .replace('{kind}', 'eligibility')
      .replace('{name}', 'production');

  const queryOf = (path: string, ...more: string[]) =>
    [
      ...Object.entries(needed[path] ?? {})
        .filter(([name]) => !more.some(part => part.startsWith(name)))
        .map(([name, value]) => `${name}=${value}`),
      ...more,
    ].join('&');

  const statusOf = async (url: string) =>
    (await portal.as(people.admin).get(url)).status;

  it.each(routes.filter(({ method }) => method === 'get'))(
    'in a query of $path is refused, and never makes it stumble',
    async ({ path, query }) => {
      const wrong: [string, number][] = [];
      const look = async (
        url: string,
        isRight: (status: number) => boolean,
      ) => {
        const status = await statusOf(url);
        if (!isRight(status)) {
          wrong.push([url.slice(0, 200), status]);
        }
      };
      if (!path.startsWith('/reviews/')) {
        await look(`${at(path)}?${queryOf(path)}`, status =>
          // Nothing was read yet of what there is to export.
          [200, ...(path.includes('activity/export') ? [409] : [])].includes(
            status,
          ),
        );
      }
      for (const parameter of query) {
        for (const part of nonsenseFor(parameter)) {
          await look(
            `${at(path)}?${queryOf(path, part)}`,
            status => status === 400,
          );
        }
        for (const value of odd) {
          await look(
            `${at(path)}?${queryOf(path, `${parameter.name}=${value}`)}`,
            status => status < 500,
          );
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(
    routes.filter(({ method, path }) => method === 'get' && /{/.test(path)),
  )('in the path of $path finds nothing', async ({ path }) => {
    const wrong: [string, number][] = [];
    for (const part of ['%00', 'a%00b', LONG.slice(0, 4_000), ...odd, '%5Bx']) {
      for (const name of path.match(/{\w+}/g) ?? []) {
        const status = await statusOf(at(path.replace(name, part)));
        if (![400, 404].includes(status)) {
          wrong.push([path.replace(name, part).slice(0, 200), status]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(routes.filter(({ method }) => method !== 'get'))(
    'in any text of a body of $method $path is refused',
    async ({ path, method }) => {
      const good = bodies[path];
      const changed = eachTextAs(good, 'a\0b');
      expect(changed.length).toBeGreaterThan(0);
      const before = await portal.rows();
      const send = async (body: JsonValue) => {
        const caller = portal.as(people.admin);
        const answer = await (method === 'put'
          ? caller.put(at(path), body)
          : caller.post(at(path), body));
        return [JSON.stringify(body), answer.status];
      };
      for (const body of changed) {
        expect(await send(body)).toEqual([JSON.stringify(body), 400]);
      }
      await expect(portal.rows()).resolves.toEqual(before);
      for (const body of eachTextAs(good, 'a\ud800b')) {
        const [, status] = await send(body);
        expect(status).toBeLessThan(500);
      }
      for (const body of eachTextAs(good, LONG)) {
        const [, status] = await send(body);
        expect(status).toBeLessThan(500);
      }
    },
  );
});
