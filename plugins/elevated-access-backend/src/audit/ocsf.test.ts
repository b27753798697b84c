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

import type { ExportedEvent } from '../database/types';
import { eventTypes } from '../domain/events';
import { ocsfEventTypes, toOcsf } from './ocsf';
import { denialToOcsf } from './ocsfDenial';
import { csvHeading, csvRow, jsonLine } from './requestLines';
import {
  anExportedDecision,
  anExportedRequest,
} from './__testUtils__/anExportedRequest';

const request = anExportedRequest();

const anEvent = (overrides: Partial<ExportedEvent> = {}): ExportedEvent => ({
  id: '0b8c5e6e-5a43-4f8a-9d0f-0d6b6f0a0001',
  type: 'request.active',
  at: 1_795_000_000_000,
  actorKind: 'engine',
  actorRef: null,
  actorName: null,
  requestId: request.id,
  data: {},
  ...overrides,
});

describe('events in OCSF', () => {
  it.each(ocsfEventTypes)(
    '%s has every attribute that the schema requires',
    type => {
      const event = toOcsf(anEvent({ type }), request);
      expect(event).toMatchObject({
        category_uid: 3,
        time: 1_795_000_000_000,
        severity_id: expect.any(Number),
        metadata: {
          version: '1.3.0',
          uid: '0b8c5e6e-5a43-4f8a-9d0f-0d6b6f0a0001',
          product: {
            name: expect.any(String),
            vendor_name: expect.any(String),
          },
        },
        cloud: { provider: 'AWS', account: { uid: request.accountId } },
        user: { uid: request.principalId, name: request.principalUserName },
      });
      expect(event?.type_uid).toBe(
        Number(event?.class_uid) * 100 + Number(event?.activity_id),
      );
      // Authorize Session wants exactly one of privileges and group.
      expect('privileges' in Object(event)).toBe(event?.class_uid === 3003);
      expect('policy' in Object(event)).toBe(event?.class_uid === 3001);
    },
  );

  it.each([
    ['request.active', {}, 300107, 1],
    ['request.active', { alreadyHeld: true }, 300199, 1],
    ['request.ended', { verifiedAbsent: true }, 300108, 1],
    ['request.ended', { standing: true }, 300199, 1],
    ['request.ended', { keptFor: ['x'] }, 300199, 1],
    ['request.overdue', {}, 300108, 2],
    ['request.failed', {}, 300107, 2],
    ['request.scheduled', {}, 300301, 1],
    ['request.rejected', {}, 300399, 2],
  ])(
    '%s with %j is %i, and says whether it came true',
    (type, data, typeUid, status) => {
      expect(toOcsf(anEvent({ type, data }), request)).toMatchObject({
        type_uid: typeUid,
        status_id: status,
      });
    },
  );

  it('names the person who acted, and otherwise the portal', () => {
    const user = { actorKind: 'user', actorRef: 'user:default/bo.ek' };
    expect(
      toOcsf(anEvent({ ...user, actorName: 'Bo Ek' }), request)?.actor,
    ).toEqual({
      user: {
        uid: 'user:default/bo.ek',
        name: 'bo.ek',
        full_name: 'Bo Ek',
        type_id: 1,
        type: 'User',
      },
    });
    expect(toOcsf(anEvent(), request)?.actor).toEqual({
      app_name: 'elevated-access',
    });
  });

  it('leaves out what is no transition of a request', () => {
    expect(
      toOcsf(anEvent({ type: 'request.reminded' }), request),
    ).toBeUndefined();
    // Whoever adds a kind of event decides here whether it is one.
    const others = eventTypes.filter(
      type => type.startsWith('request.') && !ocsfEventTypes.includes(type),
    );
    expect(others).toEqual([
      'request.reminded',
      'request.escalated',
      'request.ends-soon',
    ]);
  });
});

describe('refused attempts in OCSF', () => {
  const aDenial = (data: Record<string, unknown> = {}) =>
    anEvent({
      type: 'access.denied',
      actorKind: 'user',
      actorRef: 'user:default/sven.dahl',
      actorName: 'user:default/sven.dahl',
      data: {
        attempt: 'request-decide',
        reason: 'You may not decide on this request.',
        about: { requestId: request.id, accountId: request.accountId },
        attempts: 1,
        ...data,
      },
    });

  it('are failed authorizations of whoever was refused, with every attribute that the schema requires', () => {
    expect(denialToOcsf(aDenial())).toMatchObject({
      category_uid: 3,
      class_uid: 3003,
      activity_id: 99,
      activity_name: 'Deny Access',
      type_uid: 300399,
      time: 1_795_000_000_000,
      severity_id: 2,
      status_id: 2,
      status: 'Failure',
      status_detail: 'You may not decide on this request.',
      count: 1,
      metadata: {
        version: '1.3.0',
        event_code: 'access.denied',
        correlation_uid: request.id,
      },
      cloud: { provider: 'AWS', account: { uid: request.accountId } },
      user: { uid: 'user:default/sven.dahl', name: 'sven.dahl', type_id: 1 },
      actor: { user: { uid: 'user:default/sven.dahl' } },
      privileges: ['request-decide'],
    });
  });

  it('that were counted together are one event with their number and time', () => {
    expect(
      denialToOcsf(
        aDenial({ attempts: 999, since: '2026-11-18T12:26:40.000Z' }),
      ),
    ).toMatchObject({
      count: 999,
      start_time: Date.parse('2026-11-18T12:26:40.000Z'),
      end_time: 1_795_000_000_000,
    });
  });

  it('of services name no person', () => {
    expect(
      denialToOcsf({
        ...aDenial(),
        actorKind: 'service',
        actorRef: 'plugin:other',
        actorName: null,
      }),
    ).toMatchObject({
      actor: { app_name: 'plugin:other' },
      user: { uid: 'plugin:other', type: 'System' },
    });
  });
});

describe('lines of exported requests', () => {
  it('have in a table the members that they have in JSON, under the same names', () => {
    const decided = [anExportedDecision()];
    const { decisions, ...members } = JSON.parse(jsonLine(request, decided));
    const names = csvHeading.trimEnd().split(',');
    expect(names.slice(0, -3)).toEqual(Object.keys(members));
    expect(csvRow(request, decided).trimEnd().split(',')).toHaveLength(
      names.length,
    );
    expect(decisions).toEqual([
      expect.objectContaining({ approver: 'user:default/bo.ek' }),
    ]);
  });
});
