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

import type { Entity } from '@backstage/catalog-model';
import { catalogAnnotations } from 'backstage-plugin-elevated-access-common';
import { paymentsProd, powerUser } from './builders';

/** Entities as the catalog gives them, for tests of what stands on their pages. */

export function anEntity(
  kind: string,
  name: string,
  overrides: {
    type?: string;
    title?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  const { type, title, annotations } = overrides;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', title, annotations },
    spec: { type },
  };
}

/** The payments account, as our own catalog module provides it. */
export const accountEntity = anEntity(
  'Resource',
  `aws-account-${paymentsProd.id}`,
  {
    type: 'aws-account',
    title: paymentsProd.name,
    annotations: {
      [catalogAnnotations.accountId]: paymentsProd.id,
      [catalogAnnotations.arn]: `arn:aws:organizations::999988887777:account/o-1234567890/${paymentsProd.id}`,
    },
  },
);

export const permissionSetEntity = anEntity(
  'Resource',
  'aws-permission-set-5555666677778888',
  {
    type: 'aws-permission-set',
    title: powerUser.name,
    annotations: {
      [catalogAnnotations.arn]: powerUser.arn,
      [catalogAnnotations.permissionSetName]: powerUser.name,
    },
  },
);

export const annEntity = anEntity('User', 'ann.li');

export const paymentsGroup = anEntity('Group', 'payments');

/** What runs in the payments account and says so. */
export const annotatedApi = anEntity('Component', 'payments-worker', {
  type: 'service',
  annotations: { [catalogAnnotations.accountId]: paymentsProd.id },
});

export const paymentsApi = anEntity('Component', 'payments-api', {
  type: 'service',
});
