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

import { catalogAnnotations } from 'backstage-plugin-elevated-access-common';
import { paymentsProd, powerUser } from '../../__testUtils__/builders';
import {
  accountEntity,
  anEntity,
  annEntity,
  paymentsApi,
  paymentsGroup,
  permissionSetEntity,
} from '../../__testUtils__/entities';
import {
  hasElevatedAccess,
  isElevatedAccessAccount,
  mayRunInAwsAccounts,
  subjectOf,
} from './subject';

const { accountId, arn } = catalogAnnotations;

describe('An entity that is an account', () => {
  it.each([
    ['of our own module', accountEntity, true],
    [
      'of another source that says so by its type',
      anEntity('Resource', 'a', {
        type: 'cloud-account',
        annotations: { [accountId]: paymentsProd.id },
      }),
      true,
    ],
    [
      'of another source that says so by its ARN',
      anEntity('Resource', 'a', {
        type: 'anything',
        annotations: {
          [accountId]: paymentsProd.id,
          [arn]: 'arn:aws-cn:organizations::1:account/o-1/111122223333',
        },
      }),
      true,
    ],
    [
      'not: a bucket that is in an account',
      anEntity('Resource', 'a', {
        type: 's3-bucket',
        annotations: {
          [accountId]: paymentsProd.id,
          [arn]: 'arn:aws:s3:::payments',
        },
      }),
      false,
    ],
    [
      'not: an organizational unit',
      anEntity('Resource', 'a', {
        type: 'aws-organizational-unit',
        annotations: { [arn]: 'arn:aws:organizations::1:ou/o-1/ou-1' },
      }),
      false,
    ],
    [
      'not: one without a proper id',
      anEntity('Resource', 'a', {
        type: 'aws-account',
        annotations: { [accountId]: 'payments-prod' },
      }),
      false,
    ],
    [
      'not: a component with the annotation',
      anEntity('Component', 'a', {
        type: 'aws-account',
        annotations: { [accountId]: paymentsProd.id },
      }),
      false,
    ],
  ])('%s', (_, entity, expected) => {
    expect(isElevatedAccessAccount(entity)).toBe(expected);
  });
});

describe('The requests that concern an entity', () => {
  it.each([
    ['an account', accountEntity, { accountId: [paymentsProd.id] }],
    [
      'a permission set',
      permissionSetEntity,
      { permissionSetArn: [powerUser.arn] },
    ],
    ['a user', annEntity, { requester: ['user:default/ann.li'] }],
    ['a group', paymentsGroup, { requester: ['group:default/payments'] }],
  ])('are asked for by what identifies %s', (_, entity, query) => {
    expect(subjectOf(entity)?.query).toEqual(query);
    expect(hasElevatedAccess(entity)).toBe(true);
    expect(mayRunInAwsAccounts(entity)).toBe(false);
  });

  it.each(['Component', 'System', 'API'])(
    'are those for the accounts that a %s is annotated with, which may be asked for too',
    kind => {
      const entity = anEntity(kind, 'a', {
        annotations: {
          [accountId]: `${paymentsProd.id}, 222233334444`,
          'aws.amazon.com/account-id': `${paymentsProd.id},no account`,
        },
      });
      expect(subjectOf(entity)).toEqual({
        kind: 'workload',
        query: { accountId: [paymentsProd.id, '222233334444'] },
      });
      expect(hasElevatedAccess(entity)).toBe(true);
      expect(mayRunInAwsAccounts(entity)).toBe(true);
    },
  );

  it.each([
    ['a component', paymentsApi, true],
    ['a system', anEntity('System', 'payments'), true],
    ['an API', anEntity('API', 'orders', { type: 'openapi' }), true],
    ['a bucket', anEntity('Resource', 'b', { type: 's3-bucket' }), true],
    [
      'an organizational unit',
      anEntity('Resource', 'ou', { type: 'aws-organizational-unit' }),
      false,
    ],
    ['a domain', anEntity('Domain', 'money'), false],
    ['a template', anEntity('Template', 'new-service'), false],
  ])('are none for %s', (_, entity, mayRun) => {
    expect(subjectOf(entity)).toBeUndefined();
    expect(mayRunInAwsAccounts(entity)).toBe(mayRun);
  });
});
