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
  accountIdSchema,
  durationSchema,
  entityRefSchema,
  permissionSetArnSchema,
} from './primitives';

const nameSchema = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case words joined by hyphens, for example payments-engineers',
  )
  .max(63);

const tagSchema = z.strictObject({ key: z.string().min(1), value: z.string() });

/**
 * Which accounts a policy covers. An OU is named by its id or by its path from
 * the root (`/Workloads/Prod`) and includes its descendants unless `descendants`
 * is false. `owned` covers the accounts that the catalog says belong to whoever
 * asks or to a group of theirs, `owner` those that belong to one user or group.
 *
 * @public
 */
export const targetSelectorSchema = z.union([
  z.strictObject({ account: accountIdSchema }),
  z.strictObject({
    ou: z.string().min(1),
    descendants: z.boolean().default(true),
  }),
  z.strictObject({ tag: tagSchema }),
  z.strictObject({ owned: z.literal(true) }),
  z.strictObject({ owner: entityRefSchema }),
  z.strictObject({ all: z.literal(true) }),
]);

/** @public */
export type TargetSelector = z.infer<typeof targetSelectorSchema>;

/**
 * Which permission sets a policy covers.
 *
 * @public
 */
export const permissionSetSelectorSchema = z.union([
  z.strictObject({ name: z.string().min(1).max(32) }),
  z.strictObject({ arn: permissionSetArnSchema }),
  z.strictObject({ tag: tagSchema }),
  z.strictObject({ all: z.literal(true) }),
]);

/** @public */
export type PermissionSetSelector = z.infer<typeof permissionSetSelectorSchema>;

const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:30');

/**
 * Hours of the week, in a named time zone, within which a window has to start.
 * `days` are ISO weekdays, 1 is Monday. `to` is exclusive; a `to` at or before
 * `from` reaches into the next day.
 *
 * @public
 */
export const workingHoursSchema = z.strictObject({
  timeZone: z.string().min(1).meta({ example: 'Europe/Stockholm' }),
  days: z.array(z.int().min(1).max(7)).min(1),
  from: clockTimeSchema,
  to: clockTimeSchema,
});

/** @public */
export type WorkingHours = z.infer<typeof workingHoursSchema>;

const patternSchema = z.string().refine(
  value => {
    try {
      return Boolean(new RegExp(value));
    } catch {
      return false;
    }
  },
  { message: 'must be a regular expression' },
);

/**
 * What a reason or a ticket has to look like, and what to tell somebody whose
 * text does not.
 *
 * @public
 */
export const textRuleSchema = z.strictObject({
  required: z.boolean().default(true),
  minLength: z.int().min(0).max(1000).default(0),
  pattern: patternSchema.optional(),
  message: z.string().max(500).optional(),
});

/** @public */
export type TextRule = z.infer<typeof textRuleSchema>;

/**
 * How often and how far live access may be prolonged. One extension is no longer
 * than `maxDuration` of the policy.
 *
 * @public
 */
export const extensionRuleSchema = z.strictObject({
  /** How often. */
  maximum: z.int().min(1).max(100).default(1),
  /** The longest from the first beginning to the last end. */
  maxTotalDuration: durationSchema,
});

/** @public */
export type ExtensionRule = z.infer<typeof extensionRuleSchema>;

/**
 * How dangerous it is what a policy permits. It orders inboxes and is shown; it
 * decides nothing about who may see, have or approve what.
 *
 * @public
 */
export const riskSchema = z.enum(['normal', 'high']);

/** @public */
export type Risk = z.infer<typeof riskSchema>;

const selection = {
  targets: z.array(targetSelectorSchema).min(1),
  permissionSets: z.array(permissionSetSelectorSchema).min(1),
};

/**
 * Who may request what, for how long, under which conditions.
 *
 * @public
 */
export const eligibilityPolicySchema = z.discriminatedUnion('effect', [
  z.strictObject({
    name: nameSchema,
    description: z.string().max(500).optional(),
    effect: z.literal('allow'),
    priority: z.int().default(0),
    subjects: z.array(entityRefSchema).min(1),
    ...selection,
    maxDuration: durationSchema,
    approval: z.enum(['required', 'not-required']).default('required'),
    /** Normal where it is left out; no default, since that would change the version of policies that say nothing. */
    risk: riskSchema.optional(),
    workingHours: workingHoursSchema.optional(),
    /** Remove access one session duration before the window ends, so that no credential outlives it. */
    strictWindow: z.boolean().default(false),
    /** Whether live access may be prolonged; not at all when left out. */
    extension: extensionRuleSchema.optional(),
    /** What the settings say where it is left out. */
    reason: textRuleSchema.optional(),
    /** What the settings say where it is left out. */
    ticket: textRuleSchema.optional(),
  }),
  z.strictObject({
    name: nameSchema,
    description: z.string().max(500).optional(),
    effect: z.literal('deny'),
    subjects: z.array(entityRefSchema).min(1),
    ...selection,
    workingHours: workingHoursSchema.optional(),
  }),
]);

/** @public */
export type EligibilityPolicy = z.infer<typeof eligibilityPolicySchema>;

/** @public */
export type AllowPolicy = Extract<EligibilityPolicy, { effect: 'allow' }>;

/** @public */
export type DenyPolicy = Extract<EligibilityPolicy, { effect: 'deny' }>;

/**
 * Who may approve: a user, the members of a group, the catalog owner of the
 * account (`owner`), or the manager of whoever asks (`manager`).
 *
 * @public
 */
export const approverSchema = z.union([
  z.literal('owner'),
  z.literal('manager'),
  entityRefSchema,
]);

/** @public */
export type Approver = z.infer<typeof approverSchema>;

/**
 * When approvers are reminded of what waits for them: `first` after it began to
 * wait, then after twice as long each time, but at least once in `maximum`.
 *
 * @public
 */
export const remindersSchema = z.strictObject({
  first: durationSchema.default('PT30M'),
  maximum: durationSchema.default('PT4H'),
});

/** @public */
export type Reminders = z.infer<typeof remindersSchema>;

/** When an approver has to give a comment. @public */
export const commentRuleSchema = z.enum(['optional', 'on-reject', 'always']);

/** @public */
export type CommentRule = z.infer<typeof commentRuleSchema>;

/**
 * Who must approve what. Stages are taken in order; within a stage, `required`
 * distinct people out of `approvers` (users and members of groups) must agree.
 * Where nobody has decided `after` some time, the approvers of the `escalation`
 * may decide as well.
 *
 * @public
 */
export const approvalPolicySchema = z.strictObject({
  name: nameSchema,
  description: z.string().max(500).optional(),
  priority: z.int().default(0),
  ...selection,
  stages: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80),
        approvers: z.array(approverSchema).min(1),
        required: z.int().min(1).default(1),
        /** In order; `after` counts from when the stage began to wait. */
        escalation: z
          .array(
            z.strictObject({
              after: durationSchema,
              approvers: z.array(approverSchema).min(1),
            }),
          )
          .max(5)
          .default([]),
      }),
    )
    .min(1),
  /** What the settings say where it is left out. */
  comment: commentRuleSchema.optional(),
  requestExpiry: durationSchema.optional(),
  /** What the settings say where it is left out. */
  reminders: remindersSchema.optional(),
});

/** @public */
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;

/**
 * What administrators tell everybody on every page.
 *
 * @public
 */
export const bannerSchema = z.strictObject({
  text: z.string().min(1).max(500),
  severity: z.enum(['info', 'warning', 'danger']).default('info'),
});

/** @public */
export type Banner = z.infer<typeof bannerSchema>;

/**
 * Rules that hold whatever a policy says, and what holds where a policy says
 * nothing. The defaults are those of AWS's TEAM sample.
 *
 * @public
 */
export const settingsSchema = z.strictObject({
  /** Whether anybody has to approve anything; `off` gives whatever is permitted at once. */
  approval: z.enum(['by-policy', 'off']).default('by-policy'),
  maximumDuration: durationSchema.default('PT9H'),
  minimumDuration: durationSchema.default('PT5M'),
  requestExpiry: durationSchema.default('PT3H'),
  maximumAdvance: durationSchema.default('P30D'),
  /** Access that could not begin for longer than this, as in an outage, asks for approval again. */
  maximumDelay: durationSchema.default('PT30M'),
  /** What a reason has to look like where the policy does not say. */
  reason: textRuleSchema.prefault({}),
  /** What a ticket has to look like where the policy does not say. */
  ticket: textRuleSchema.prefault({}),
  /** When approvers have to comment where the policy does not say. */
  comment: commentRuleSchema.default('always'),
  reminders: remindersSchema.prefault({}),
  /** Shown on every page of the plugin. */
  banner: bannerSchema.nullable().default(null),
  /** Whether a change of policies or settings in the portal waits until another administrator confirms it. */
  confirmChanges: z.boolean().default(false),
});

/** @public */
export type Settings = z.infer<typeof settingsSchema>;
