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

import {
  CreateUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import {
  CreateInstanceCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin';
import type { AwsClients } from '../../plugins/elevated-access-backend/src/aws';

const PEOPLE = ['conformance.ann', 'conformance.bo'];

/** Gives an empty fake what the scenarios need: an organization, an account, a permission set, two people. */
export async function seed(clients: AwsClients): Promise<void> {
  const made = [
    ...(await seedOrganization(clients)),
    ...(await seedIdentityCenter(clients)),
  ];
  if (made.length > 0) {
    console.log(`Made first, since it was not there: ${made.join(', ')}\n`);
  }
}

async function seedOrganization(clients: AwsClients): Promise<string[]> {
  const { organizations } = clients;
  const made: string[] = [];
  try {
    await organizations.send(new CreateOrganizationCommand({}));
    made.push('an organization');
  } catch {
    // It has one; if not, reading it says so.
  }
  const { Accounts } = await organizations.send(new ListAccountsCommand({}));
  if ((Accounts?.length ?? 0) < 2) {
    await organizations.send(
      new CreateAccountCommand({
        AccountName: 'conformance',
        Email: 'conformance@example.com',
      }),
    );
    made.push('an account');
  }
  return made;
}

async function seedIdentityCenter(clients: AwsClients): Promise<string[]> {
  const { ssoAdmin, identityStore } = clients;
  const made: string[] = [];
  let instance = await firstInstance(clients);
  if (!instance) {
    await ssoAdmin.send(new CreateInstanceCommand({ Name: 'conformance' }));
    made.push('an Identity Center instance');
    instance = await firstInstance(clients);
  }
  const { PermissionSets } = await ssoAdmin.send(
    new ListPermissionSetsCommand({ InstanceArn: instance?.InstanceArn }),
  );
  if ((PermissionSets?.length ?? 0) === 0) {
    await ssoAdmin.send(
      new CreatePermissionSetCommand({
        InstanceArn: instance?.InstanceArn,
        Name: 'Conformance',
        SessionDuration: 'PT1H',
      }),
    );
    made.push('a permission set');
  }
  const { Users } = await identityStore.send(
    new ListUsersCommand({ IdentityStoreId: instance?.IdentityStoreId }),
  );
  for (const name of PEOPLE.slice(0, Math.max(0, 2 - (Users?.length ?? 0)))) {
    await identityStore.send(
      new CreateUserCommand({
        IdentityStoreId: instance?.IdentityStoreId,
        UserName: name,
        DisplayName: name,
        Name: { GivenName: 'Conformance', FamilyName: name },
        Emails: [{ Value: `${name}@example.com`, Primary: true }],
      }),
    );
    made.push(`user ${name}`);
  }
  return made;
}

async function firstInstance(clients: AwsClients) {
  const { Instances } = await clients.ssoAdmin.send(
    new ListInstancesCommand({}),
  );
  return Instances?.[0];
}
