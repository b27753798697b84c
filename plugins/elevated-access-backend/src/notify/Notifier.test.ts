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
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { EventType } from '../domain/events';
import type { EventRecord, RequestRecord } from '../domain/types';
import { aRequest, START } from '../__testUtils__/builders';
import { Notifier } from './Notifier';

const request = aRequest({ assignmentId: 'a1' });

function anEvent(type: EventType, data: EventRecord['data'] = {}): EventRecord {
  return {
    id: type,
    type,
    at: START,
    actor: {
      kind: 'user',
      entityRef: 'user:default/bo.ek',
      displayName: 'Bo Ek',
    },
    requestId: request.id,
    assignmentId: 'a1',
    data,
  };
}

/** A notifier, what commits are told to it, and what it told. */
function aNotifier(
  options: { broken?: boolean; request?: RequestRecord } = {},
) {
  const sent: NotificationSendOptions[] = [];
  const signalled: unknown[] = [];
  let listener: (events: readonly EventRecord[]) => void = () => {};
  const logger = mockServices.logger.mock();
  const fail = () => {
    if (options.broken) {
      throw new Error('404 Not Found');
    }
  };
  const notifier = new Notifier({
    stores: {
      requests: { get: async () => options.request ?? request },
      onCommitted: it => {
        listener = it;
        return () => {
          listener = () => {};
        };
      },
    },
    signals: {
      publish: async signal => {
        fail();
        signalled.push(signal);
      },
    },
    notifications: {
      send: async it => {
        fail();
        sent.push(it);
      },
    },
    logger,
  });
  const stop = notifier.start();
  const commit = async (...events: EventRecord[]) => {
    listener(events);
    await notifier.settled();
  };
  return { commit, stop, sent, signalled, logger };
}

describe('Notifier', () => {
  it('tells the first approvers of a new request, and not the requester among them', async () => {
    const { commit, sent } = aNotifier();
    await commit(anEvent('request.created'));
    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/payments-leads'],
          excludeEntityRef: 'user:default/ann.li',
        },
        payload: {
          title: 'Ann Li asks for PowerUser on payments-prod',
          description: 'OPS-31 deploy is stuck',
          severity: 'high',
          link: `/elevated-access/requests/${request.id}`,
          topic: 'elevated-access',
          scope: `elevated-access:request:${request.id}`,
        },
      },
    ]);
  });

  it.each<[EventType, EventRecord['data'], RegExp]>([
    ['request.approved', { final: true }, /^Approved/],
    ['request.rejected', { comment: 'no' }, /^Rejected/],
    ['request.active', {}, /^You have/],
    ['request.ending', { reason: 'revoked' }, /^Revoked/],
    ['request.ended', {}, /^Ended/],
    ['request.expired', {}, /^Nobody decided/],
    ['request.lapsed', {}, /window passed/],
    ['request.failed', {}, /^Could not be granted/],
    ['request.overdue', {}, /^Overdue/],
  ])('tells the requester of %s', async (type, data, title) => {
    const { commit, sent } = aNotifier();
    await commit(anEvent(type, data));
    expect(sent).toEqual([
      {
        recipients: expect.objectContaining({
          entityRef: expect.arrayContaining(['user:default/ann.li']),
        }),
        payload: expect.objectContaining({
          title: expect.stringMatching(title),
        }),
      },
    ]);
  });

  it.each<[EventType, EventRecord['data']]>([
    ['request.approved', { final: false }],
    ['request.ending', { reason: 'released' }],
    ['assignment.create-accepted', {}],
  ])('keeps quiet about %s %p', async (type, data) => {
    const { commit, sent } = aNotifier();
    await commit(anEvent(type, data));
    expect(sent).toEqual([]);
  });

  it('sends pages the ids of what changed, each once, and nothing else', async () => {
    const { commit, signalled } = aNotifier();
    await commit(anEvent('request.approved'), anEvent('request.scheduled'));
    expect(signalled).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'elevated-access:requests',
        message: { requestIds: [request.id] },
      },
    ]);
  });

  it('logs what cannot be sent and goes on', async () => {
    const { commit, logger } = aNotifier({ broken: true });
    await expect(
      commit(anEvent('request.created'), anEvent('request.rejected')),
    ).resolves.toBeUndefined();
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('says nothing once it is stopped', async () => {
    const { commit, stop, signalled } = aNotifier();
    stop();
    await commit(anEvent('request.created'));
    expect(signalled).toEqual([]);
  });
});
