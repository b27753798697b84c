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
import { approvalPolicySchema, eligibilityPolicySchema } from './policies';

const [allowPolicySchema, denyPolicySchema] = eligibilityPolicySchema.options;
const eligibilityKind = { kind: z.literal('eligibility') };

/**
 * A YAML document of policies as code: one policy with its `kind`, or lists of
 * policies under `eligibility` and `approval`. Editors know it as
 * `policies.schema.json` of this package.
 *
 * @public
 */
export const policyDocumentSchema = z.union([
  allowPolicySchema.extend(eligibilityKind),
  denyPolicySchema.extend(eligibilityKind),
  approvalPolicySchema.extend({ kind: z.literal('approval') }),
  z.strictObject({
    eligibility: z.array(eligibilityPolicySchema).optional(),
    approval: z.array(approvalPolicySchema).optional(),
  }),
]);

/** @public */
export type PolicyDocument = z.input<typeof policyDocumentSchema>;
