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
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_AWS_ACCOUNT } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { AwsAccountResource } from './FindableAccounts';

/** AWS accounts as the permission framework knows them. Nobody lists them by a query. */
export const awsAccountResourceRef = createPermissionResourceRef<
  AwsAccountResource,
  { requestableBy: readonly string[] }
>().with({
  pluginId: 'elevated-access',
  resourceType: RESOURCE_TYPE_AWS_ACCOUNT,
});

const isRequestableBy = createPermissionRule({
  name: 'IS_REQUESTABLE_BY',
  description:
    'Accounts in which somebody with these user and group refs may ask for something',
  resourceRef: awsAccountResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('The refs of a user and of the groups they are in'),
  }),
  apply: (account, { claims }) => account.isRequestableBy(claims),
  toQuery: ({ claims }) => ({ requestableBy: claims }),
});

/** Rules by which a permission policy can tell accounts apart. */
export const awsAccountRules = { isRequestableBy };

const exported = createConditionExports({
  resourceRef: awsAccountResourceRef,
  rules: awsAccountRules,
});

/**
 * Conditions on AWS accounts, for the authors of permission policies.
 *
 * @public
 */
export const awsAccountConditions = exported.conditions;

/**
 * A decision that permits what fits some conditions on AWS accounts, for the
 * authors of permission policies.
 *
 * @public
 */
export const createAwsAccountConditionalDecision =
  exported.createConditionalDecision;
