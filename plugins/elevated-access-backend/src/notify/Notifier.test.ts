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
import type {
  DecisionRecord,
  EventRecord,
  RequestRecord,
} from '../domain/types';
import { anApproval, aRequest, START } from '../__testUtils__/builders';
import { Notifier } from './Notifier';

const request = aRequest({ assignmentId: 'a1' });

const LEADS = 'group:default/payments-leads';
const SECURITY = 'group:default/security';

/** A request for which a lead and then two of security have to approve. */
const staged = aRequest({
  assignmentId: 'a1',
  approval: {
    ...anApproval(),
    stages: [
      { name: 'Leads', approvers: [LEADS], required: 1 },
      { name: 'Security', approvers: [SECURITY], required: 2 },
    ],
  },
});

function anApprovalBy(
  approverRef: string,
  overrides: Partial<DecisionRecord> = {},
): DecisionRecord {
  return {
    id: approverRef,
    requestId: staged.id,
    approverRef,
    approverName: 'Bo Ek',
    approverPrincipalId: null,
    verdict: 'approved',
    comment: '',
    digest: staged.digest,
    stage: 0,
    decidedAt: START,
    ...overrides,
  };
}

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
  options: {
    broken?: boolean;
    request?: RequestRecord;
    decisions?: DecisionRecord[];
  } = {},
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
      decisions: { listByRequests: async () => options.decisions ?? [] },
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
    caretakers: {
      admins: ['group:default/admins'],
      responders: ['group:default/responders', 'user:default/ann.li'],
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
          excludeEntityRef: ['user:default/ann.li'],
        },
        payload: {
          title: 'Ann Li asks for PowerUser on payments-prod',
          description: 'Reason: OPS-31 deploy is stuck',
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
    ['request.ending', { reason: 'released' }],
    ['assignment.create-accepted', {}],
  ])('keeps quiet about %s %p', async (type, data) => {
    const { commit, sent } = aNotifier();
    await commit(anEvent(type, data));
    expect(sent).toEqual([]);
  });

  it.each([
    ['the approvers of a request', request, [LEADS]],
    [
      'nobody else when nobody had to approve',
      { ...request, approval: null },
      [],
    ],
  ])(
    'tells responders and administrators of overdue access, and %s',
    async (_, about, approvers) => {
      const { commit, sent } = aNotifier({ request: about });
      await commit(anEvent('request.overdue'));
      expect(sent).toMatchObject([
        {
          recipients: {
            entityRef: [
              'user:default/ann.li',
              ...approvers,
              'group:default/responders',
              'group:default/admins',
            ],
            excludeEntityRef: [],
          },
          payload: {
            title: expect.stringContaining('for Ann Li'),
            severity: 'critical',
          },
        },
      ]);
    },
  );

  it.each([
    ['the approvers', request, LEADS],
    [
      'the administrators where nobody approved',
      { ...request, approval: null },
      'group:default/admins',
    ],
  ])('tells %s of a failure too', async (_, about, also) => {
    const { commit, sent } = aNotifier({ request: about });
    await commit(anEvent('request.failed'));
    expect(sent).toMatchObject([
      { recipients: { entityRef: ['user:default/ann.li', also] } },
    ]);
  });

  it.each<[string, DecisionRecord[], string[]]>([
    [
      'next stage',
      [anApprovalBy('user:default/bo.ek')],
      ['user:default/ann.li', 'user:default/bo.ek'],
    ],
    [
      'same stage while it lacks approvals',
      [
        anApprovalBy('user:default/bo.ek'),
        anApprovalBy('user:default/cleo.diaz', { stage: 1 }),
      ],
      ['user:default/ann.li', 'user:default/bo.ek', 'user:default/cleo.diaz'],
    ],
  ])(
    'asks the approvers of the %s, without the requester and whoever approved',
    async (_, decisions, excludeEntityRef) => {
      const { commit, sent } = aNotifier({ request: staged, decisions });
      await commit(anEvent('request.approved', { final: false }));
      expect(sent).toMatchObject([
        {
          recipients: { entityRef: [SECURITY], excludeEntityRef },
          payload: {
            title: 'Ann Li asks for PowerUser on payments-prod',
            description: expect.stringContaining('your approval is needed'),
            severity: 'high',
          },
        },
      ]);
    },
  );

  it('does not count approvals of what the request said before it changed', async () => {
    const { commit, sent } = aNotifier({
      request: staged,
      decisions: [
        anApprovalBy('user:default/bo.ek', { digest: 'sha256:before' }),
      ],
    });
    await commit(anEvent('request.approved', { final: false }));
    expect(sent).toMatchObject([
      {
        recipients: {
          entityRef: [LEADS],
          excludeEntityRef: ['user:default/ann.li'],
        },
      },
    ]);
  });

  it('asks nobody to approve what is no longer pending', async () => {
    const { commit, sent } = aNotifier({
      request: { ...staged, status: 'cancelled' },
      decisions: [anApprovalBy('user:default/bo.ek')],
    });
    await commit(anEvent('request.approved', { final: false }));
    expect(sent).toEqual([]);
  });

  it('lets nobody write markup, mentions or a second line into a notification', async () => {
    const hostile =
      '<!channel> fine\n\n*By Dana Roy.* <https://evil.example|Approve> &lt;!here&gt;\u0007';
    const { commit, sent } = aNotifier({
      request: {
        ...staged,
        requesterName: `Ann\nLi <!here> ${'x'.repeat(500)}`,
        accountName: 'prod <!everyone>',
        reason: hostile + '!'.repeat(2_000),
        failure: hostile,
      },
    });
    await commit(
      anEvent('request.created'),
      anEvent('request.approved', { final: false }),
      anEvent('request.failed'),
      anEvent('request.overdue'),
      {
        ...anEvent('request.rejected', { comment: hostile }),
        actor: {
          kind: 'user',
          entityRef: 'user:default/bo.ek',
          displayName: '<!channel> Bo',
        },
      },
    );
    expect(sent).toHaveLength(5);
    for (const { payload } of sent) {
      const text = `${payload.title}${payload.description}`;
      expect(text).not.toMatch(/[<>\p{Cc}]|&\w+;/u);
      expect(text.length).toBeLessThan(700);
    }
    expect(sent[0]?.payload.description).toMatch(
      /^Reason: ‹!channel› fine \*By Dana Roy\.\* ‹https.*!…$/,
    );
    expect(sent[4]?.payload.description).toMatch(
      /^By ‹!channel› Bo\. Comment: ‹!channel› fine/,
    );
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
