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
  instantSchema,
  permissionSetArnSchema,
  personSchema,
} from './primitives';
import { riskSchema, textRuleSchema } from './policies';

/**
 * Every status a request can have, in the order in which a request that goes
 * well passes through them; the other ends follow.
 *
 * @public
 */
export const requestStatuses = [
  'pending',
  'scheduled',
  'activating',
  'active',
  'ending',
  'ended',
  'rejected',
  'cancelled',
  'expired',
  'lapsed',
  'failed',
] as const;

/** @public */
export const requestStatusSchema = z.enum(requestStatuses);

/** @public */
export type RequestStatus = z.infer<typeof requestStatusSchema>;

/** @public */
export const endReasonSchema = z.enum(['elapsed', 'released', 'revoked']);

/** @public */
export type EndReason = z.infer<typeof endReasonSchema>;

/**
 * Whether access was used, as far as AWS's own records tell.
 *
 * @public
 */
export const requestUsageSchema = z.enum(['unknown', 'unused', 'used']);

/** @public */
export type RequestUsage = z.infer<typeof requestUsageSchema>;

/**
 * What the caller may do with a request right now. Pages offer exactly these.
 *
 * @public
 */
export const requestActionSchema = z.enum([
  'decide',
  'cancel',
  'extend',
  'release',
  'revoke',
]);

/** @public */
export type RequestAction = z.infer<typeof requestActionSchema>;

/**
 * A request to create: one permission set in one or several accounts. Without
 * `startsAt` access begins as soon as it is approved and lasts `duration` from
 * then.
 *
 * @public
 */
export const createRequestSchema = z.strictObject({
  accountIds: z.array(accountIdSchema).min(1).max(25),
  permissionSetArn: permissionSetArnSchema,
  startsAt: instantSchema.optional(),
  duration: durationSchema,
  reason: z.string().max(2000).default(''),
  ticket: z.string().max(200).optional(),
});

/** @public */
export type CreateRequest = z.infer<typeof createRequestSchema>;

/** @public */
export type CreateRequestInput = z.input<typeof createRequestSchema>;

/**
 * Somebody who can decide in a stage, and why them.
 *
 * @public
 */
export const stageApproverSchema = personSchema.extend({
  /** The approvers of the policy that they are or belong to: user and group refs, `owner`, `manager`. */
  via: z.array(z.string()),
  /** They may decide only because the stage has waited for too long. */
  escalated: z.boolean(),
});

/** @public */
export type StageApprover = z.infer<typeof stageApproverSchema>;

/** @public */
export const approvalStageSchema = z.object({
  name: z.string(),
  required: z.int(),
  approved: z.int(),
  /** Who can decide now, up to 50 of them; once the request is decided, who did. */
  approvers: z.array(stageApproverSchema),
  /** How many people can decide now, or did. */
  approverCount: z.int(),
  /** When more people may decide if nobody does before; null when nobody more will. */
  escalatesAt: instantSchema.nullable(),
});

/** @public */
export type ApprovalStage = z.infer<typeof approvalStageSchema>;

/**
 * What would happen if this were submitted now, for one account.
 *
 * @public
 */
export const preflightSchema = z.object({
  accountId: z.string(),
  checks: z.array(
    z.object({
      check: z.enum([
        'identity',
        'account',
        'permission-set',
        'policy',
        'window',
        'reason',
        'ticket',
        'approvers',
        'conflict',
      ]),
      ok: z.boolean(),
      code: z.string().optional(),
      field: z.string().optional(),
      reason: z.string(),
      remedy: z.string().optional(),
    }),
  ),
  policy: z
    .object({
      name: z.string(),
      description: z.string().optional(),
      risk: riskSchema,
      maxDuration: durationSchema,
      reason: textRuleSchema,
      ticket: textRuleSchema,
    })
    .optional(),
  approval: z
    .object({
      policy: z.string(),
      stages: z.array(approvalStageSchema),
    })
    .nullable()
    .optional(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  sessionsEndBy: instantSchema,
});

/** @public */
export type Preflight = z.infer<typeof preflightSchema>;

/** @public */
export const preflightResponseSchema = z.object({
  items: z.array(preflightSchema),
});

/** @public */
export const decisionSchema = z.object({
  approver: personSchema,
  verdict: z.enum(['approved', 'rejected']),
  comment: z.string(),
  stage: z.int(),
  /** What an approval is limited to; null where it covers all that was asked. */
  duration: durationSchema.nullable(),
  decidedAt: instantSchema,
});

/** @public */
export type Decision = z.infer<typeof decisionSchema>;

/**
 * What Identity Center says about the assignment behind a request.
 *
 * @public
 */
export const assignmentViewSchema = z.object({
  operation: z.enum(['create', 'delete']).nullable(),
  phase: z.enum(['idle', 'intent', 'accepted', 'verifying']),
  /** True when the person held this assignment before anybody asked; it is never removed. */
  standing: z.boolean(),
  attempts: z.int(),
  awsRequestId: z.string().nullable(),
  lastError: z.string().nullable(),
  nextAttemptAt: instantSchema.nullable(),
});

/** @public */
export type AssignmentView = z.infer<typeof assignmentViewSchema>;

/** @public */
export const accessRequestSchema = z.object({
  id: z.string(),
  batchId: z.string(),
  status: requestStatusSchema,
  endReason: endReasonSchema.nullable(),
  overdueSince: instantSchema.nullable(),
  requester: personSchema,
  principal: z.object({ userId: z.string(), userName: z.string() }),
  account: z.object({ id: z.string(), name: z.string() }),
  permissionSet: z.object({
    arn: z.string(),
    name: z.string(),
    sessionDuration: durationSchema,
  }),
  /** The start that was asked for; null means as soon as approved. */
  requestedStart: instantSchema.nullable(),
  duration: durationSchema,
  /** What was approved, where that is less than `duration`. */
  approvedDuration: durationSchema.nullable(),
  /** The window, once it is fixed by approval. */
  startsAt: instantSchema.nullable(),
  endsAt: instantSchema.nullable(),
  /** When credentials issued before the end can no longer work. */
  sessionsEndBy: instantSchema.nullable(),
  reason: z.string(),
  ticket: z.string().nullable(),
  policy: z.object({ name: z.string(), version: z.string() }),
  /** What the policy said when approvers were asked; the inbox has high risk first. */
  risk: riskSchema,
  approval: z
    .object({
      policy: z.string(),
      comment: z.enum(['optional', 'on-reject', 'always']),
      stages: z.array(approvalStageSchema),
    })
    .nullable(),
  decisions: z.array(decisionSchema),
  assignment: assignmentViewSchema.nullable(),
  /** What a decision has to name: it changes when what was shown changes. */
  digest: z.string(),
  createdAt: instantSchema,
  /** When an undecided request expires. */
  expiresAt: instantSchema,
  activatedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endedBy: personSchema.nullable(),
  endComment: z.string().nullable(),
  failure: z.string().nullable(),
  /** Access is removed one session duration before `endsAt`, so that no credential outlives the window. */
  strictWindow: z.boolean(),
  /** When access is taken away: `endsAt`, or earlier where the window is strict. */
  accessEndsAt: instantSchema.nullable(),
  /** The id of the request whose live access this one prolongs. */
  extends: z.string().nullable(),
  /** Why approval is asked for again. */
  reapprovalReason: z.string().nullable(),
  /** How much longer the caller may ask for by `extend`; null when not at all. */
  extension: z
    .object({
      /** The longest that may be added at once. */
      maxDuration: durationSchema,
      /** How often it may still be extended. */
      remaining: z.int(),
    })
    .nullable(),
  /** Whether AWS's records show that the access was used; `unknown` until they have been read. */
  usage: requestUsageSchema,
  actions: z.array(requestActionSchema),
});

/** @public */
export type AccessRequest = z.infer<typeof accessRequestSchema>;

/** @public */
export const accessRequestPageSchema = z.object({
  items: z.array(accessRequestSchema),
  nextCursor: z.string().optional(),
  /** How many there are on all pages; only where it was asked. */
  total: z.int().optional(),
});

/** @public */
export type AccessRequestPage = z.infer<typeof accessRequestPageSchema>;

/** @public */
export const createdRequestsSchema = z.object({
  batchId: z.string(),
  items: z.array(accessRequestSchema),
});

/** @public */
export type CreatedRequests = z.infer<typeof createdRequestsSchema>;

/** @public */
export const listRequestableQuerySchema = z.strictObject({
  search: z.string().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** @public */
export type ListRequestableQuery = z.infer<typeof listRequestableQuerySchema>;

/** @public */
export const decideSchema = z.strictObject({
  verdict: z.enum(['approve', 'reject']),
  comment: z.string().max(2000).default(''),
  /** The digest of what the approver was shown. */
  digest: z.string().min(1).max(200),
  /** With an approval: shorter than what was asked. All that was asked where it is left out. */
  duration: durationSchema.optional(),
});

/** @public */
export type Decide = z.infer<typeof decideSchema>;

/** @public */
export type DecideInput = z.input<typeof decideSchema>;

/** @public */
export const endSchema = z.strictObject({
  comment: z.string().max(2000).default(''),
});

/** @public */
export type End = z.infer<typeof endSchema>;

/** @public */
export type EndInput = z.input<typeof endSchema>;

/**
 * How much longer live access shall last. `duration` is added to its end. The
 * policy that answers now decides whether and how long, and who has to agree.
 *
 * @public
 */
export const extendSchema = z.strictObject({
  duration: durationSchema,
  reason: z.string().max(2000).default(''),
  ticket: z.string().max(200).optional(),
});

/** @public */
export type Extend = z.infer<typeof extendSchema>;

/** @public */
export type ExtendInput = z.input<typeof extendSchema>;

/**
 * Everything that one person holds or is about to hold, ended at once.
 *
 * @public
 */
export const revokeAllSchema = z.strictObject({
  /** The person, as a full entity reference of a user. */
  person: entityRefSchema,
  comment: z.string().max(2000).default(''),
});

/** @public */
export type RevokeAll = z.infer<typeof revokeAllSchema>;

/** @public */
export type RevokeAllInput = z.input<typeof revokeAllSchema>;

/**
 * What became of each request of the person.
 *
 * @public
 */
export const revokedSchema = z.object({
  items: z.array(
    z.object({
      requestId: z.string(),
      /** `ending`: removal has begun, now or before; `cancelled`: it had not begun yet; `unchanged`: somebody was faster. */
      outcome: z.enum(['ending', 'cancelled', 'unchanged']),
      /** The request as it stands now. */
      request: accessRequestSchema,
    }),
  ),
});

/** @public */
export type Revoked = z.infer<typeof revokedSchema>;

/**
 * Something that happened, as the event log keeps it.
 *
 * @public
 */
export const requestEventSchema = z.object({
  id: z.string(),
  type: z.string(),
  at: instantSchema,
  actor: z.object({
    kind: z.enum(['user', 'engine', 'service']),
    entityRef: z.string().nullable(),
    displayName: z.string().nullable(),
  }),
  data: z.record(z.string(), z.unknown()),
});

/** @public */
export type RequestEvent = z.infer<typeof requestEventSchema>;

/** @public */
export const requestEventsSchema = z.object({
  items: z.array(requestEventSchema),
});
