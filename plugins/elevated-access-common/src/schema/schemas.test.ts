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
  approvalPolicySchema,
  eligibilityPolicySchema,
  settingsSchema,
} from './policies';
import { listRequestsQuerySchema } from './listRequests';
import { createRequestSchema, decideSchema } from './requests';
import {
  accountIdSchema,
  durationSchema,
  entityRefSchema,
  instantSchema,
  permissionSetArnSchema,
} from './primitives';

const ARN =
  'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444';

describe('primitives', () => {
  it.each([
    [accountIdSchema, '111122223333', true],
    [accountIdSchema, '11112222333', false],
    [accountIdSchema, '1111 2222 3333', false],
    [accountIdSchema, '１１１１２２２２３３３３', false],
    [permissionSetArnSchema, ARN, true],
    [permissionSetArnSchema, ARN.replace('arn:aws:', 'arn:aws-cn:'), true],
    [permissionSetArnSchema, ARN.replace('arn:aws:', 'arn:aws-us-gov:'), true],
    [permissionSetArnSchema, `${ARN}x`, false],
    [permissionSetArnSchema, 'PowerUser', false],
    [durationSchema, 'PT10M', true],
    [durationSchema, 'PT1H30M', true],
    [durationSchema, 'P1DT2H', true],
    [durationSchema, 'P1D', true],
    [durationSchema, 'P', false],
    [durationSchema, 'PT', false],
    [durationSchema, 'P1DT', false],
    [durationSchema, 'P1M', false],
    [durationSchema, '-PT1H', false],
    [durationSchema, '2 hours', false],
    [instantSchema, '2026-11-22T15:40:00Z', true],
    [instantSchema, '2026-11-22T16:40:00+01:00', true],
    [instantSchema, '2026-11-22T15:40:00', false],
    [instantSchema, 'tomorrow', false],
    [entityRefSchema, 'group:default/payments-leads', true],
    [entityRefSchema, 'user:ann.li', true],
    [entityRefSchema, 'ann.li', false],
    [entityRefSchema, 'user:default/', false],
  ])('%# %p accepts only the written form', (schema, value, ok) => {
    expect(schema.safeParse(value).success).toBe(ok);
  });
});

describe('what a client may send', () => {
  const valid = {
    accountIds: ['111122223333'],
    permissionSetArn: ARN,
    duration: 'PT10M',
  };

  it('needs no more than an account, a permission set and a duration', () => {
    expect(createRequestSchema.parse(valid)).toEqual({ ...valid, reason: '' });
  });

  it.each([
    ['an identity', { requester: 'user:default/bo.ek' }],
    ['a status', { status: 'active' }],
    ['a display name', { accountName: 'Sandbox' }],
  ])('refuses %s, which only the server may say', (_, extra) => {
    expect(createRequestSchema.safeParse({ ...valid, ...extra }).success).toBe(
      false,
    );
  });

  it('refuses a decision that does not name what was shown', () => {
    expect(decideSchema.safeParse({ verdict: 'approve' }).success).toBe(false);
  });

  it('reads several statuses from one query value and refuses unknown ones', () => {
    expect(
      listRequestsQuerySchema.parse({ status: 'active,ending', limit: '5' }),
    ).toEqual({
      view: 'mine',
      status: ['active', 'ending'],
      limit: 5,
      total: false,
    });
    expect(listRequestsQuerySchema.safeParse({ status: 'gone' }).success).toBe(
      false,
    );
    expect(listRequestsQuerySchema.safeParse({ limit: '101' }).success).toBe(
      false,
    );
  });
});

describe('policies', () => {
  const selection = {
    targets: [{ ou: '/Workloads/Prod' }],
    permissionSets: [{ name: 'PowerUser' }],
  };
  const allow = {
    name: 'payments-engineers',
    effect: 'allow',
    subjects: ['group:default/payments-engineers'],
    maxDuration: 'PT2H',
    ...selection,
  };

  it('asks for approval unless told otherwise, and leaves reason and ticket to the settings', () => {
    const policy = eligibilityPolicySchema.parse(allow);
    expect(policy).not.toHaveProperty('reason');
    expect(policy).not.toHaveProperty('ticket');
    expect(policy).toMatchObject({
      priority: 0,
      approval: 'required',
      targets: [{ ou: '/Workloads/Prod', descendants: true }],
    });
  });

  it.each([
    ['a misspelt member', { maxduration: 'PT2H' }],
    ['a target of two kinds at once', { targets: [{ all: true, ou: 'x' }] }],
    ['no subject', { subjects: [] }],
    ['a pattern that is no regular expression', { ticket: { pattern: '(' } }],
    [
      'a weekday that does not exist',
      {
        workingHours: {
          timeZone: 'UTC',
          days: [8],
          from: '08:00',
          to: '18:00',
        },
      },
    ],
  ])('refuses %s', (_, change) => {
    expect(
      eligibilityPolicySchema.safeParse({ ...allow, ...change }).success,
    ).toBe(false);
  });

  it('refuses a deny policy with a duration: a denial has none', () => {
    expect(
      eligibilityPolicySchema.safeParse({ ...allow, effect: 'deny' }).success,
    ).toBe(false);
  });

  it('refuses an approval policy without a stage', () => {
    expect(
      approvalPolicySchema.safeParse({ name: 'x', ...selection, stages: [] })
        .success,
    ).toBe(false);
  });

  it('has TEAM’s default for every setting that TEAM has, and one for each other', () => {
    expect(settingsSchema.parse({})).toEqual({
      approval: 'by-policy',
      maximumDuration: 'PT9H',
      requestExpiry: 'PT3H',
      comment: 'always',
      ticket: { required: true, minLength: 0 },
      reason: { required: true, minLength: 0 },
      minimumDuration: 'PT5M',
      maximumAdvance: 'P30D',
      maximumDelay: 'PT30M',
      reminders: { first: 'PT30M', maximum: 'PT4H' },
      banner: null,
      confirmChanges: false,
    });
  });
});
