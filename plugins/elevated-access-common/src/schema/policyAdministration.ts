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
import {
  approvalPolicySchema,
  eligibilityPolicySchema,
  settingsSchema,
} from './policies';
import { instantSchema, personSchema } from './primitives';

/** @public */
export const policyKindSchema = z.enum(['eligibility', 'approval']);

/** @public */
export type PolicyKind = z.infer<typeof policyKindSchema>;

/**
 * Where a policy comes from. Only those of the portal can be changed there; the
 * others are changed where they are written.
 *
 * @public
 */
export const policySourceSchema = z.object({
  type: z.enum(['config', 'file', 'location', 'portal']),
  /** The file or URL, and the line in it; the config key for `config`; null for the portal. */
  place: z.string().nullable(),
});

/** @public */
export type PolicySource = z.infer<typeof policySourceSchema>;

/**
 * A policy of one kind or the other, as it is written.
 *
 * @public
 */
export const policySpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('eligibility'),
    spec: eligibilityPolicySchema,
  }),
  z.strictObject({ kind: z.literal('approval'), spec: approvalPolicySchema }),
]);

/** @public */
export type PolicySpec = z.infer<typeof policySpecSchema>;

/** @public */
export type PolicySpecInput = z.input<typeof policySpecSchema>;

/**
 * What is wrong with a policy, and where: the member by its path, the line and
 * the column, counted from 1, where it comes from a file.
 *
 * @public
 */
export const policyProblemSchema = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  path: z.array(z.union([z.string(), z.int()])),
  reason: z.string(),
  example: z.string().optional(),
});

/** @public */
export type PolicyProblem = z.infer<typeof policyProblemSchema>;

/**
 * A policy with where it comes from and who changed it last.
 *
 * @public
 */
export const policyViewSchema = z.object({
  kind: policyKindSchema,
  name: z.string(),
  /** Twelve hexadecimal digits that change when the policy does; a change of it names the one it saw. */
  version: z.string(),
  spec: z.union([eligibilityPolicySchema, approvalPolicySchema]),
  /** Disabled policies permit nothing and forbid nothing. */
  enabled: z.boolean(),
  source: policySourceSchema,
  /** Null where nobody changed it in the portal. */
  changedAt: instantSchema.nullable(),
  changedBy: personSchema.nullable(),
  /** The change that waits for confirmation. */
  pendingChangeId: z.string().nullable(),
});

/** @public */
export type PolicyView = z.infer<typeof policyViewSchema>;

/** @public */
export const listPoliciesQuerySchema = z.strictObject({
  kind: policyKindSchema.optional(),
  source: z.enum(['config', 'file', 'location', 'portal']).optional(),
  /** Words of the name, the description or a selector. */
  search: z.string().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Whether to count all that match. */
  total: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .default(false),
});

/** @public */
export type ListPoliciesQuery = z.infer<typeof listPoliciesQuerySchema>;

/**
 * A policy of the portal that cannot be read, because another version of the
 * plugin or a hand wrote it. It can be written anew or deleted, as a change of
 * `version`.
 *
 * @public
 */
export const unreadablePolicySchema = z.object({
  kind: policyKindSchema,
  name: z.string(),
  version: z.string(),
  enabled: z.boolean(),
  problems: z.array(policyProblemSchema),
  /** Whether nothing is granted because of it: nobody can tell what it forbids, or who has to approve. */
  closing: z.boolean(),
});

/** @public */
export type UnreadablePolicy = z.infer<typeof unreadablePolicySchema>;

/** @public */
export const policyPageSchema = z.object({
  items: z.array(policyViewSchema),
  /** Those that are no items because they cannot be read, whatever the filters. */
  unreadable: z.array(unreadablePolicySchema).optional(),
  nextCursor: z.string().optional(),
  /** Only when asked for. */
  total: z.int().optional(),
});

/** @public */
export type PolicyPage = z.infer<typeof policyPageSchema>;

/** Why somebody changes something, for the history. */
const whySchema = z.string().trim().min(1).max(2000);

/** @public */
export const createPolicySchema = z.strictObject({
  policy: policySpecSchema,
  comment: whySchema,
});

/** @public */
export type CreatePolicy = z.infer<typeof createPolicySchema>;

/** @public */
export type CreatePolicyInput = z.input<typeof createPolicySchema>;

/**
 * A change of a policy of the portal. `version` is the one that was seen; when
 * somebody was faster, the change is refused.
 *
 * @public
 */
export const changePolicySchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('edit'),
    policy: policySpecSchema,
    version: z.string(),
    comment: whySchema,
  }),
  z.strictObject({
    action: z.enum(['enable', 'disable', 'delete']),
    version: z.string(),
    comment: whySchema,
  }),
]);

/** @public */
export type ChangePolicy = z.infer<typeof changePolicySchema>;

/** @public */
export type ChangePolicyInput = z.input<typeof changePolicySchema>;

/**
 * A line of a readable difference.
 *
 * @public
 */
export const diffLineSchema = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
});

/** @public */
export type DiffLine = z.infer<typeof diffLineSchema>;

/** @public */
export const listVersionsQuerySchema = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** @public */
export type ListVersionsQuery = z.infer<typeof listVersionsQuerySchema>;

/**
 * One version of a policy: who made it, when and why, and how it differs from
 * the one before.
 *
 * @public
 */
export const policyVersionSchema = z.object({
  /** Counts from 1. */
  number: z.int(),
  version: z.string(),
  action: z.enum(['create', 'edit', 'enable', 'disable', 'delete']),
  spec: z.union([eligibilityPolicySchema, approvalPolicySchema]),
  enabled: z.boolean(),
  source: policySourceSchema,
  at: instantSchema,
  /** Null where a file brought it. */
  by: personSchema.nullable(),
  confirmedBy: personSchema.nullable(),
  comment: z.string(),
  diff: z.array(diffLineSchema),
});

/** @public */
export type PolicyVersion = z.infer<typeof policyVersionSchema>;

/** @public */
export const policyVersionPageSchema = z.object({
  items: z.array(policyVersionSchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type PolicyVersionPage = z.infer<typeof policyVersionPageSchema>;

/**
 * What became of a change: it holds now, it waits for another administrator, or
 * one who was asked to confirm it put it away.
 *
 * @public
 */
export const changeOutcomeSchema = z.object({
  outcome: z.enum(['applied', 'awaits-confirmation', 'discarded']),
  /** Of the change that waits, or that was confirmed or discarded; null where it needed no confirmation. */
  changeId: z.string().nullable(),
});

/** @public */
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;

/**
 * A change of a policy or of the settings that another administrator has to
 * confirm before it holds.
 *
 * @public
 */
export const pendingChangeSchema = z.object({
  id: z.string(),
  subject: z.enum(['policy', 'settings']),
  /** Null for the settings. */
  policy: z.object({ kind: policyKindSchema, name: z.string() }).nullable(),
  action: z.enum(['create', 'edit', 'enable', 'disable', 'delete']),
  proposedAt: instantSchema,
  proposedBy: personSchema,
  comment: z.string(),
  diff: z.array(diffLineSchema),
  /** Whether the caller may confirm it: not one's own. */
  mayConfirm: z.boolean(),
});

/** @public */
export type PendingChange = z.infer<typeof pendingChangeSchema>;

/** @public */
export const pendingChangesSchema = z.object({
  items: z.array(pendingChangeSchema),
});

/** @public */
export const resolveChangeSchema = z.strictObject({
  verdict: z.enum(['confirm', 'discard']),
  comment: z.string().max(2000).default(''),
});

/** @public */
export type ResolveChange = z.infer<typeof resolveChangeSchema>;

/** @public */
export type ResolveChangeInput = z.input<typeof resolveChangeSchema>;

/**
 * How a place that policies are read from stands.
 *
 * @public
 */
export const policySourceStateSchema = z.object({
  source: policySourceSchema,
  policies: z.int(),
  /** The last complete and valid reading; null while there was none. */
  readAt: instantSchema.nullable(),
  attemptedAt: instantSchema.nullable(),
  /** What is wrong with what is there now; the last valid reading holds meanwhile. */
  problems: z.array(policyProblemSchema),
});

/** @public */
export type PolicySourceState = z.infer<typeof policySourceStateSchema>;

/** @public */
export const policySourcesSchema = z.object({
  items: z.array(policySourceStateSchema),
});

/** @public */
export const validatePolicySchema = z.strictObject({
  /** Checked here, so that everything that is wrong with it can be said. */
  policy: z.strictObject({
    kind: policyKindSchema,
    spec: z.record(z.string(), z.unknown()),
  }),
  /** The name of the policy that it would replace. */
  replaces: z.string().max(63).optional(),
});

/** @public */
export type ValidatePolicy = z.infer<typeof validatePolicySchema>;

/**
 * What a change of a policy gives to some and takes from others.
 *
 * @public
 */
export const coverageChangeSchema = z.object({
  gained: z.int(),
  lost: z.int(),
  /** Some of them, by name. */
  sampleGained: z.array(z.string()),
  sampleLost: z.array(z.string()),
});

/** @public */
export type CoverageChange = z.infer<typeof coverageChangeSchema>;

/**
 * What a policy would mean if it were saved.
 *
 * @public
 */
export const policyPreviewSchema = z.object({
  problems: z.array(policyProblemSchema),
  /** Absent while there are problems. */
  covers: z
    .object({
      /** Those who may ask or, of an approval policy, who may approve. */
      people: z.int(),
      accounts: z.int(),
      permissionSets: z.int(),
      /** Some of them, by name. */
      samplePeople: z.array(personSchema),
      sampleAccounts: z.array(z.object({ id: z.string(), name: z.string() })),
      samplePermissionSets: z.array(
        z.object({ arn: z.string(), name: z.string() }),
      ),
    })
    .optional(),
  /** Against the policy that it would replace, as that is saved; absent without one. */
  changes: z
    .object({
      people: coverageChangeSchema,
      accounts: coverageChangeSchema,
      permissionSets: coverageChangeSchema,
    })
    .optional(),
  /** What lint would find, seen against the other policies, the catalog and the directory. */
  findings: z
    .array(
      z.object({
        rule: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        path: z.string(),
        reason: z.string(),
        remedy: z.string(),
      }),
    )
    .optional(),
});

/** @public */
export type PolicyPreview = z.infer<typeof policyPreviewSchema>;

/**
 * The settings as they hold, and which of them the config fixes.
 *
 * @public
 */
export const settingsViewSchema = z.object({
  settings: settingsSchema,
  /** Keys that the config sets; the portal cannot change them. */
  fixed: z.array(z.string()),
  version: z.string(),
  changedAt: instantSchema.nullable(),
  changedBy: personSchema.nullable(),
  pendingChangeId: z.string().nullable(),
});

/** @public */
export type SettingsView = z.infer<typeof settingsViewSchema>;

/** @public */
export const changeSettingsSchema = z.strictObject({
  /** All of them, those that the config fixes as they are. */
  settings: settingsSchema,
  version: z.string(),
  comment: whySchema,
});

/** @public */
export type ChangeSettings = z.infer<typeof changeSettingsSchema>;

/** @public */
export type ChangeSettingsInput = z.input<typeof changeSettingsSchema>;

/** @public */
export const settingsVersionSchema = z.object({
  number: z.int(),
  version: z.string(),
  settings: settingsSchema,
  at: instantSchema,
  by: personSchema.nullable(),
  confirmedBy: personSchema.nullable(),
  comment: z.string(),
  diff: z.array(diffLineSchema),
});

/** @public */
export type SettingsVersion = z.infer<typeof settingsVersionSchema>;

/** @public */
export const settingsVersionPageSchema = z.object({
  items: z.array(settingsVersionSchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type SettingsVersionPage = z.infer<typeof settingsVersionPageSchema>;
