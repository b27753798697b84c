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

import { AwsClients } from '../../aws';
import { AssignmentReader } from '../../aws/AssignmentReader';
import { AwsFailure } from '../../aws/AwsFailure';
import type {
  AssignmentProvisioner,
  AwsDirectoryReader,
} from '../../aws/types';
import { aRequest, START } from '../../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../../__testUtils__/databases';
import type { DatabaseStores } from '../../database/DatabaseStores';
import {
  anAllow,
  aDeny,
  aPermissionSet,
  arnOf,
  someSettings,
} from '../../domain/__testUtils__/policyBuilders';
import type { ListedPrincipal, RunningOperation } from '../../domain/drift';
import type { AssignmentRecord, RequestRecord } from '../../domain/types';
import { AwsDriftReader } from './AwsDriftReader';
import { DriftComparison } from './DriftComparison';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ARN = arnOf('ReadOnly');
const ACCOUNT = '111122223333';
const databases = createTestDatabases();
const { signal } = new AbortController();

describe('A comparison of AWS with the grants', () => {
  let stores: DatabaseStores;
  /** Whom AWS lists, by account. */
  let listed: Map<string, string[]>;
  /** The accounts in which AWS says that the permission set is provisioned. */
  let provisioned: string[];
  let running: RunningOperation[];
  let fingerprint: string | undefined;
  /** What happens while AWS is asked. */
  let meanwhile: () => Promise<void>;
  /** What AWS was asked, in order. */
  let asked: string[];
  let policies: ReturnType<typeof anAllow>[];
  let protectedSets: string[];

  beforeEach(async () => {
    stores = await createTestStores({
      databases,
      id: 'SQLITE_3',
      clock: { now: () => START },
    });
    listed = new Map();
    provisioned = [ACCOUNT];
    running = [];
    fingerprint = 'sha256:aa';
    meanwhile = async () => {};
    asked = [];
    policies = [anAllow()];
    protectedSets = [];
  });

  const comparison = () =>
    new DriftComparison({
      stores,
      reader: {
        accountsWith: async arn => {
          asked.push(`accounts of ${arn}`);
          return arn === ARN ? provisioned : [];
        },
        principalsWith: async ({ accountId, permissionSetArn }) => {
          asked.push(`principals of ${permissionSetArn} in ${accountId}`);
          await meanwhile();
          const people = listed.get(accountId) ?? [];
          return people.map((id): ListedPrincipal => ({ type: 'USER', id }));
        },
        fingerprintOf: async arn => {
          asked.push(`contents of ${arn}`);
          return fingerprint;
        },
        running: async followed => {
          asked.push(`running but ${[...followed].join()}`);
          return running;
        },
      },
      directory: {
        requireSnapshot: async () => ({
          syncedAt: START,
          managementAccountId: '999999999999',
          accounts: new Map(),
          permissionSets: new Map(
            ['ReadOnly', 'PowerUser'].map(name => [
              arnOf(name),
              aPermissionSet(name, {
                inManagementAccount: protectedSets.includes(name),
              }),
            ]),
          ),
        }),
      },
      policies: {
        getPolicies: async () => ({
          eligibility: policies,
          approval: [],
          settings: someSettings(),
        }),
      },
      protection: { protectedAccountIds: [], delegatedAdministrator: true },
      groups: false,
    });

  const read = () => comparison().read(signal, () => {});

  const kinds = async () =>
    (await read()).discrepancies.map(
      ({ kind, principal }) => `${kind} ${principal.id}`,
    );

  async function grant(
    who: string,
    more: Partial<RequestRecord> = {},
    row: Partial<AssignmentRecord> = { owned: true },
  ): Promise<RequestRecord> {
    return stores.transaction(async tx => {
      const key = {
        principalId: who,
        accountId: ACCOUNT,
        permissionSetArn: ARN,
      };
      const assignment = await tx.assignments.ensureLocked({ ...key, ...more });
      await tx.assignments.update(assignment, { nextActionAt: START, ...row });
      const request = aRequest({
        ...key,
        assignmentId: assignment.id,
        status: 'active',
        ...more,
      });
      await tx.requests.insert(request);
      return request;
    });
  }

  it('takes nothing for drift that was given while AWS was read', async () => {
    listed.set(ACCOUNT, ['ann']);
    meanwhile = async () => {
      meanwhile = async () => {};
      await grant('ann');
    };
    expect(await kinds()).toEqual([]);
  });

  it('takes nothing for drift that was ended while AWS was read', async () => {
    const request = await grant('ann');
    meanwhile = async () => {
      await stores.requests.update(request, { status: 'ended' });
    };
    expect(await kinds()).toEqual([]);
  });

  it('looks also where a grant has to be and AWS knows of nothing', async () => {
    provisioned = [];
    await grant('ann');
    expect(await kinds()).toEqual(['removed ann']);
  });

  it('reads what a permission set permits only while somebody holds it', async () => {
    fingerprint = 'sha256:other';
    await grant('ann', { status: 'ending' });
    listed.set(ACCOUNT, ['ann']);
    expect(await kinds()).toEqual([]);
    expect(asked).not.toContain(`contents of ${ARN}`);
    await grant('bo');
    listed.set(ACCOUNT, ['ann', 'bo']);
    expect(await kinds()).toEqual(['altered bo']);
  });

  it('asks of no operation that a row follows, and reports each that none does once', async () => {
    policies = [anAllow({ permissionSets: [{ all: true }] })];
    await grant('ann', {}, { phase: 'accepted', awsRequestId: 'r-1' });
    await grant('bo', {}, { owned: true });
    listed.set(ACCOUNT, ['ann', 'bo']);
    running = [
      {
        operation: 'delete',
        awsRequestId: 'r-2',
        key: { principalId: 'bo', accountId: ACCOUNT, permissionSetArn: ARN },
      },
    ];
    expect(await kinds()).toEqual(['orphaned bo']);
    expect(asked[0]).toBe('running but r-1');
  });

  describe('looks at', () => {
    const looked = async () => (await read()).permissionSets;

    it('what policies permit, and not at what they only deny', async () => {
      policies = [
        anAllow(),
        aDeny({ permissionSets: [{ name: 'PowerUser' }] }),
      ];
      expect(await looked()).toEqual([ARN]);
    });

    it('nothing of the management account, which is not managed here', async () => {
      policies = [anAllow({ permissionSets: [{ all: true }] })];
      protectedSets = ['PowerUser'];
      expect(await looked()).toEqual([ARN]);
    });

    it.each([
      ['somebody holds', { status: 'active' as const }, true],
      [
        'somebody held within thirty days',
        { status: 'ended' as const, endedAt: daysAgo(30, HOUR) },
        true,
      ],
      [
        'nobody held within thirty days',
        { status: 'ended' as const, endedAt: daysAgo(30, -HOUR) },
        false,
      ],
    ])('what %s, although no policy names it any more', async (_, more, is) => {
      policies = [];
      await grant('ann', more, { owned: false });
      expect(await looked()).toEqual(is ? [ARN] : []);
    });
  });

  describe('looked at again', () => {
    const confirm = async (goOn: () => void = () => {}) => {
      const { discrepancies } = await read();
      asked.length = 0;
      return { discrepancies, goOn };
    };

    it('shows nothing that the first look did not', async () => {
      listed.set(ACCOUNT, ['ann', 'bo']);
      const { discrepancies } = await confirm();
      const [first] = discrepancies;
      listed.set(ACCOUNT, ['ann', 'bo', 'cy']);
      const confirmed = await comparison().confirm(
        first ? [first] : [],
        signal,
        () => {},
      );
      expect(confirmed.map(({ principal }) => principal.id)).toEqual(['ann']);
    });

    it('shows nothing that is gone by then', async () => {
      listed.set(ACCOUNT, ['ann']);
      const { discrepancies } = await confirm();
      listed.set(ACCOUNT, []);
      await expect(
        comparison().confirm(discrepancies, signal, () => {}),
      ).resolves.toEqual([]);
    });

    it('asks about nothing but what is in doubt', async () => {
      provisioned = [ACCOUNT, '444455556666'];
      listed.set(ACCOUNT, ['ann']);
      const { discrepancies } = await confirm();
      await comparison().confirm(discrepancies, signal, () => {});
      expect(asked).toEqual([
        'running but ',
        `principals of ${ARN} in ${ACCOUNT}`,
      ]);
      asked.length = 0;
      await comparison().confirm([], signal, () => {});
      expect(asked).toEqual([]);
    });

    it('stops at once when somebody else may act', async () => {
      listed.set(ACCOUNT, ['ann']);
      const { discrepancies } = await confirm();
      const stop = () => {
        throw new Error('not the leader');
      };
      await expect(
        comparison().confirm(discrepancies, signal, stop),
      ).rejects.toThrow('not the leader');
      await expect(comparison().read(signal, stop)).rejects.toThrow(
        'not the leader',
      );
      expect(asked).not.toContain(`principals of ${ARN} in ${ACCOUNT}`);
    });
  });

  function daysAgo(days: number, laterMs: number): Date {
    return new Date(START.getTime() - days * DAY + laterMs);
  }
});

describe('What a comparison asks AWS', () => {
  // Never asked here.
  const clients = AwsClients.create({
    region: 'eu-central-1',
    version: 'test',
  });
  const instance = {
    get: async () => {
      throw new Error('Nobody has to ask');
    },
  };
  const unpaced = { turn: async () => {} };

  afterAll(() => clients.destroy());

  const unknown = (kind: AwsFailure['kind']) =>
    new AwsFailure({
      kind,
      operation: 'DescribePermissionSet',
      reason: 'no',
      remedy: 'wait',
    });

  function reader(options: {
    describe?: AwsDirectoryReader['describePermissionSet'];
    listInProgress?: AssignmentProvisioner['listInProgress'];
  }) {
    let turns = 0;
    return {
      turns: () => turns,
      reader: new AwsDriftReader({
        assignments: new AssignmentReader({
          clients,
          instance,
          pacer: unpaced,
        }),
        permissionSets: {
          describePermissionSet:
            options.describe ??
            (async () => {
              throw unknown('not-found');
            }),
        },
        provisioner: {
          listInProgress: options.listInProgress ?? (async () => []),
        },
        pacer: {
          turn: async () => {
            turns += 1;
          },
        },
      }),
    };
  }

  it('knows a permission set that is no more from one that cannot be read', async () => {
    const gone = reader({});
    await expect(
      gone.reader.fingerprintOf(ARN, signal),
    ).resolves.toBeUndefined();
    const denied = reader({
      describe: async () => {
        throw unknown('denied');
      },
    });
    await expect(denied.reader.fingerprintOf(ARN, signal)).rejects.toThrow(
      'DescribePermissionSet',
    );
  });

  it('asks of creations and deletions, and leaves out those that name no assignment', async () => {
    const key = {
      principalId: 'ann',
      accountId: ACCOUNT,
      permissionSetArn: ARN,
    };
    const { reader: it } = reader({
      listInProgress: async operation => [
        { awsRequestId: `${operation}-1`, createdAt: undefined, key },
        {
          awsRequestId: `${operation}-2`,
          createdAt: undefined,
          key: undefined,
        },
      ],
    });
    await expect(it.running(new Set(), signal)).resolves.toEqual([
      { operation: 'create', awsRequestId: 'create-1', key },
      { operation: 'delete', awsRequestId: 'delete-1', key },
    ]);
  });
});
