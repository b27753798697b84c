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

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  eventLogVerificationSchema,
  sealedEventSchema,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';
import { entryOfLine } from '../audit/chain';
import { ChainVerifier } from '../audit/ChainVerifier';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'the event log over HTTP, on %s',
  id => {
    let portal: TestPortal;
    let knex: Knex;

    const verification = async () =>
      eventLogVerificationSchema.parse(
        (
          await portal
            .as(people.auditor)
            .get('/events/verification')
            .expect(200)
        ).body,
      );

    const sealed = () =>
      eventually(
        async () => (await verification()).unsealed === 0,
        () => 'the log was not sealed',
      );

    const exported = async (query = '') => {
      const { text, headers } = await portal
        .as(people.auditor)
        .get(`/events/export${query}`)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', chunk => chunks.push(Buffer.from(chunk)));
          res.on('end', () => done(null, Buffer.concat(chunks).toString()));
        })
        .expect(200)
        .then(({ body, headers: given }) => ({
          text: String(body),
          headers: given,
        }));
      return { lines: text.split('\n').slice(0, -1), headers };
    };

    beforeAll(async () => {
      knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
      await portal.submit();
      await portal.clear();
      await sealed();
    });

    afterAll(() => portal?.stop());

    it.each(['/events/verification', '/events/export'])(
      'gives %s to auditors and administrators only',
      async path => {
        for (const name of [people.auditor, people.admin]) {
          await portal.as(name).get(path).expect(200);
        }
        for (const name of [
          people.requester,
          people.approver,
          people.responder,
          people.stranger,
        ]) {
          const { status, body } = await portal.as(name).get(path);
          expect([status, body.error.code]).toEqual([403, 'forbidden']);
        }
        await portal
          .withHeader(mockCredentials.none.header())
          .get(path)
          .expect(401);
        await portal
          .withHeader(mockCredentials.service.header())
          .get(path)
          .expect(403);
      },
    );

    it('seals what happens, and verifies it', async () => {
      await sealed();
      const { intact, events, head, brokenAt } = await verification();
      expect({ intact, brokenAt }).toEqual({ intact: true, brokenAt: null });
      expect(events).toBeGreaterThanOrEqual(2);
      expect(head?.seq).toBe(events);
    });

    it('exports lines that verify, with the head that they reach', async () => {
      await sealed();
      const { lines, headers } = await exported();
      const verifier = new ChainVerifier();
      for (const line of lines) {
        sealedEventSchema.parse(JSON.parse(line));
        verifier.check(() => entryOfLine(line));
      }
      expect(verifier.broken).toBeNull();
      expect(headers['content-type']).toContain('application/jsonl');
      expect(headers['elevated-access-log-head']).toBe(
        `${verifier.head?.seq}:${verifier.head?.hash}`,
      );
    });

    it('exports what comes behind a place', async () => {
      await sealed();
      const whole = await exported();
      const rest = await exported('?afterSeq=1');
      expect(rest.lines.slice(0, whole.lines.length - 1)).toEqual(
        whole.lines.slice(1),
      );
      await portal
        .as(people.auditor)
        .get('/events/export?afterSeq=x')
        .expect(400);
      await portal.as(people.auditor).get('/events/export?from=1').expect(400);
    });

    it('exports as OCSF what became of requests and who was refused, under the ids of the log', async () => {
      const { id: requestId } = await portal.submit();
      await portal
        .as(people.stranger)
        .get(`/requests/${requestId}`)
        .expect(404);
      await sealed();
      const { lines, headers } = await exported('?format=ocsf');
      const events = lines.map(line => JSON.parse(line));
      const told = await knex('events')
        .where({ type: 'access.denied' })
        .orWhere('type', 'like', 'request.%')
        .orderBy('seq')
        .pluck('id');
      expect(events.map(({ metadata }) => metadata.uid)).toEqual(told);
      expect(events).toContainEqual(
        expect.objectContaining({
          type_uid: 300399,
          status: 'Failure',
          privileges: ['request-read'],
          user: expect.objectContaining({
            uid: `user:default/${people.stranger}`,
          }),
          metadata: expect.objectContaining({ correlation_uid: requestId }),
        }),
      );
      expect(headers['content-disposition']).toContain('events.ocsf.jsonl');
      const [seq] = String(headers['elevated-access-log-head']).split(':');
      const rest = await exported(`?format=ocsf&afterSeq=${seq}`);
      expect(rest.lines).toEqual([]);
      await portal.clear();
    });

    it('writes into the log who exported which part of it', async () => {
      await sealed();
      const before = await verification();
      await exported('?afterSeq=1');
      await sealed();
      const { lines } = await exported(`?afterSeq=${before.events}`);
      const event = sealedEventSchema.parse(JSON.parse(lines[0]));
      expect(event).toMatchObject({
        type: 'log.exported',
        actor: { kind: 'user', entityRef: `user:default/${people.auditor}` },
        data: { afterSeq: 1, throughSeq: before.events },
      });
    });
  },
);
