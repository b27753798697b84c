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

import type {
  AccessRequest,
  AccessRequestPage,
  CreatedRequests,
  CreateRequestInput,
  DecideInput,
  EndInput,
  ExtendInput,
  Preflight,
  RequestEvent,
  RevokeAllInput,
  Revoked,
} from '../schema/requests';
import type { RequestBackground } from '../schema/background';
import type {
  BatchDecided,
  BatchDecisionInput,
} from '../schema/batchDecisions';
import type { Explanation, ExplainInput } from '../schema/explain';
import type { LintReport, ListLintQuery } from '../schema/lint';
import type {
  ChangeOutcome,
  ChangePolicyInput,
  ChangeSettingsInput,
  CreatePolicyInput,
  ListPoliciesQuery,
  PendingChange,
  PolicyKind,
  PolicyPage,
  PolicyPreview,
  PolicySourceState,
  PolicyVersionPage,
  PolicyView,
  ResolveChangeInput,
  SettingsVersionPage,
  SettingsView,
  ValidatePolicy,
} from '../schema/policyAdministration';
import type { Drift, DriftKind } from '../schema/drift';
import type { Me, RequestablePage } from '../schema/directory';
import type { Health } from '../schema/health';
import type { AccountReach, PolicyCoverages } from '../schema/reach';
import type { AuditApi } from './AuditApi';
import type { RequestsQuery } from './queries';

/**
 * Options of every call.
 *
 * @public
 */
export interface CallOptions {
  signal?: AbortSignal;
  /** A Backstage token, where the fetch implementation does not add one. */
  token?: string;
}

/**
 * Names a policy.
 *
 * @public
 */
export interface PolicyRef {
  kind: PolicyKind;
  name: string;
}

/**
 * What the plugin's HTTP API offers. Every method rejects with a
 * `ResponseError` from `@backstage/errors` when the backend refuses.
 *
 * @public
 */
export interface ElevatedAccessApi extends AuditApi {
  /** The caller: identity, roles, and how much waits for them. */
  getMe(options?: CallOptions): Promise<Me>;
  /** What the caller may ask for; `search` matches any word of name, id, OU, tag or permission set. */
  listRequestable(
    query: { search?: string; cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<RequestablePage>;
  /** What would happen if this were submitted now; changes nothing. */
  preflight(
    input: CreateRequestInput,
    options?: CallOptions,
  ): Promise<{ items: Preflight[] }>;
  createRequests(
    input: CreateRequestInput,
    options?: CallOptions,
  ): Promise<CreatedRequests>;
  listRequests(
    query: RequestsQuery,
    options?: CallOptions,
  ): Promise<AccessRequestPage>;
  getRequest(id: string, options?: CallOptions): Promise<AccessRequest>;
  listRequestEvents(
    id: string,
    options?: CallOptions,
  ): Promise<{ items: RequestEvent[] }>;
  decide(
    id: string,
    input: DecideInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Decide several requests alike; each is decided by itself. */
  decideMany(
    input: BatchDecisionInput,
    options?: CallOptions,
  ): Promise<BatchDecided>;
  /** What helps to decide on a request; for those who may decide it, and auditors. */
  getRequestBackground(
    id: string,
    options?: CallOptions,
  ): Promise<RequestBackground>;
  /** Withdraw a request whose access has not begun. */
  cancel(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Give back one's own access early. */
  release(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** End somebody else's access. */
  revoke(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Ask for more time on one's own live access. */
  extend(
    id: string,
    input: ExtendInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** End everything that one person holds; for responders and administrators. */
  revokeAll(input: RevokeAllInput, options?: CallOptions): Promise<Revoked>;
  /** A page of what the last comparison with AWS found, newest first; for auditors, responders and administrators. */
  getDrift(
    query: {
      kind?: DriftKind[];
      cursor?: string;
      limit?: number;
      /** Whether to count as well. */
      total?: boolean;
    },
    options?: CallOptions,
  ): Promise<Drift>;
  getHealth(options?: CallOptions): Promise<Health>;
  /** Why somebody may or may not ask for something; about others for auditors and administrators. */
  explain(input: ExplainInput, options?: CallOptions): Promise<Explanation>;
  /** Policies of every source; for administrators and auditors. */
  listPolicies(
    query: Partial<ListPoliciesQuery>,
    options?: CallOptions,
  ): Promise<PolicyPage>;
  getPolicy(key: PolicyRef, options?: CallOptions): Promise<PolicyView>;
  /** The history of a policy, newest first; also of one that is no more. */
  listPolicyVersions(
    key: PolicyRef,
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<PolicyVersionPage>;
  /** Make a policy in the portal; for administrators. */
  createPolicy(
    input: CreatePolicyInput,
    options?: CallOptions,
  ): Promise<ChangeOutcome>;
  /** Edit, enable, disable or delete a policy of the portal; for administrators. */
  changePolicy(
    key: PolicyRef,
    input: ChangePolicyInput,
    options?: CallOptions,
  ): Promise<ChangeOutcome>;
  /** Changes of policies and settings that wait for confirmation. */
  listPolicyChanges(options?: CallOptions): Promise<{ items: PendingChange[] }>;
  /** Confirm or discard a change that waits; nobody confirms their own. */
  resolvePolicyChange(
    id: string,
    input: ResolveChangeInput,
    options?: CallOptions,
  ): Promise<ChangeOutcome>;
  /** How the places that policies are read from stand. */
  listPolicySources(
    options?: CallOptions,
  ): Promise<{ items: PolicySourceState[] }>;
  /** What a policy would mean if it were saved; changes nothing. */
  validatePolicy(
    input: ValidatePolicy,
    options?: CallOptions,
  ): Promise<PolicyPreview>;
  /** What is wrong with policies, seen against catalog and directory; for administrators and auditors. */
  listLintFindings(
    query: Partial<ListLintQuery>,
    options?: CallOptions,
  ): Promise<LintReport>;
  /** How much policies cover, counted; for administrators and auditors. */
  getPolicyCoverage(
    query: { kind: PolicyKind; names: string[] },
    options?: CallOptions,
  ): Promise<PolicyCoverages>;
  /** Who can reach an account and through which policies; for administrators and auditors. */
  getAccountReach(
    accountId: string,
    options?: CallOptions,
  ): Promise<AccountReach>;
  /** The settings as they hold. */
  getSettings(options?: CallOptions): Promise<SettingsView>;
  /** All settings, those that the configuration fixes as they are; for administrators. */
  changeSettings(
    input: ChangeSettingsInput,
    options?: CallOptions,
  ): Promise<ChangeOutcome>;
  /** The history of the settings, newest first. */
  listSettingsVersions(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<SettingsVersionPage>;
}
