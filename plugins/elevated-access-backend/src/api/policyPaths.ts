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
  changeOutcomeSchema,
  changePolicySchema,
  createPolicySchema,
  diffLineSchema,
  eligibilityPolicySchema,
  listPoliciesQuerySchema,
  listVersionsQuerySchema,
  pendingChangeSchema,
  pendingChangesSchema,
  policyKindSchema,
  permissionSetSelectorSchema,
  policyPageSchema,
  policyProblemSchema,
  policySourceSchema,
  policySourcesSchema,
  policySourceStateSchema,
  policySpecSchema,
  policyVersionPageSchema,
  policyVersionSchema,
  policyViewSchema,
  resolveChangeSchema,
  targetSelectorSchema,
  textRuleSchema,
  workingHoursSchema,
  type ChangePolicyInput,
  type CreatePolicyInput,
  type PolicySpecInput,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

const keyPath = z.object({
  kind: policyKindSchema,
  name: z.string().meta({ example: 'payments-engineers' }),
});

const examplePolicy: PolicySpecInput = {
  kind: 'eligibility',
  spec: {
    name: 'payments-engineers',
    effect: 'allow',
    subjects: ['group:default/payments-engineers'],
    targets: [{ ou: '/Workloads/Prod' }],
    permissionSets: [{ name: 'PowerUser' }],
    maxDuration: 'PT2H',
  },
};

const exampleCreation: CreatePolicyInput = {
  policy: examplePolicy,
  comment: 'OPS-31 the payments team looks after production itself',
};

const exampleChange: ChangePolicyInput = {
  action: 'edit',
  policy: examplePolicy,
  version: '0a1b2c3d4e5f',
  comment: 'OPS-32 two hours are enough',
};

/** The part of the OpenAPI document about policies. */
export const policyPaths: ZodOpenApiPathsObject = {
  '/policies': {
    get: {
      operationId: 'listPolicies',
      summary: 'Policies of every source',
      description:
        'For administrators and auditors. Every word of `search` has to occur somewhere in the policy.',
      tags: ['policies'],
      requestParams: { query: listPoliciesQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'A page, eligibility policies first, then by name',
          schema: policyPageSchema,
        },
        [400, 401, 403, 503],
      ),
    },
    post: {
      operationId: 'createPolicy',
      summary: 'Make a policy in the portal',
      description:
        'For administrators, themselves. Names are unique among the policies of a kind, whatever their source.',
      tags: ['policies'],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: createPolicySchema,
            example: exampleCreation,
          },
        },
      },
      responses: responses(
        {
          status: 201,
          description: 'Whether it holds or waits for confirmation',
          schema: changeOutcomeSchema,
        },
        [400, 401, 403, 409, 413, 503],
      ),
    },
  },
  '/policies/{kind}/{name}': {
    get: {
      operationId: 'getPolicy',
      summary: 'One policy',
      description: 'For administrators and auditors.',
      tags: ['policies'],
      requestParams: { path: keyPath },
      responses: responses(
        { status: 200, description: 'The policy', schema: policyViewSchema },
        [400, 401, 403, 404, 503],
      ),
    },
  },
  '/policies/{kind}/{name}/versions': {
    get: {
      operationId: 'listPolicyVersions',
      summary: 'The history of a policy, newest first',
      description:
        'For administrators and auditors. Of every source, and of policies that are no more.',
      tags: ['policies'],
      requestParams: { path: keyPath, query: listVersionsQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'A page, each version with what it changed',
          schema: policyVersionPageSchema,
        },
        [400, 401, 403, 404, 503],
      ),
    },
  },
  '/policies/{kind}/{name}/changes': {
    post: {
      operationId: 'changePolicy',
      summary: 'Edit, enable, disable or delete a policy of the portal',
      description:
        'For administrators, themselves. `version` is the one that was seen: when somebody was faster, or when the policy is written elsewhere, the change is refused with 409.',
      tags: ['policies'],
      requestParams: { path: keyPath },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: changePolicySchema,
            example: exampleChange,
          },
        },
      },
      responses: responses(
        {
          status: 200,
          description: 'Whether it holds or waits for confirmation',
          schema: changeOutcomeSchema,
        },
        [400, 401, 403, 404, 409, 413, 503],
      ),
    },
  },
  '/policy-changes': {
    get: {
      operationId: 'listPolicyChanges',
      summary: 'Changes of policies and settings that wait for confirmation',
      description: 'For administrators and auditors, oldest first.',
      tags: ['policies'],
      responses: responses(
        {
          status: 200,
          description: 'The changes',
          schema: pendingChangesSchema,
        },
        [401, 403, 503],
      ),
    },
  },
  '/policy-changes/{id}': {
    post: {
      operationId: 'resolvePolicyChange',
      summary: 'Confirm or discard a change that waits',
      description:
        'For administrators, themselves. Nobody confirms a change of their own; everybody may discard one. It is refused with 409 when what it was made from does not hold any more.',
      tags: ['policies'],
      requestParams: {
        path: z.object({ id: z.uuid().meta({ description: 'Of the change' }) }),
      },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: resolveChangeSchema,
            example: { verdict: 'confirm', comment: 'As we agreed' },
          },
        },
      },
      responses: responses(
        {
          status: 200,
          description: 'What became of it',
          schema: changeOutcomeSchema,
        },
        [400, 401, 403, 404, 409, 413, 503],
      ),
    },
  },
  '/policy-sources': {
    get: {
      operationId: 'listPolicySources',
      summary: 'How the places that policies are read from stand',
      description: 'For administrators and auditors.',
      tags: ['policies'],
      responses: responses(
        { status: 200, description: 'The places', schema: policySourcesSchema },
        [401, 403, 503],
      ),
    },
  },
};

/** Schemas of policies that the document names. */
export const policyComponents = {
  ApprovalPolicy: approvalPolicySchema,
  ChangeOutcome: changeOutcomeSchema,
  ChangePolicy: changePolicySchema,
  CreatePolicy: createPolicySchema,
  DiffLine: diffLineSchema,
  EligibilityPolicy: eligibilityPolicySchema,
  PendingChange: pendingChangeSchema,
  PendingChanges: pendingChangesSchema,
  PermissionSetSelector: permissionSetSelectorSchema,
  Policy: policyViewSchema,
  PolicyPage: policyPageSchema,
  PolicyProblem: policyProblemSchema,
  PolicySource: policySourceSchema,
  PolicySources: policySourcesSchema,
  PolicySourceState: policySourceStateSchema,
  PolicySpec: policySpecSchema,
  PolicyVersion: policyVersionSchema,
  PolicyVersionPage: policyVersionPageSchema,
  ResolveChange: resolveChangeSchema,
  TargetSelector: targetSelectorSchema,
  TextRule: textRuleSchema,
  WorkingHours: workingHoursSchema,
};
