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

import { OrganizationInput } from '../index';

/** Just enough of an organization for the contract. */
export const smallOrganization: OrganizationInput = {
  organization: {
    name: 'Small',
    managementAccount: 'management',
    delegatedAdministrator: 'identity',
  },
  identityCenter: {
    primaryRegion: 'eu-west-1',
    additionalRegions: ['eu-central-1'],
    externalIdIssuer: 'https://issuer.example',
  },
  root: {
    accounts: [{ name: 'management', id: '000000000001' }],
    organizationalUnits: [
      { name: 'Security', accounts: [{ name: 'identity' }] },
      {
        name: 'Workloads',
        tags: { kind: 'workloads' },
        organizationalUnits: [
          {
            name: 'Prod',
            accounts: [
              {
                name: 'prod',
                id: '111122223333',
                tags: { environment: 'prod', owner: 'engineers' },
                customerManagedPolicies: ['JitExpiry'],
              },
            ],
          },
          {
            name: 'NonProd',
            accounts: [
              { name: 'stage' },
              { name: 'dev' },
              { name: 'full', iamRoles: 999 },
              { name: 'closed', state: 'SUSPENDED' },
            ],
          },
        ],
      },
    ],
  },
  permissionSets: [
    { name: 'ReadOnly', sessionDuration: 'PT4H', tags: { risk: 'low' } },
    {
      name: 'PowerUser',
      description: 'Build and change',
      sessionDuration: 'PT1H',
      tags: { risk: 'high', 'jit-eligible': 'true' },
      managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      inlinePolicy: { Version: '2012-10-17', Statement: [] },
    },
    {
      name: 'WithCustomerPolicy',
      customerManagedPolicies: [{ name: 'JitExpiry' }],
      permissionsBoundary: {
        managedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
    },
    { name: 'OrgAdmin' },
  ],
  groups: [
    { displayName: 'engineers', description: 'All', externalId: 'grp-1' },
    { displayName: 'auditors' },
  ],
  users: [
    {
      userName: 'ann',
      displayName: 'Ann Li',
      email: 'ann@small.example',
      title: 'Engineer',
      externalId: 'emp-1',
      groups: ['engineers'],
    },
    {
      userName: 'bo',
      displayName: 'Bo Ek',
      email: 'bo@small.example',
      groups: ['engineers'],
    },
    { userName: 'cy', displayName: 'Cy Orr', email: 'cy@small.example' },
    {
      userName: 'finn',
      displayName: 'Finn Moss',
      email: 'finn@small.example',
      status: 'DISABLED',
      groups: ['engineers'],
    },
  ],
  assignments: [
    { user: 'bo', permissionSet: 'OrgAdmin', accounts: ['management'] },
    { group: 'engineers', permissionSet: 'ReadOnly', accounts: ['dev'] },
  ],
};
