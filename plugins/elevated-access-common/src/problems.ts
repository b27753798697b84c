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

/**
 * Why something was refused, in a form that pages and clients can act on. The
 * API carries it beside Backstage's own error members
 * (`{ error: { name, message, code, field, remedy } }`).
 *
 * @public
 */
export interface Problem {
  /** Stable word for the reason. */
  code: ProblemCode;
  /** What is wrong, for a person to read. */
  reason: string;
  /** What to do about it. */
  remedy: string;
  /** The member of the request body or query that is at fault. */
  field?: string;
}

/** @public */
export type ProblemCode =
  | 'invalid-input'
  | 'unknown-account'
  | 'account-not-active'
  | 'account-protected'
  | 'unknown-permission-set'
  | 'permission-set-protected'
  | 'window-in-past'
  | 'window-too-far'
  | 'duration-too-long'
  | 'duration-too-short'
  | 'outside-working-hours'
  | 'not-eligible'
  | 'no-identity-center-user'
  | 'identity-center-user-disabled'
  | 'identity-ambiguous'
  | 'reason-invalid'
  | 'ticket-invalid'
  | 'no-approval-policy'
  | 'no-approver'
  | 'already-requested'
  | 'unknown-request'
  | 'unknown-person'
  | 'unknown-entity'
  | 'unknown-review'
  | 'not-approver'
  | 'self-approval'
  | 'already-decided'
  | 'digest-changed'
  | 'comment-required'
  | 'not-extendable'
  | 'extension-too-long'
  | 'window-too-short'
  | 'wrong-status'
  | 'activity-not-read'
  | 'not-yours'
  | 'acting-through-plugin'
  | 'invalid-policy'
  | 'policy-name-taken'
  | 'policy-read-only'
  | 'policy-unreadable'
  | 'unknown-policy'
  | 'unknown-change'
  | 'setting-fixed'
  | 'changed-meanwhile'
  | 'change-pending'
  | 'nothing-changed'
  | 'own-change'
  | 'policies-unavailable'
  | 'directory-unavailable'
  | 'identity-center-unavailable'
  | 'catalog-unavailable'
  | 'database-unavailable'
  | 'permissions-unavailable'
  | 'forbidden';
