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

import { randomUUID } from 'node:crypto';
import {
  AwsFailure,
  type AwsDirectoryReader,
  type AwsUser,
  type AssignmentProvisioner,
  type InstanceLocator,
  type OperationStatus,
} from '../../plugins/elevated-access-backend/src/aws';
import type {
  AssignmentKey,
  AssignmentOperation,
} from '../../plugins/elevated-access-backend/src/domain/types';

/** How long AWS may take for an operation, milliseconds: five minutes, as Terraform allows it. */
const OPERATION_PATIENCE = 300_000;

/** How long a list may lag behind, milliseconds. */
const LIST_PATIENCE = 15_000;

/** What scenarios work on. Earlier ones fill in what later ones use. */
export interface Bench {
  lenient: boolean;
  instance: InstanceLocator;
  directory: AwsDirectoryReader;
  provisioner: AssignmentProvisioner;
  /** The same, asking for one item a page. */
  smallPages: AssignmentProvisioner;
  wanted: {
    userName: string | undefined;
    otherUserName: string | undefined;
    accountId: string | undefined;
    permissionSetName: string | undefined;
  };
  sleep(ms: number): Promise<void>;
  key?: AssignmentKey;
  /** Somebody else's assignment in the same place; only there while it is ours. */
  otherKey?: AssignmentKey;
  requestId?: string;
  /** Assignments to remove whatever happens. */
  made?: AssignmentKey[];
}

export interface Scenario {
  name: string;
  /** Without it the following ones make no sense. */
  isFoundation: boolean;
  /** Runs even after a foundation failed. */
  cleansUp?: boolean;
  /** @returns what was seen; throws when it is not as it should be */
  run(bench: Bench): Promise<string>;
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'discover the instance',
    isFoundation: true,
    async run({ instance }) {
      const found = await instance.get();
      return `${found.instanceArn}, ${found.identityStoreId}`;
    },
  },
  {
    name: 'list accounts, page by page',
    isFoundation: true,
    async run(bench) {
      const { managementAccountId } =
        await bench.directory.describeOrganization();
      const { accounts } = await bench.directory.listAccounts();
      const ids = new Set(accounts.map(({ id }) => id));
      expect(ids.size === accounts.length, 'an account is listed twice');
      const account = accounts.find(({ id, state }) =>
        bench.wanted.accountId
          ? id === bench.wanted.accountId
          : id !== managementAccountId && state === 'ACTIVE',
      );
      expect(
        account,
        bench.wanted.accountId
          ? `account ${bench.wanted.accountId} is not in the organization`
          : 'there is no active account beside the management account',
      );
      bench.wanted.accountId = account.id;
      return `${accounts.length} accounts; using ${account.name} (${
        account.id
      }) in /${account.ouPath.join('/')}`;
    },
  },
  {
    name: 'list permission sets',
    isFoundation: true,
    async run(bench) {
      const { managementAccountId } =
        await bench.directory.describeOrganization();
      const arns = await bench.directory.listPermissionSetArns();
      const read = await Promise.all(
        arns.map(arn => bench.directory.readPermissionSet(arn)),
      );
      const sets = read.filter(set => set !== undefined);
      // As a delegated administrator one may not touch those.
      const untouchable = await bench.directory
        .listPermissionSetsProvisionedTo(managementAccountId)
        .catch((): string[] => []);
      const set = sets.find(({ name, arn }) =>
        bench.wanted.permissionSetName
          ? name === bench.wanted.permissionSetName
          : !untouchable.includes(arn),
      );
      expect(set, 'there is no permission set to use');
      const again = await bench.directory.describePermissionSet(set.arn);
      expect(
        again.fingerprint === set.fingerprint,
        'its fingerprint changes from one reading to the next',
      );
      bench.wanted.permissionSetName = set.name;
      bench.key = {
        principalId: '',
        accountId: bench.wanted.accountId ?? '',
        permissionSetArn: set.arn,
      };
      return `${sets.length} sets; using ${set.name}, sessions of ${
        set.sessionDurationMs / 3_600_000
      } h`;
    },
  },
  {
    name: 'list people and find one by name',
    isFoundation: true,
    async run(bench) {
      const users = await bench.directory.listUsers();
      const { userName, otherUserName } = bench.wanted;
      const user = pick(users, userName, []);
      expect(user, 'there is no enabled user to use');
      const other = pick(users, otherUserName, [user]);
      const found = await bench.directory.findUserId('userName', user.userName);
      expect(
        found === user.userId,
        `looking for ${user.userName} gave ${found ?? 'nobody'}`,
      );
      const nobody = await bench.directory.findUserId(
        'userName',
        `nobody-${randomUUID()}`,
      );
      expect(nobody === undefined, 'a name that nobody has was found');
      const place = keyOf(bench);
      bench.key = { ...place, principalId: user.userId };
      if (other) {
        bench.otherKey = { ...place, principalId: other.userId };
      }
      return `${users.length} people; using ${user.userName}${
        other ? ` and ${other.userName}` : ''
      }`;
    },
  },
  {
    name: 'standing check: absent before',
    isFoundation: true,
    async run(bench) {
      const listed = await bench.provisioner.isListed(keyOf(bench));
      expect(
        !listed,
        'it is there already and stays untouched: choose another --user, --account or --permission-set',
      );
      if (
        bench.otherKey &&
        (await bench.provisioner.isListed(bench.otherKey))
      ) {
        bench.otherKey = undefined;
        return 'not listed (the second person holds it and is left out)';
      }
      return 'not listed';
    },
  },
  {
    name: 'create',
    isFoundation: true,
    async run(bench) {
      const key = keyOf(bench);
      bench.made = [key];
      const { awsRequestId, status } = await bench.provisioner.start(
        'create',
        key,
      );
      bench.requestId = awsRequestId;
      return `accepted as ${awsRequestId}, ${status.state}`;
    },
  },
  {
    name: 'find the creation in progress',
    isFoundation: false,
    async run(bench) {
      if (bench.lenient) {
        return 'not asked of a lenient fake';
      }
      const { awsRequestId, key } = await findInProgress(bench);
      expect(
        !key || key.principalId === keyOf(bench).principalId,
        'it is listed for somebody else',
      );
      return awsRequestId;
    },
  },
  {
    name: 'follow the creation to its end',
    isFoundation: true,
    run: bench => follow(bench, 'create', bench.requestId ?? ''),
  },
  {
    name: 'verify: listed',
    isFoundation: true,
    run: bench => untilListed(bench, true),
  },
  {
    name: 'already there: create once more',
    isFoundation: false,
    async run(bench) {
      const detail = await startAndFollow(bench, 'create', keyOf(bench));
      await untilListed(bench, true);
      return `${detail}, still listed`;
    },
  },
  {
    name: 'list assignments, page by page',
    isFoundation: false,
    async run(bench) {
      const { otherKey, made } = bench;
      if (!otherKey) {
        return 'needs a second person; not tried';
      }
      made?.push(otherKey);
      await startAndFollow(bench, 'create', otherKey);
      await untilListed({ ...bench, key: otherKey }, true);
      const detail = await findBoth(bench, [keyOf(bench), otherKey]);
      await startAndFollow(bench, 'delete', otherKey);
      await untilListed({ ...bench, key: otherKey }, false);
      return detail;
    },
  },
  {
    name: 'delete',
    isFoundation: true,
    async run(bench) {
      const { awsRequestId, status } = await bench.provisioner.start(
        'delete',
        keyOf(bench),
      );
      bench.requestId = awsRequestId;
      return `accepted as ${awsRequestId}, ${status.state}`;
    },
  },
  {
    name: 'follow the deletion to its end',
    isFoundation: true,
    run: bench => follow(bench, 'delete', bench.requestId ?? ''),
  },
  {
    name: 'verify: absent',
    isFoundation: true,
    async run(bench) {
      if (bench.lenient && (await bench.provisioner.isListed(keyOf(bench)))) {
        // The fake took the second creation for a second assignment. The
        // engine would delete again until the list is empty, and so do we.
        await startAndFollow(bench, 'delete', keyOf(bench));
        const detail = await untilListed(bench, false);
        return `${detail}, once the fake's duplicate was deleted as well`;
      }
      return untilListed(bench, false);
    },
  },
  {
    name: 'not found: delete once more',
    isFoundation: false,
    async run(bench) {
      try {
        return `${await startAndFollow(
          bench,
          'delete',
          keyOf(bench),
        )}: counts as gone`;
      } catch (error) {
        if (error instanceof AwsFailure && error.kind === 'not-found') {
          return `${error.reason}: counts as gone`;
        }
        throw error;
      }
    },
  },
  {
    name: 'not found: an unknown request id',
    isFoundation: false,
    async run(bench) {
      const status = await bench.provisioner.getStatus('create', randomUUID());
      expect(
        bench.lenient || status.state === 'forgotten',
        `its status is ${status.state}`,
      );
      return status.state;
    },
  },
  {
    name: 'not found: an unknown permission set',
    isFoundation: false,
    async run(bench) {
      const { permissionSetArn, ...rest } = keyOf(bench);
      const unknown = {
        ...rest,
        permissionSetArn: permissionSetArn.replace(
          /ps-.*/,
          'ps-0000000000000000',
        ),
      };
      expect(!(await bench.provisioner.isListed(unknown)), 'it is listed');
      try {
        await bench.provisioner.start('create', unknown);
      } catch (error) {
        if (error instanceof AwsFailure && error.kind === 'not-found') {
          return error.reason;
        }
        throw error;
      }
      bench.made?.push(unknown);
      expect(bench.lenient, 'an assignment with it was accepted');
      return 'accepted; a lenient fake may';
    },
  },
  {
    name: 'clean up',
    isFoundation: false,
    cleansUp: true,
    async run(bench) {
      let removed = 0;
      for (const key of bench.made ?? []) {
        if (await bench.provisioner.isListed(key)) {
          await startAndFollow(bench, 'delete', key);
          removed += 1;
        }
      }
      return removed === 0 ? 'nothing was left' : `${removed} removed`;
    },
  },
];

function pick(
  users: readonly AwsUser[],
  userName: string | undefined,
  except: readonly AwsUser[],
): AwsUser | undefined {
  return users.find(
    user =>
      !except.includes(user) &&
      (userName ? user.userName === userName : user.enabled),
  );
}

function keyOf({ key }: Bench): AssignmentKey {
  expect(key, 'nothing to work on was chosen');
  return key;
}

async function startAndFollow(
  bench: Bench,
  operation: AssignmentOperation,
  key: AssignmentKey,
): Promise<string> {
  const { awsRequestId, status } = await startPatiently(bench, operation, key);
  return status.state === 'succeeded'
    ? 'succeeded at once'
    : follow(bench, operation, awsRequestId);
}

/** The account may still be settling from the operation before: AWS says so with a conflict. */
async function startPatiently(
  bench: Bench,
  operation: AssignmentOperation,
  key: AssignmentKey,
): Promise<{ awsRequestId: string; status: OperationStatus }> {
  const deadline = performance.now() + OPERATION_PATIENCE;
  for (;;) {
    try {
      return await bench.provisioner.start(operation, key);
    } catch (error) {
      const mayRetry =
        error instanceof AwsFailure &&
        (error.kind === 'conflict' || error.kind === 'throttled');
      if (!mayRetry || performance.now() > deadline) {
        throw error;
      }
      await bench.sleep(2_000);
    }
  }
}

async function follow(
  bench: Bench,
  operation: AssignmentOperation,
  awsRequestId: string,
): Promise<string> {
  const deadline = performance.now() + OPERATION_PATIENCE;
  for (let polls = 1; ; polls += 1) {
    const status = await bench.provisioner.getStatus(operation, awsRequestId);
    if (status.state === 'succeeded') {
      return `succeeded after ${polls} polls`;
    }
    expect(
      status.state === 'in-progress',
      status.state === 'failed' ? status.reason : `it is ${status.state}`,
    );
    expect(performance.now() < deadline, 'it is in progress for five minutes');
    await bench.sleep(250);
  }
}

async function untilListed(bench: Bench, wanted: boolean): Promise<string> {
  const startedAt = performance.now();
  for (;;) {
    if ((await bench.provisioner.isListed(keyOf(bench))) === wanted) {
      const lag = Math.round(performance.now() - startedAt);
      return `${wanted ? 'listed' : 'not listed'} after ${lag} ms`;
    }
    expect(
      performance.now() - startedAt < LIST_PATIENCE,
      wanted ? 'it does not appear in the list' : 'it stays in the list',
    );
    await bench.sleep(250);
  }
}

async function findBoth(
  { smallPages, lenient }: Bench,
  keys: readonly AssignmentKey[],
): Promise<string> {
  for (const key of keys) {
    try {
      expect(
        await smallPages.isListed(key),
        `${key.principalId} is not found with one assignment a page`,
      );
    } catch (error) {
      // Some fakes ignore the token; all that counts is that it is noticed.
      if (lenient && error instanceof AwsFailure) {
        return `noticed that the fake cannot page: ${error.reason}`;
      }
      throw error;
    }
  }
  return 'both of two found with one a page';
}

/** An operation may be over before one asks; then there is nothing to find. */
async function findInProgress(bench: Bench) {
  const inProgress = await bench.provisioner.listInProgress('create');
  const own = inProgress.find(item => item.awsRequestId === bench.requestId);
  if (own) {
    return own;
  }
  const status = await bench.provisioner.getStatus(
    'create',
    bench.requestId ?? '',
  );
  expect(
    status.state === 'succeeded',
    'it is in progress, but not in the list of what is in progress',
  );
  return { awsRequestId: 'over before it could be listed', key: undefined };
}

function expect(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new Error(message);
  }
}
