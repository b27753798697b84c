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

import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { StageApprover } from '../domain/approval';
import { nobodyNamed, type NamedApprovers } from '../domain/approvers';
import type { EventType } from '../domain/events';
import type {
  DecisionRecord,
  EventRecord,
  RequestRecord,
} from '../domain/types';
import type { Caretakers } from './news';
import { anApproval, aRequest, START } from '../__testUtils__/builders';
import { NotificationTeller } from './NotificationTeller';

const request = aRequest({ assignmentId: 'a1' });

const LEADS = 'group:default/payments-leads';
const SECURITY = 'group:default/security';

/** A request for which a lead and then two of security have to approve. */
const staged = aRequest({
  assignmentId: 'a1',
  approval: {
    ...anApproval(),
    stages: [
      { name: 'Leads', approvers: [LEADS], required: 1, escalation: [] },
      { name: 'Security', approvers: [SECURITY], required: 2, escalation: [] },
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
    durationMs: null,
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

/** What tells of events, and what it told. */
function aTeller(
  options: {
    request?: RequestRecord;
    decisions?: DecisionRecord[];
    /** What happened to the request before. */
    past?: EventRecord[];
    caretakers?: Partial<Caretakers>;
    /** Whom the words of the approval policy mean. */
    named?: NamedApprovers | Error;
    /** Who can decide now. */
    deciders?: StageApprover[];
  } = {},
) {
  const sent: NotificationSendOptions[] = [];
  const teller = new NotificationTeller({
    stores: {
      requests: { get: async () => options.request ?? request },
      decisions: { listByRequests: async () => options.decisions ?? [] },
      events: { listForRequest: async () => options.past ?? [] },
    },
    notifications: {
      send: async it => {
        sent.push(it);
      },
    },
    caretakers: {
      admins: ['group:default/admins'],
      responders: ['group:default/responders', 'user:default/ann.li'],
      ...options.caretakers,
    },
    audience: {
      named: async () => {
        if (options.named instanceof Error) {
          throw options.named;
        }
        return options.named ?? nobodyNamed;
      },
      deciders: async () => options.deciders ?? [],
    },
  });
  const tell = async (...events: EventRecord[]) => {
    for (const event of events) {
      await teller.tell(event);
    }
  };
  return { tell, sent };
}

describe('NotificationTeller', () => {
  it('tells the first approvers of a new request, and not the requester among them', async () => {
    const { tell, sent } = aTeller();
    await tell(anEvent('request.created'));
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
          topic: 'elevated-access:approvals',
          scope: `elevated-access:request:${request.id}`,
        },
      },
    ]);
  });

  it.each<[EventType, EventRecord['data'], RegExp]>([
    ['request.ends-soon', {}, /^Ends soon/],
    ['request.approved', { final: true }, /^Approved/],
    ['request.rejected', { comment: 'no' }, /^Rejected/],
    ['request.active', {}, /^You have/],
    ['request.ending', { reason: 'revoked' }, /^Revoked/],
    ['request.ended', {}, /^Ended/],
    ['request.expired', {}, /^Nobody decided/],
    ['request.lapsed', {}, /window passed/],
    ['request.failed', {}, /^Could not be granted/],
    ['request.overdue', {}, /^Overdue/],
    ['request.cancelled', {}, /^Cancelled/],
  ])('tells the requester of %s', async (type, data, title) => {
    const { tell, sent } = aTeller();
    await tell(anEvent(type, data));
    expect(
      sent.filter(
        ({ recipients }) =>
          recipients.type === 'entity' &&
          recipients.entityRef.includes('user:default/ann.li'),
      ),
    ).toEqual([
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
    const { tell, sent } = aTeller();
    await tell(anEvent(type, data));
    expect(sent).toEqual([]);
  });

  it.each<[string, RequestRecord, Partial<Caretakers>, string[]]>([
    [
      'its approvers and the responders',
      request,
      {},
      [LEADS, 'group:default/responders'],
    ],
    [
      'the responders where nobody had to approve',
      { ...request, approval: null },
      {},
      ['group:default/responders'],
    ],
    [
      'the administrators where there are no responders',
      request,
      { responders: [] },
      [LEADS, 'group:default/admins'],
    ],
  ])(
    'tells the person of overdue access first, and %s',
    async (_, about, caretakers, others) => {
      const { tell, sent } = aTeller({ request: about, caretakers });
      await tell(anEvent('request.overdue', { alert: 1 }));
      expect(sent).toMatchObject([
        {
          recipients: {
            entityRef: ['user:default/ann.li', ...others],
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

  it.each<[string, Partial<Caretakers>, string[]]>([
    [
      'responders and administrators',
      {},
      [
        'group:default/responders',
        'user:default/ann.li',
        'group:default/admins',
      ],
    ],
    [
      'whoever is close to the request where nobody looks after all',
      { responders: [], admins: [] },
      ['user:default/ann.li', LEADS],
    ],
  ])(
    'escalates to %s, with the lateness and the last error',
    async (_, caretakers, entityRef) => {
      const { tell, sent } = aTeller({ caretakers });
      await tell(
        anEvent('request.overdue', {
          alert: 3,
          endAt: new Date(START.getTime() - 3_600_000).toISOString(),
          lastError: 'AWS says no',
        }),
      );
      expect(sent).toMatchObject([
        {
          recipients: { entityRef },
          payload: {
            title:
              'Still overdue after 1 h: PowerUser on payments-prod for Ann Li',
            description: expect.stringContaining('Last error: AWS says no'),
            severity: 'critical',
          },
        },
      ]);
    },
  );

  it.each<[number, string[]]>([
    [1, ['user:default/ann.li', LEADS, 'group:default/responders']],
    [
      2,
      [
        'user:default/ann.li',
        LEADS,
        'group:default/responders',
        'group:default/admins',
      ],
    ],
  ])(
    'tells that it is over to everybody whom %p alerts had reached',
    async (alerts, entityRef) => {
      const { tell, sent } = aTeller({
        past: [...Array(alerts)].map(() => anEvent('request.overdue')),
      });
      await tell(
        anEvent('request.ended', { overdueSince: START.toISOString() }),
      );
      expect(sent).toMatchObject([
        {
          recipients: { entityRef },
          payload: { title: expect.stringMatching(/^No longer overdue/) },
        },
        {
          recipients: { entityRef: ['user:default/ann.li'] },
          payload: { title: expect.stringMatching(/^Ended/) },
        },
      ]);
    },
  );

  /** What is told of some events. */
  const toldOf =
    (options?: Parameters<typeof aTeller>[0]) =>
    async (...events: EventRecord[]) => {
      const { tell, sent } = aTeller(options);
      await tell(...events);
      return sent;
    };

  const decider = (
    name: string,
    overrides: Partial<StageApprover> = {},
  ): StageApprover => ({
    entityRef: `user:default/${name}`,
    displayName: name,
    principalId: null,
    enabled: true,
    via: [LEADS],
    escalated: false,
    ...overrides,
  });

  it('reminds only those who can still decide, and nobody when nobody can', async () => {
    const sent = await toldOf({ deciders: [decider('bo.ek')] })(
      anEvent('request.reminded'),
    );
    expect(sent).toEqual([
      expect.objectContaining({
        recipients: expect.objectContaining({
          entityRef: ['user:default/bo.ek'],
        }),
        payload: expect.objectContaining({
          title:
            'Still waiting for you: Ann Li asks for PowerUser on payments-prod',
        }),
      }),
    ]);
    await expect(
      toldOf()(anEvent('request.reminded'), anEvent('request.escalated')),
    ).resolves.toEqual([]);
  });

  it('tells those of an escalation that it is their turn, and the others once more where that is due', async () => {
    const deciders = [
      decider('bo.ek'),
      decider('cleo.diaz', { via: [SECURITY], escalated: true }),
    ];
    const titles = async (data: EventRecord['data']) =>
      (await toldOf({ deciders })(anEvent('request.escalated', data))).map(
        ({ recipients, payload }) => [
          recipients.type === 'entity' && recipients.entityRef,
          payload.title.split(':')[0],
        ],
      );
    const asked = [
      ['user:default/cleo.diaz'],
      'Nobody has decided, and you may',
    ];
    await expect(titles({ approvers: [SECURITY] })).resolves.toEqual([asked]);
    await expect(
      titles({ approvers: [SECURITY], reminded: true }),
    ).resolves.toEqual([
      asked,
      [['user:default/bo.ek'], 'Still waiting for you'],
    ]);
  });

  it('tells whoever owns the account or manages the requester, as the catalog has them now', async () => {
    const owned = aRequest({
      assignmentId: 'a1',
      approval: anApproval(['owner', 'manager']),
    });
    const sent = await toldOf({
      request: owned,
      named: {
        owner: ['group:default/cards'],
        manager: ['user:default/eli.stone'],
      },
    })(anEvent('request.created'));
    expect(sent[0]?.recipients).toMatchObject({
      entityRef: ['group:default/cards', 'user:default/eli.stone'],
    });
  });

  it('waits with what approvers have to know while the catalog does not answer, and not with the rest', async () => {
    const named = new Error('catalog is down');
    await expect(toldOf({ named })(anEvent('request.created'))).rejects.toThrow(
      'catalog is down',
    );
    const ended = aRequest({ assignmentId: 'a1', status: 'ended' });
    await expect(
      toldOf({ named, request: ended })(anEvent('request.ended')),
    ).resolves.toHaveLength(1);
  });

  it('says that less time was approved than was asked for', async () => {
    const sent = await toldOf({
      request: aRequest({
        assignmentId: 'a1',
        status: 'scheduled',
        approvedDurationMs: 1_800_000,
      }),
    })(anEvent('request.approved', { final: true }));
    expect(sent[0]?.payload.description).toBe(
      'For 30 min, not the 1 h that you asked for. By Bo Ek.',
    );
  });

  it('tells the requester why approval is asked for again, and the approvers to decide again', async () => {
    const { tell, sent } = aTeller();
    await tell(
      anEvent('request.reapproval-needed', {
        reason: 'The permission set changed',
      }),
    );
    expect(sent).toMatchObject([
      {
        recipients: { entityRef: ['user:default/ann.li'] },
        payload: {
          title: 'Approval is asked for again: PowerUser on payments-prod',
          description: 'What changed: The permission set changed',
        },
      },
      {
        recipients: {
          entityRef: [LEADS],
          excludeEntityRef: ['user:default/ann.li'],
        },
        payload: {
          title:
            'Please decide again: Ann Li asks for PowerUser on payments-prod',
        },
      },
    ]);
  });

  it('says of an extension that it is more time, and until when', async () => {
    const endsAt = new Date(START.getTime() + 3_600_000);
    const { tell, sent } = aTeller({
      request: { ...request, extendsId: 'r1', endsAt },
    });
    await tell(anEvent('request.created'), anEvent('request.active'));
    expect(sent).toMatchObject([
      {
        payload: {
          title: 'Ann Li asks for more time on PowerUser on payments-prod',
        },
      },
      {
        payload: {
          title: 'You have more time on PowerUser on payments-prod',
          description: `Until ${endsAt.toISOString()}.`,
        },
      },
    ]);
  });

  it('tells a person whose access the engine revoked, and why', async () => {
    const { tell, sent } = aTeller();
    await tell({
      ...anEvent('request.ending', {
        reason: 'revoked',
        comment: 'Their Identity Center user is disabled',
      }),
      actor: { kind: 'engine' },
    });
    expect(sent).toMatchObject([
      {
        payload: {
          title: 'Revoked: PowerUser on payments-prod',
          description: 'Comment: Their Identity Center user is disabled',
        },
      },
    ]);
  });

  it.each<[string, EventRecord['data'], RegExp]>([
    ['another grant keeps it', { keptFor: ['r2'] }, /Another of your grants/],
    ['it stood before', { standing: true }, /before.*keep it/],
  ])('does not call access gone when %s', async (_, data, told) => {
    const { tell, sent } = aTeller();
    await tell(anEvent('request.ended', data));
    expect(sent).toMatchObject([
      { payload: { description: expect.stringMatching(told) } },
    ]);
  });

  it.each([
    ['the approvers', request, LEADS],
    [
      'the administrators where nobody approved',
      { ...request, approval: null },
      'group:default/admins',
    ],
  ])('tells %s of a failure too', async (_, about, also) => {
    const { tell, sent } = aTeller({ request: about });
    await tell(anEvent('request.failed'));
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
      const { tell, sent } = aTeller({ request: staged, decisions });
      await tell(anEvent('request.approved', { final: false }));
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
    const { tell, sent } = aTeller({
      request: staged,
      decisions: [
        anApprovalBy('user:default/bo.ek', { digest: 'sha256:before' }),
      ],
    });
    await tell(anEvent('request.approved', { final: false }));
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
    const { tell, sent } = aTeller({
      request: { ...staged, status: 'cancelled' },
      decisions: [anApprovalBy('user:default/bo.ek')],
    });
    await tell(anEvent('request.approved', { final: false }));
    expect(sent).toEqual([]);
  });

  it('lets nobody write markup, mentions or a second line into a notification', async () => {
    const hostile =
      '<!channel> fine\n\n*By Dana Roy.* <https://evil.example|Approve> &lt;!here&gt;\u0007';
    const { tell, sent } = aTeller({
      request: {
        ...staged,
        requesterName: `Ann\nLi <!here> ${'x'.repeat(500)}`,
        accountName: 'prod <!everyone>',
        reason: hostile + '!'.repeat(2_000),
        failure: hostile,
      },
    });
    await tell(
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
    expect(sent).toHaveLength(6);
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
});
