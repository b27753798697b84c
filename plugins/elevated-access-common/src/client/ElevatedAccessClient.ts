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
  accessRequestPageSchema,
  accessRequestSchema,
  createdRequestsSchema,
  preflightResponseSchema,
  requestEventsSchema,
  revokedSchema,
  type CreateRequestInput,
  type DecideInput,
  type EndInput,
  type ExtendInput,
  type RevokeAllInput,
} from '../schema/requests';
import { requestBackgroundSchema } from '../schema/background';
import {
  batchDecidedSchema,
  type BatchDecisionInput,
} from '../schema/batchDecisions';
import { meSchema, requestablePageSchema } from '../schema/directory';
import { driftSchema, type DriftKind } from '../schema/drift';
import { explanationSchema, type ExplainInput } from '../schema/explain';
import { healthSchema } from '../schema/health';
import { lintReportSchema, type ListLintQuery } from '../schema/lint';
import {
  changeOutcomeSchema,
  pendingChangesSchema,
  policyPageSchema,
  policyPreviewSchema,
  policySourcesSchema,
  policyVersionPageSchema,
  policyViewSchema,
  settingsVersionPageSchema,
  settingsViewSchema,
  type ChangePolicyInput,
  type ChangeSettingsInput,
  type CreatePolicyInput,
  type ListPoliciesQuery,
  type ResolveChangeInput,
  type ValidatePolicy,
  type PolicyKind,
} from '../schema/policyAdministration';
import { accountReachSchema, policyCoveragesSchema } from '../schema/reach';
import { AuditClient } from './AuditClient';
import type {
  CallOptions,
  ElevatedAccessApi,
  PolicyRef,
} from './ElevatedAccessApi';
import { HttpCalls, toQueryString } from './HttpCalls';
import type { ActivityQuery, RequestsQuery } from './queries';
import type { RequestExportFormat } from '../schema/listRequests';
import type { AccessReportQuery } from '../schema/reports';

/**
 * The client of the plugin's HTTP API, for portals, other backends and scripts.
 * Responses are checked against the published schemas.
 *
 * @public
 */
export class ElevatedAccessClient implements ElevatedAccessApi {
  readonly #http: HttpCalls;
  readonly #audit: AuditClient;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#http = new HttpCalls(options);
    this.#audit = new AuditClient({ http: this.#http });
  }

  /** {@inheritdoc ElevatedAccessApi.getMe} */
  getMe(options?: CallOptions) {
    return this.#http.call('GET', '/me', meSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.listRequestable} */
  listRequestable(
    query: { search?: string; cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `/requestable${toQueryString(query)}`,
      requestablePageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.preflight} */
  preflight(input: CreateRequestInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/preflight',
      preflightResponseSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.createRequests} */
  createRequests(input: CreateRequestInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/requests',
      createdRequestsSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listRequests} */
  listRequests(query: RequestsQuery, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/requests${toQueryString(query)}`,
      accessRequestPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getRequest} */
  getRequest(id: string, options?: CallOptions) {
    return this.#http.call(
      'GET',
      requestPath(id),
      accessRequestSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listRequestEvents} */
  listRequestEvents(id: string, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `${requestPath(id)}/events`,
      requestEventsSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.decide} */
  decide(id: string, input: DecideInput, options?: CallOptions) {
    return this.#act(id, 'decisions', input, options);
  }

  /** {@inheritdoc ElevatedAccessApi.decideMany} */
  decideMany(input: BatchDecisionInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/decisions',
      batchDecidedSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getRequestBackground} */
  getRequestBackground(id: string, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `${requestPath(id)}/background`,
      requestBackgroundSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.cancel} */
  cancel(id: string, input: EndInput, options?: CallOptions) {
    return this.#act(id, 'cancel', input, options);
  }

  /** {@inheritdoc ElevatedAccessApi.release} */
  release(id: string, input: EndInput, options?: CallOptions) {
    return this.#act(id, 'release', input, options);
  }

  /** {@inheritdoc ElevatedAccessApi.revoke} */
  revoke(id: string, input: EndInput, options?: CallOptions) {
    return this.#act(id, 'revoke', input, options);
  }

  /** {@inheritdoc ElevatedAccessApi.extend} */
  extend(id: string, input: ExtendInput, options?: CallOptions) {
    return this.#act(id, 'extend', input, options);
  }

  /** {@inheritdoc ElevatedAccessApi.revokeAll} */
  revokeAll(input: RevokeAllInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/revocations',
      revokedSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getDrift} */
  getDrift(
    query: {
      kind?: DriftKind[];
      cursor?: string;
      limit?: number;
      total?: boolean;
    },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `/drift${toQueryString(query)}`,
      driftSchema,
      options,
    );
  }

  /** {@inheritdoc AuditApi.exportRequests} */
  exportRequests(
    query: Omit<RequestsQuery, 'order' | 'cursor' | 'limit' | 'total'> & {
      format: RequestExportFormat;
    },
    options?: CallOptions,
  ) {
    return this.#audit.exportRequests(query, options);
  }

  /** {@inheritdoc AuditApi.getActivity} */
  getActivity(requestId: string, query: ActivityQuery, options?: CallOptions) {
    return this.#audit.getActivity(requestId, query, options);
  }

  /** {@inheritdoc AuditApi.exportActivity} */
  exportActivity(
    requestId: string,
    query: { format: 'csv' | 'jsonl' },
    options?: CallOptions,
  ) {
    return this.#audit.exportActivity(requestId, query, options);
  }

  /** {@inheritdoc AuditApi.getAccessReport} */
  getAccessReport(query: AccessReportQuery, options?: CallOptions) {
    return this.#audit.getAccessReport(query, options);
  }

  /** {@inheritdoc AuditApi.listAccessReviews} */
  listAccessReviews(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#audit.listAccessReviews(query, options);
  }

  /** {@inheritdoc AuditApi.getAccessReview} */
  getAccessReview(id: string, options?: CallOptions) {
    return this.#audit.getAccessReview(id, options);
  }

  /** {@inheritdoc AuditApi.getEntityAccess} */
  getEntityAccess(query: { entityRef: string }, options?: CallOptions) {
    return this.#audit.getEntityAccess(query, options);
  }

  /** {@inheritdoc AuditApi.verifyEventLog} */
  verifyEventLog(options?: CallOptions) {
    return this.#audit.verifyEventLog(options);
  }

  /** {@inheritdoc AuditApi.exportEventLog} */
  exportEventLog(query: { afterSeq?: number }, options?: CallOptions) {
    return this.#audit.exportEventLog(query, options);
  }

  /** {@inheritdoc ElevatedAccessApi.getHealth} */
  getHealth(options?: CallOptions) {
    return this.#http.call('GET', '/health', healthSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.explain} */
  explain(input: ExplainInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/explain',
      explanationSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicies} */
  listPolicies(query: Partial<ListPoliciesQuery>, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/policies${toQueryString(query)}`,
      policyPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getPolicy} */
  getPolicy(key: PolicyRef, options?: CallOptions) {
    return this.#http.call('GET', policyPath(key), policyViewSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicyVersions} */
  listPolicyVersions(
    key: PolicyRef,
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `${policyPath(key)}/versions${toQueryString(query)}`,
      policyVersionPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.createPolicy} */
  createPolicy(input: CreatePolicyInput, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/policies',
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.changePolicy} */
  changePolicy(
    key: PolicyRef,
    input: ChangePolicyInput,
    options?: CallOptions,
  ) {
    return this.#http.call(
      'POST',
      `${policyPath(key)}/changes`,
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicyChanges} */
  listPolicyChanges(options?: CallOptions) {
    return this.#http.call(
      'GET',
      '/policy-changes',
      pendingChangesSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.resolvePolicyChange} */
  resolvePolicyChange(
    id: string,
    input: ResolveChangeInput,
    options?: CallOptions,
  ) {
    return this.#http.call(
      'POST',
      `/policy-changes/${encodeURIComponent(id)}`,
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicySources} */
  listPolicySources(options?: CallOptions) {
    return this.#http.call(
      'GET',
      '/policy-sources',
      policySourcesSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.validatePolicy} */
  validatePolicy(input: ValidatePolicy, options?: CallOptions) {
    return this.#http.call(
      'POST',
      '/policies/validate',
      policyPreviewSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listLintFindings} */
  listLintFindings(query: Partial<ListLintQuery>, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/policies/lint${toQueryString(query)}`,
      lintReportSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getPolicyCoverage} */
  getPolicyCoverage(
    query: { kind: PolicyKind; names: string[] },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `/policies/coverage${toQueryString(query)}`,
      policyCoveragesSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getAccountReach} */
  getAccountReach(accountId: string, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/accounts/${encodeURIComponent(accountId)}/reach`,
      accountReachSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getSettings} */
  getSettings(options?: CallOptions) {
    return this.#http.call('GET', '/settings', settingsViewSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.changeSettings} */
  changeSettings(input: ChangeSettingsInput, options?: CallOptions) {
    return this.#http.call(
      'PUT',
      '/settings',
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listSettingsVersions} */
  listSettingsVersions(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `/settings/versions${toQueryString(query)}`,
      settingsVersionPageSchema,
      options,
    );
  }

  #act(id: string, action: string, input: unknown, options?: CallOptions) {
    return this.#http.call(
      'POST',
      `${requestPath(id)}/${action}`,
      accessRequestSchema,
      options,
      input,
    );
  }
}

function requestPath(id: string): string {
  return `/requests/${encodeURIComponent(id)}`;
}

function policyPath({ kind, name }: PolicyRef): string {
  return `/policies/${kind}/${encodeURIComponent(name)}`;
}
