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

const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;

/** A name, or an ARN, with `{accountId}` where the account's id belongs. */
const ROLE_PATTERN =
  /^(arn:aws[a-z-]*:iam::\{accountId\}:role\/)?[\w+=,.@/-]{1,512}$/;

/** What stands in SQL between quotation marks and is not to end them. */
const SQL_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;

const region = z
  .string()
  .regex(REGION, 'must be an AWS Region')
  .meta({ example: 'eu-west-1' });

const sqlName = (example: string) =>
  z
    .string()
    .regex(SQL_NAME, 'must be letters, digits, _ and -')
    .meta({ example });

const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be an external id as AWS allows it')
  .meta({ example: 'octant-portal' });

/** Where the reader's role is, when the logs are in another account. */
const elsewhere = {
  region: region.optional(),
  roleArn: z
    .string()
    .regex(ROLE_ARN, 'must be the ARN of a role')
    .meta({ example: 'arn:aws:iam::444455556666:role/read-trail' })
    .optional(),
  externalId: externalId.optional(),
};

/** The sources' own parts of the section `elevatedAccess.activity`. */
export const sourceSections = {
  cloudtrail: z
    .strictObject({
      role: z
        .string()
        .regex(
          ROLE_PATTERN,
          'must be the name of a role, or its ARN with {accountId} for the account',
        )
        .default('elevated-access-activity')
        .meta({ example: 'elevated-access-activity' }),
      externalId: externalId.optional(),
      regions: z
        .array(region)
        .min(1)
        .meta({ example: '[eu-west-1, us-east-1]' })
        .optional(),
    })
    .prefault({}),
  cloudwatchLogs: z
    .strictObject({
      logGroup: z
        .string()
        .regex(
          /^[\w.\-/#:]{1,2048}$/,
          'must be the name or the ARN of a log group',
        )
        .meta({ example: 'organization-trail' }),
      ...elsewhere,
    })
    .meta({ example: '{ logGroup: organization-trail }' })
    .optional(),
  athena: z
    .strictObject({
      database: sqlName('default'),
      table: sqlName('cloudtrail_logs'),
      workGroup: z.string().min(1).default('primary'),
      outputLocation: z
        .string()
        .regex(/^s3:\/\/.+/, 'must be an S3 URL')
        .meta({ example: 's3://octant-athena-results/' })
        .optional(),
      dayPartition: sqlName('timestamp').optional(),
      accountPartition: sqlName('account').optional(),
      ...elsewhere,
    })
    .meta({ example: '{ database: default, table: cloudtrail_logs }' })
    .optional(),
  cloudtrailLake: z
    .strictObject({
      eventDataStore: z
        .string()
        .regex(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
          'must be the id of an event data store',
        )
        .meta({ example: '0f3c2f0a-f852-4e8f-8bd1-bcf6c0000000' }),
      ...elsewhere,
    })
    .meta({
      example: '{ eventDataStore: 0f3c2f0a-f852-4e8f-8bd1-bcf6c0000000 }',
    })
    .optional(),
};

/** The key of each built-in source's own part of the section. */
export const sectionOf = {
  cloudtrail: 'cloudtrail',
  'cloudwatch-logs': 'cloudwatchLogs',
  athena: 'athena',
  'cloudtrail-lake': 'cloudtrailLake',
} as const satisfies Record<string, keyof typeof sourceSections>;

type Sections = z.output<z.ZodObject<typeof sourceSections>>;

/** Where session activity is read from, in the units that the code counts in. */
export interface ActivityConfig extends Sections {
  source: string;
  /** Milliseconds. */
  deliveryDelayMs: number;
  /** Milliseconds. */
  refreshMs: number;
  maximumEvents: number;
}
