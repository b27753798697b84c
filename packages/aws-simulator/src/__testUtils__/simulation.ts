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

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentsCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsSimulator, AwsSimulatorOptions, VirtualClock } from '../index';
import { smallOrganization } from './smallOrganization';

/** A simulator with virtual time and clients that never retry. */
export interface Simulation {
  readonly sim: AwsSimulator;
  readonly clock: VirtualClock;
  readonly sso: SSOAdminClient;
  readonly ids: IdentitystoreClient;
  readonly org: OrganizationsClient;
  readonly sts: STSClient;
  /** CloudTrail as the reader's role of an account, `prod` by default. */
  trailOf(account?: string, region?: string): Promise<CloudTrailClient>;
  /** The six members of an account assignment. */
  assignment(
    user?: string,
    account?: string,
    permissionSet?: string,
  ): {
    InstanceArn: string;
    TargetType: 'AWS_ACCOUNT';
    TargetId: string;
    PermissionSetArn: string;
    PrincipalType: 'USER' | 'GROUP';
    PrincipalId: string;
  };
  create(
    user?: string,
    account?: string,
    permissionSet?: string,
  ): Promise<string>;
  remove(
    user?: string,
    account?: string,
    permissionSet?: string,
  ): Promise<string>;
  creation(requestId: string): Promise<Outcome>;
  deletion(requestId: string): Promise<Outcome>;
  /** Principals that the list of one account and permission set shows. */
  listed(account?: string, permissionSet?: string): Promise<string[]>;
}

interface Outcome {
  readonly status?: string;
  readonly reason?: string;
}

const running = new Set<() => Promise<void>>();

/** Stops everything that `simulate` started. Call it after each test. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stop => stop()));
  running.clear();
}

export async function simulate(
  options: AwsSimulatorOptions = {},
): Promise<Simulation> {
  const clock = new VirtualClock();
  const sim = await AwsSimulator.start({
    org: smallOrganization,
    clock,
    emptyPages: 0,
    ...options,
  });
  const config = { ...sim.clientConfig, maxAttempts: 1 };
  const sso = new SSOAdminClient(config);
  const ids = new IdentitystoreClient(config);
  const org = new OrganizationsClient(config);
  const sts = new STSClient(config);
  const trails: CloudTrailClient[] = [];
  running.add(async () => {
    [sso, ids, org, sts, ...trails].forEach(client => client.destroy());
    await sim.stop();
  });
  const { lookup } = sim;
  const assignment: Simulation['assignment'] = (
    principal = 'ann',
    account = 'prod',
    permissionSet = 'PowerUser',
  ) => ({
    InstanceArn: lookup.instanceArn,
    TargetType: 'AWS_ACCOUNT',
    TargetId: /^\d{12}$/.test(account) ? account : lookup.account(account).id,
    PermissionSetArn: lookup.permissionSet(permissionSet).arn,
    ...(principal === 'engineers'
      ? {
          PrincipalType: 'GROUP',
          PrincipalId: lookup.group(principal).groupId,
        }
      : {
          PrincipalType: 'USER',
          PrincipalId: lookup.user(principal).userId,
        }),
  });
  return {
    sim,
    clock,
    sso,
    ids,
    org,
    sts,
    trailOf: async (account = 'prod', region = sim.region) => {
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${
            lookup.account(account).id
          }:role/elevated-access-activity`,
          RoleSessionName: 'reader',
        }),
      );
      const client = new CloudTrailClient({
        ...config,
        region,
        credentials: {
          accessKeyId: given?.AccessKeyId ?? '',
          secretAccessKey: given?.SecretAccessKey ?? '',
          sessionToken: given?.SessionToken,
        },
      });
      trails.push(client);
      return client;
    },
    assignment,
    create: async (...names) => {
      const reply = await sso.send(
        new CreateAccountAssignmentCommand(assignment(...names)),
      );
      return reply.AccountAssignmentCreationStatus?.RequestId ?? '';
    },
    remove: async (...names) => {
      const reply = await sso.send(
        new DeleteAccountAssignmentCommand(assignment(...names)),
      );
      return reply.AccountAssignmentDeletionStatus?.RequestId ?? '';
    },
    creation: async requestId => {
      const { AccountAssignmentCreationStatus: status } = await sso.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn: lookup.instanceArn,
          AccountAssignmentCreationRequestId: requestId,
        }),
      );
      return { status: status?.Status, reason: status?.FailureReason };
    },
    deletion: async requestId => {
      const { AccountAssignmentDeletionStatus: status } = await sso.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn: lookup.instanceArn,
          AccountAssignmentDeletionRequestId: requestId,
        }),
      );
      return { status: status?.Status, reason: status?.FailureReason };
    },
    listed: async (account = 'prod', permissionSet = 'PowerUser') => {
      const { AccountAssignments = [] } = await sso.send(
        new ListAccountAssignmentsCommand({
          InstanceArn: lookup.instanceArn,
          AccountId: lookup.account(account).id,
          PermissionSetArn: lookup.permissionSet(permissionSet).arn,
        }),
      );
      return AccountAssignments.map(a => a.PrincipalId ?? '');
    },
  };
}

/** The error with which a call failed. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; [member: string]: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) {
      return { ...error, name: error.name, message: error.message };
    }
  }
  throw new Error('The call was expected to fail.');
}

/** The two members that name a permission set. */
export function target(
  { sim }: Pick<Simulation, 'sim'>,
  name: string = 'PowerUser',
): { InstanceArn: string; PermissionSetArn: string } {
  return {
    InstanceArn: sim.lookup.instanceArn,
    PermissionSetArn: sim.lookup.permissionSet(name).arn,
  };
}
