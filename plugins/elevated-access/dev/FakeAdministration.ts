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
  policySpecSchema,
  settingsSchema,
  type ChangeOutcome,
  type ChangePolicyInput,
  type ChangeSettingsInput,
  type CreatePolicyInput,
  type ElevatedAccessApi,
  type ExplainInput,
  type ListLintQuery,
  type ListPoliciesQuery,
  type PolicyKind,
  type PolicyRef,
  type PolicyView,
  type ResolveChangeInput,
  type SettingsView,
  type ValidatePolicy,
} from 'backstage-plugin-elevated-access-common';
import {
  aChange,
  anExplanation,
  aSettingsView,
  aVersion,
} from '../src/__testUtils__/policyBuilders';
import { explanationOf } from './explain';
import {
  coverageOf,
  previewOf,
  reachOf,
  sampleFindings,
  samplePolicies,
} from './policies';
import { refusal } from './refusal';

const APPLIED: ChangeOutcome = { outcome: 'applied', changeId: null };

/** The part of the backend that is for administrators and auditors, in memory. */
export class FakeAdministration
  implements
    Pick<
      ElevatedAccessApi,
      | 'listPolicies'
      | 'getPolicy'
      | 'listPolicyVersions'
      | 'createPolicy'
      | 'changePolicy'
      | 'listPolicyChanges'
      | 'resolvePolicyChange'
      | 'listPolicySources'
      | 'validatePolicy'
      | 'listLintFindings'
      | 'getPolicyCoverage'
      | 'getAccountReach'
      | 'explain'
      | 'getSettings'
      | 'changeSettings'
      | 'listSettingsVersions'
    >
{
  #policies = samplePolicies();
  #changes = [aChange()];
  #settings: SettingsView = aSettingsView({ fixed: ['maximumDuration'] });
  #saved = 0;

  async listPolicies(query: Partial<ListPoliciesQuery>) {
    const words = (query.search ?? '').toLowerCase().split(/\s+/);
    const items = this.#policies.filter(policy => {
      const text = JSON.stringify(policy.spec).toLowerCase();
      return (
        (!query.kind || policy.kind === query.kind) &&
        (!query.source || policy.source.type === query.source) &&
        words.every(word => text.includes(word))
      );
    });
    return { items, total: items.length };
  }

  async getPolicy(key: PolicyRef) {
    const found = this.#policies.find(policy => isSame(policy, key));
    if (!found) {
      throw await refusal(404, {
        code: 'unknown-policy',
        message: `There is no policy ${key.name}.`,
        remedy: 'Look at the list of policies.',
      });
    }
    return found;
  }

  async listPolicyVersions() {
    return {
      items: [
        aVersion(),
        aVersion({ number: 1, action: 'create', comment: 'OPS-1', diff: [] }),
      ],
    };
  }

  async createPolicy({ policy }: CreatePolicyInput) {
    const { kind, spec } = policySpecSchema.parse(policy);
    this.#policies = [
      ...this.#policies,
      {
        ...samplePolicies()[0],
        kind,
        spec,
        name: spec.name,
        version: this.#nextVersion(),
      },
    ];
    return APPLIED;
  }

  async changePolicy(key: PolicyRef, input: ChangePolicyInput) {
    if (input.action === 'delete') {
      this.#policies = this.#policies.filter(it => !isSame(it, key));
      return APPLIED;
    }
    const changed: Partial<PolicyView> =
      input.action === 'edit'
        ? { spec: policySpecSchema.parse(input.policy).spec }
        : { enabled: input.action === 'enable' };
    this.#policies = this.#policies.map(policy =>
      isSame(policy, key)
        ? { ...policy, ...changed, version: this.#nextVersion() }
        : policy,
    );
    return APPLIED;
  }

  async listPolicyChanges() {
    return { items: this.#changes };
  }

  async resolvePolicyChange(
    id: string,
    { verdict }: ResolveChangeInput,
  ): Promise<ChangeOutcome> {
    this.#changes = this.#changes.filter(change => change.id !== id);
    this.#policies = this.#policies.map(policy => ({
      ...policy,
      pendingChangeId: null,
    }));
    return {
      outcome: verdict === 'confirm' ? 'applied' : 'discarded',
      changeId: id,
    };
  }

  async listPolicySources() {
    const now = new Date().toISOString();
    return {
      items: [
        {
          source: {
            type: 'file' as const,
            place: '../../policies/payments.yaml',
          },
          policies: 1,
          readAt: now,
          attemptedAt: now,
          problems: [
            {
              file: 'payments.yaml',
              line: 14,
              column: 1,
              path: ['maxDuration'],
              reason: 'must be an ISO 8601 duration',
              example: 'PT1H30M',
            },
          ],
        },
      ],
    };
  }

  async validatePolicy(input: ValidatePolicy) {
    return previewOf(input);
  }

  async listLintFindings(query: Partial<ListLintQuery>) {
    const items = sampleFindings.filter(
      ({ severity, rule, policy }) =>
        (!query.severity || query.severity === severity) &&
        (!query.rule || query.rule === rule) &&
        (!query.policy || query.policy === policy.name),
    );
    return {
      checkedAt: new Date().toISOString(),
      items,
      total: items.length,
    };
  }

  async getPolicyCoverage({
    kind,
    names,
  }: {
    kind: PolicyKind;
    names: string[];
  }) {
    return { items: names.map(name => coverageOf({ kind, name })) };
  }

  async getAccountReach(accountId: string) {
    return reachOf(accountId);
  }

  async explain(input: ExplainInput) {
    const answer = explanationOf(input);
    const { account, permissionSet } = answer;
    return answer.outcome === 'permitted'
      ? { ...anExplanation(), account, permissionSet }
      : answer;
  }

  async getSettings() {
    return this.#settings;
  }

  async changeSettings({ settings }: ChangeSettingsInput) {
    this.#settings = {
      ...aSettingsView({ fixed: this.#settings.fixed }),
      settings: settingsSchema.parse(settings),
      version: this.#nextVersion(),
    };
    return APPLIED;
  }

  async listSettingsVersions() {
    return { items: [] };
  }

  #nextVersion(): string {
    this.#saved += 1;
    return String(this.#saved).padStart(12, '0');
  }
}

function isSame(policy: PolicyRef, key: PolicyRef): boolean {
  return policy.kind === key.kind && policy.name === key.name;
}
