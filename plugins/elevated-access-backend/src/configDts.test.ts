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

import { resolve } from 'node:path';
import { loadConfigSchema, type ConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { ConfigReader } from '@backstage/config';
import { readElevatedAccessConfig } from './config';

const SECRET = 'never-to-be-seen';

/** Every key that may be given, each secret with the same unmistakable value. */
const everything = {
  aws: {
    region: 'eu-west-1',
    instanceArn: 'arn:aws:sso:::instance/ssoins-7223aaaabbbbcccc',
    accountId: '111122223333',
    endpoint: 'http://127.0.0.1:4599',
    credentials: {
      accessKeyId: SECRET,
      secretAccessKey: SECRET,
      sessionToken: SECRET,
    },
    accessPortalUrl: 'http://127.0.0.1:4599/portal',
    delegatedAdministrator: true,
    protectedAccountIds: ['444455556666'],
    requestTimeout: { seconds: 10 },
  },
  access: {
    admins: ['group:default/platform'],
    auditors: ['user:default/dana.roy'],
    responders: ['group:default/security'],
  },
  identity: {
    order: ['annotation', 'email', 'userName'],
    annotation: 'elevated-access.io/identity-center-user',
  },
  settings: {
    maximumDuration: 'PT12H',
    minimumDuration: 'PT5M',
    requestExpiry: 'PT3H',
    maximumAdvance: 'P30D',
    maximumDelay: 'PT30M',
    approval: 'by-policy',
    reason: { required: true, minLength: 10, pattern: '.', message: 'Why?' },
    ticket: { required: true, minLength: 5, pattern: '-', message: 'Which?' },
    comment: 'always',
    reminders: { first: 'PT30M', maximum: 'PT4H' },
    banner: { text: 'Maintenance on Sunday', severity: 'warning' },
    confirmChanges: true,
  },
  directory: {
    schedule: {
      frequency: { minutes: 15 },
      timeout: 'PT15M',
      initialDelay: { seconds: 1 },
      scope: 'global',
    },
    maximumAge: 'P1D',
  },
  engine: {
    cadence: { seconds: 2 },
    leaseDuration: 'PT10S',
    maximumWritesInFlight: 15,
    writesPerSecond: 8,
    personCheck: 'PT1M',
    callsPerSecond: 18,
  },
  drift: { enabled: true, interval: 'PT1H', groups: false },
  lint: { enabled: true, interval: 'PT15M' },
  reviews: {
    enabled: true,
    cadence: 'quarterly',
    groups: ['group:default/payments'],
  },
  eventLog: {
    anchorInterval: 'PT15M',
    anchors: [
      { type: 'log' },
      { type: 'event', topic: 'audit.anchors' },
      { type: 'file', path: '/var/log/elevated-access/anchors.jsonl' },
      {
        type: 's3',
        bucket: 'octant-audit-anchors',
        prefix: 'portal/',
        region: 'eu-west-1',
        accountId: '111122223333',
        endpoint: 'http://127.0.0.1:9000',
        credentials: {
          accessKeyId: 'key',
          secretAccessKey: 'secret',
          sessionToken: 'token',
        },
        objectLock: { mode: 'compliance', days: 400 },
      },
    ],
  },
  activity: {
    source: 'cloudtrail',
    deliveryDelay: 'PT15M',
    refresh: { minutes: 15 },
    maximumEvents: 5000,
    cloudtrail: {
      role: 'arn:aws:iam::{accountId}:role/elevated-access-activity',
      externalId: 'octant-portal',
      regions: ['eu-west-1', 'us-east-1'],
    },
    cloudwatchLogs: {
      logGroup: 'organization-trail',
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::444455556666:role/read-trail',
      externalId: 'octant-portal',
    },
    athena: {
      database: 'default',
      table: 'cloudtrail_logs',
      workGroup: 'primary',
      outputLocation: 's3://octant-athena-results/',
      dayPartition: 'timestamp',
      accountPartition: 'account',
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::444455556666:role/read-trail',
      externalId: 'octant-portal',
    },
    cloudtrailLake: {
      eventDataStore: '0f3c2f0a-f852-4e8f-8bd1-bcf6c0000000',
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::444455556666:role/read-trail',
      externalId: 'octant-portal',
    },
  },
  policies: {
    files: ['policies', '/etc/portal/policies.yaml'],
    locations: [
      { url: 'https://github.com/octant/policies/tree/main/elevated-access' },
    ],
    schedule: {
      frequency: { minutes: 1 },
      timeout: 'PT5M',
      initialDelay: { seconds: 1 },
      scope: 'global',
    },
    eligibility: [
      {
        name: 'payments-engineers',
        description: 'Engineers on call',
        effect: 'allow',
        priority: 10,
        subjects: ['group:default/payments'],
        targets: [
          { account: '111122223333' },
          { ou: '/Workloads/Prod', descendants: false },
          { tag: { key: 'team', value: 'payments' } },
          { owned: true },
          { owner: 'group:default/payments' },
          { all: true },
        ],
        permissionSets: [
          { name: 'ReadOnly' },
          {
            arn: 'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
          },
          { tag: { key: 'level', value: 'low' } },
          { all: true },
        ],
        maxDuration: 'PT4H',
        approval: 'not-required',
        risk: 'high',
        strictWindow: true,
        extension: { maximum: 2, maxTotalDuration: 'PT8H' },
        workingHours: {
          timeZone: 'Europe/Stockholm',
          days: [1, 2, 3, 4, 5],
          from: '08:00',
          to: '18:00',
        },
        reason: { required: true, minLength: 10, message: 'Say why.' },
        ticket: { required: true, pattern: '^OPS-[0-9]+$' },
      },
      {
        name: 'no-contractors',
        effect: 'deny',
        subjects: ['group:default/contractors'],
        targets: [{ ou: 'ou-ab12-cd34ef56' }],
        permissionSets: [{ all: true }],
      },
    ],
    approval: [
      {
        name: 'payments-approval',
        description: 'Leads decide',
        priority: 1,
        targets: [{ all: true }],
        permissionSets: [{ all: true }],
        stages: [
          {
            name: 'Payments leads',
            approvers: ['group:default/payments-leads', 'owner', 'manager'],
            required: 2,
            escalation: [
              { after: 'PT1H', approvers: ['group:default/platform'] },
            ],
          },
        ],
        comment: 'always',
        requestExpiry: 'PT3H',
        reminders: { first: 'PT10M', maximum: 'PT2H' },
      },
    ],
  },
};

/** What every backend has to have. */
const others = {
  app: { baseUrl: 'http://localhost:3000' },
  backend: {
    baseUrl: 'http://localhost:7007',
    listen: ':7007',
    database: { client: 'better-sqlite3', connection: ':memory:' },
  },
};

describe('config.d.ts', () => {
  let schema: ConfigSchema;

  beforeAll(async () => {
    schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolve(__dirname, '../package.json')],
    });
  }, 120_000);

  /** The part of the config that is visible as told; all of it where nothing is told. */
  function visible(
    elevatedAccess: JsonObject,
    visibility?: ('frontend' | 'backend' | 'secret')[],
  ): JsonObject {
    const [result] = schema.process(
      [{ context: 'app-config.yaml', data: { ...others, elevatedAccess } }],
      { visibility },
    );
    return result?.data ?? {};
  }

  it('describes everything that the backend reads', () => {
    expect(() =>
      readElevatedAccessConfig(
        new ConfigReader({ elevatedAccess: everything }),
      ),
    ).not.toThrow();
    expect(visible(everything, ['backend', 'secret'])).toMatchObject({
      elevatedAccess: everything,
    });
  });

  it('shows a browser nothing, and keeps the secrets out of what is not secret', () => {
    const frontend = visible(everything, ['frontend']);
    expect(frontend).toMatchObject({ app: others.app });
    expect(frontend).not.toHaveProperty('elevatedAccess');

    const notSecret = JSON.stringify(
      visible(everything, ['frontend', 'backend']),
    );
    expect(notSecret).toContain('eu-west-1');
    expect(notSecret).not.toContain(SECRET);

    expect(visible(everything, ['secret'])).toMatchObject({
      elevatedAccess: { aws: { credentials: everything.aws.credentials } },
    });
  });

  it.each<[string, JsonObject]>([
    ['no region', { aws: {} }],
    ['a list for a section', { access: [1] }],
    ['an unknown effect', { policies: { eligibility: [{ effect: 'maybe' }] } }],
  ])("lets Backstage's own check of the config refuse %s", (_, part) => {
    expect(() => visible(everything)).not.toThrow();
    expect(() => visible({ ...everything, ...part })).toThrow(
      '/elevatedAccess',
    );
  });
});
