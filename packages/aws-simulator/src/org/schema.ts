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

import { z } from 'zod';
import { OrganizationFile, OrganizationInput } from './types';

const tags = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .default({});

const accountSchema = z.strictObject({
  name: z.string().min(1).max(50),
  /** Derived from the name when left out. */
  id: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits, in quotes')
    .optional(),
  email: z.email().optional(),
  state: z
    .enum([
      'ACTIVE',
      'SUSPENDED',
      'PENDING_CLOSURE',
      'PENDING_ACTIVATION',
      'CLOSED',
    ])
    .default('ACTIVE'),
  joinedAt: z.iso.datetime().optional(),
  tags,
  /** Names (with path, without leading slash) of IAM policies in the account. */
  customerManagedPolicies: z.array(z.string().min(1)).default([]),
  /** IAM roles the account has besides those of permission sets. */
  iamRoles: z.number().int().min(0).default(0),
});

const unitName = z.string().min(1).max(128);

const unitSchema = z.strictObject({
  name: unitName,
  tags,
  accounts: z.array(accountSchema).default([]),
  get organizationalUnits() {
    return z.array(unitSchema).default([]);
  },
});

const customerPolicy = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/),
  path: z
    .string()
    .regex(/^((\/[A-Za-z0-9.,+@=_-]+)*)\/$/)
    .default('/'),
});

const policyArn = z
  .string()
  .regex(
    /^arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy\/.+$/,
    'must be the ARN of an AWS managed policy',
  );

const permissionSetSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[\w+=,.@-]{1,32}$/, 'must be 1-32 of A-Z a-z 0-9 _+=,.@-'),
  description: z.string().min(1).max(700).optional(),
  sessionDuration: z
    .string()
    .regex(
      /^PT(?=\d)(\d+H)?(\d+M)?$/,
      'must be an ISO 8601 duration such as PT1H',
    )
    .default('PT1H'),
  relayState: z.string().max(240).optional(),
  createdAt: z.iso.datetime().optional(),
  tags,
  managedPolicies: z.array(policyArn).max(20).default([]),
  customerManagedPolicies: z.array(customerPolicy).max(20).default([]),
  /** A JSON policy document, or the same as YAML. */
  inlinePolicy: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional(),
  permissionsBoundary: z
    .union([
      z.strictObject({ managedPolicyArn: policyArn }),
      z.strictObject({ customerManagedPolicy: customerPolicy }),
    ])
    .optional(),
});

const groupSchema = z.strictObject({
  displayName: z.string().min(1).max(1024),
  description: z.string().min(1).max(1024).optional(),
  externalId: z.string().min(1).max(256).optional(),
});

const userSchema = z.strictObject({
  userName: z.string().min(1).max(128),
  displayName: z.string().min(1).max(1024),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  email: z.email(),
  title: z.string().min(1).max(1024).optional(),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  externalId: z.string().min(1).max(256).optional(),
  groups: z.array(z.string()).default([]),
});

const assignmentSchema = z
  .strictObject({
    user: z.string().optional(),
    group: z.string().optional(),
    permissionSet: z.string(),
    accounts: z.array(z.string()).min(1),
  })
  .refine(value => (value.user === undefined) !== (value.group === undefined), {
    message: 'must name either a user or a group',
  });

/** The file that describes a whole organization. */
export const organizationSchema: z.ZodType<
  OrganizationFile,
  OrganizationInput
> = z.strictObject({
  organization: z.strictObject({
    name: z.string().min(1),
    id: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/)
      .optional(),
    /** Name of the management account. */
    managementAccount: z.string(),
    /** Name of the account that administers Identity Center, if not the former. */
    delegatedAdministrator: z.string().optional(),
    /** When everything without a date of its own was created. */
    createdAt: z.iso.datetime().default('2024-03-04T08:00:00Z'),
  }),
  identityCenter: z
    .strictObject({
      primaryRegion: z.string().default('eu-west-1'),
      additionalRegions: z.array(z.string()).default([]),
      instanceName: z.string().optional(),
      externalIdIssuer: z.string().default('https://scim.aws.com/octant'),
    })
    .prefault({}),
  root: z.strictObject({
    accounts: z.array(accountSchema).default([]),
    organizationalUnits: z.array(unitSchema).default([]),
  }),
  permissionSets: z.array(permissionSetSchema).default([]),
  groups: z.array(groupSchema).default([]),
  users: z.array(userSchema).default([]),
  assignments: z.array(assignmentSchema).default([]),
});
