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
  settingsSchema,
  type ElevatedAccessApi,
  type SettingsView,
} from 'backstage-plugin-elevated-access-common';
import { refusal } from './refusal';

/**
 * The part of the backend that is for administrators and auditors, as a
 * responder meets it: everybody may read the settings, and that is all.
 */
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
      | 'explain'
      | 'getSettings'
      | 'changeSettings'
      | 'listSettingsVersions'
    >
{
  readonly explain = denied;
  readonly listPolicies = denied;
  readonly getPolicy = denied;
  readonly listPolicyVersions = denied;
  readonly createPolicy = denied;
  readonly changePolicy = denied;
  readonly listPolicyChanges = denied;
  readonly resolvePolicyChange = denied;
  readonly listPolicySources = denied;
  readonly validatePolicy = denied;
  readonly listLintFindings = denied;
  readonly changeSettings = denied;
  readonly listSettingsVersions = denied;

  async getSettings(): Promise<SettingsView> {
    return {
      settings: settingsSchema.parse({}),
      fixed: [],
      version: '000000000000',
      changedAt: null,
      changedBy: null,
      pendingChangeId: null,
    };
  }
}

async function denied(): Promise<never> {
  throw await refusal(403, {
    code: 'forbidden',
    message: 'Only administrators and auditors may do this.',
    remedy: 'Ask an administrator of the portal.',
  });
}
