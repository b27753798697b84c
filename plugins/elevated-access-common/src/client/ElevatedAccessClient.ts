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

import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
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
  type RequestStatus,
  type RequestView,
  type RevokeAllInput,
} from '../schema/requests';
import { meSchema, requestablePageSchema } from '../schema/directory';
import { driftSchema, type DriftKind } from '../schema/drift';
import { eventLogVerificationSchema } from '../schema/events';
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
} from '../schema/policyAdministration';
import type {
  CallOptions,
  ElevatedAccessApi,
  PolicyRef,
} from './ElevatedAccessApi';

const PLUGIN_ID = 'elevated-access';

/**
 * The client of the plugin's HTTP API, for portals, other backends and scripts.
 * Responses are checked against the published schemas.
 *
 * @public
 */
export class ElevatedAccessClient implements ElevatedAccessApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritdoc ElevatedAccessApi.getMe} */
  getMe(options?: CallOptions) {
    return this.#call('GET', '/me', meSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.listRequestable} */
  listRequestable(
    query: { search?: string; cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#call(
      'GET',
      `/requestable${toQueryString(query)}`,
      requestablePageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.preflight} */
  preflight(input: CreateRequestInput, options?: CallOptions) {
    return this.#call(
      'POST',
      '/preflight',
      preflightResponseSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.createRequests} */
  createRequests(input: CreateRequestInput, options?: CallOptions) {
    return this.#call(
      'POST',
      '/requests',
      createdRequestsSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listRequests} */
  listRequests(
    query: {
      view?: RequestView;
      status?: RequestStatus[];
      accountId?: string;
      cursor?: string;
      limit?: number;
    },
    options?: CallOptions,
  ) {
    const { status, ...rest } = query;
    return this.#call(
      'GET',
      `/requests${toQueryString({ ...rest, status: status?.join(',') })}`,
      accessRequestPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getRequest} */
  getRequest(id: string, options?: CallOptions) {
    return this.#call('GET', requestPath(id), accessRequestSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.listRequestEvents} */
  listRequestEvents(id: string, options?: CallOptions) {
    return this.#call(
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
    return this.#call('POST', '/revocations', revokedSchema, options, input);
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
    const { kind, ...rest } = query;
    return this.#call(
      'GET',
      `/drift${toQueryString({ ...rest, kind: kind?.join(',') })}`,
      driftSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.verifyEventLog} */
  verifyEventLog(options?: CallOptions) {
    return this.#call(
      'GET',
      '/events/verification',
      eventLogVerificationSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getHealth} */
  getHealth(options?: CallOptions) {
    return this.#call('GET', '/health', healthSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.explain} */
  explain(input: ExplainInput, options?: CallOptions) {
    return this.#call('POST', '/explain', explanationSchema, options, input);
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicies} */
  listPolicies(query: Partial<ListPoliciesQuery>, options?: CallOptions) {
    return this.#call(
      'GET',
      `/policies${toQueryString(query)}`,
      policyPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getPolicy} */
  getPolicy(key: PolicyRef, options?: CallOptions) {
    return this.#call('GET', policyPath(key), policyViewSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicyVersions} */
  listPolicyVersions(
    key: PolicyRef,
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#call(
      'GET',
      `${policyPath(key)}/versions${toQueryString(query)}`,
      policyVersionPageSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.createPolicy} */
  createPolicy(input: CreatePolicyInput, options?: CallOptions) {
    return this.#call('POST', '/policies', changeOutcomeSchema, options, input);
  }

  /** {@inheritdoc ElevatedAccessApi.changePolicy} */
  changePolicy(
    key: PolicyRef,
    input: ChangePolicyInput,
    options?: CallOptions,
  ) {
    return this.#call(
      'POST',
      `${policyPath(key)}/changes`,
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicyChanges} */
  listPolicyChanges(options?: CallOptions) {
    return this.#call('GET', '/policy-changes', pendingChangesSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.resolvePolicyChange} */
  resolvePolicyChange(
    id: string,
    input: ResolveChangeInput,
    options?: CallOptions,
  ) {
    return this.#call(
      'POST',
      `/policy-changes/${encodeURIComponent(id)}`,
      changeOutcomeSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listPolicySources} */
  listPolicySources(options?: CallOptions) {
    return this.#call('GET', '/policy-sources', policySourcesSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.validatePolicy} */
  validatePolicy(input: ValidatePolicy, options?: CallOptions) {
    return this.#call(
      'POST',
      '/policies/validate',
      policyPreviewSchema,
      options,
      input,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.listLintFindings} */
  listLintFindings(query: Partial<ListLintQuery>, options?: CallOptions) {
    return this.#call(
      'GET',
      `/policies/lint${toQueryString(query)}`,
      lintReportSchema,
      options,
    );
  }

  /** {@inheritdoc ElevatedAccessApi.getSettings} */
  getSettings(options?: CallOptions) {
    return this.#call('GET', '/settings', settingsViewSchema, options);
  }

  /** {@inheritdoc ElevatedAccessApi.changeSettings} */
  changeSettings(input: ChangeSettingsInput, options?: CallOptions) {
    return this.#call('PUT', '/settings', changeOutcomeSchema, options, input);
  }

  /** {@inheritdoc ElevatedAccessApi.listSettingsVersions} */
  listSettingsVersions(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#call(
      'GET',
      `/settings/versions${toQueryString(query)}`,
      settingsVersionPageSchema,
      options,
    );
  }

  #act(id: string, action: string, input: unknown, options?: CallOptions) {
    return this.#call(
      'POST',
      `${requestPath(id)}/${action}`,
      accessRequestSchema,
      options,
      input,
    );
  }

  async #call<T extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    schema: T,
    options: CallOptions = {},
    body?: unknown,
  ): Promise<z.infer<T>> {
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method,
      signal: options.signal,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}

function requestPath(id: string): string {
  return `/requests/${encodeURIComponent(id)}`;
}

function policyPath({ kind, name }: PolicyRef): string {
  return `/policies/${kind}/${encodeURIComponent(name)}`;
}

function toQueryString(
  query: Record<string, string | number | boolean | undefined>,
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
