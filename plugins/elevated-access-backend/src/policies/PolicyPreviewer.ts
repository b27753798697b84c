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
  elevatedAccessPolicyCreatePermission,
  elevatedAccessPolicyUpdatePermission,
  type PolicyPreview,
  type PolicyProblem,
  type ValidatePolicy,
} from 'backstage-plugin-elevated-access-common';
import type { Auditing } from '../audit/Auditing';
import type { Stores } from '../database/types';
import type { LintClaim } from '../domain/lint/types';
import type { LoadedSettings } from '../domain/policies';
import type { RequestCall } from '../requests/types';
import type { Administration } from './Administration';
import { auditedAction } from '../audit/auditedAction';
import { compareCoverage, CoverageReader, summarize } from './coverage';
import type { LintWorldReader } from './lint/LintWorldReader';
import { runLint } from './lint/runLint';
import { loadPolicies, loadSettings } from './loadPolicies';
import type { PolicyShelf, Shelf, ShelvedPolicy } from './PolicyShelf';
import { duplicatePolicies, readPolicy } from './readPolicy';
import type { Policies } from './types';

type Candidate = Pick<ShelvedPolicy, 'kind' | 'spec'>;

/**
 * What a policy would mean if it were saved: everything that is wrong with it by
 * itself, or else whom and what it covers now, and what lint would find. Changes
 * nothing and asks the catalog and the directory only, never AWS.
 */
export class PolicyPreviewer {
  readonly #stores: Pick<Stores, 'policies' | 'policySources' | 'settings'>;
  readonly #shelf: Pick<PolicyShelf, 'read'>;
  readonly #worlds: Pick<LintWorldReader, 'read'>;
  readonly #administration: Pick<Administration, 'requireAdministrator'>;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    stores: Pick<Stores, 'policies' | 'policySources' | 'settings'>;
    shelf: Pick<PolicyShelf, 'read'>;
    worlds: Pick<LintWorldReader, 'read'>;
    administration: Pick<Administration, 'requireAdministrator'>;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
    this.#worlds = options.worlds;
    this.#administration = options.administration;
    this.#auditing = options.auditing;
  }

  /**
   * @throws NotAllowedError with code `forbidden` for all but administrators
   * @throws ServiceUnavailableError when catalog or directory cannot be read
   */
  preview(input: ValidatePolicy, call: RequestCall): Promise<PolicyPreview> {
    return this.#auditing.onlyDenials(
      auditedAction('policy-validate', 'low', call, {}),
      async () => {
        await this.#administration.requireAdministrator(
          input.replaces === undefined
            ? elevatedAccessPolicyCreatePermission
            : elevatedAccessPolicyUpdatePermission,
          call,
        );
        return this.#preview(input);
      },
    );
  }

  async #preview({ policy, replaces }: ValidatePolicy): Promise<PolicyPreview> {
    const shelf = await this.#shelf.read(this.#stores);
    const settings = loadSettings(shelf.settings.settings);
    const reading = readPolicy(policy.kind, policy.spec, settings);
    if (!reading.ok) {
      return { problems: reading.problems };
    }
    const problems = takenName(reading.policy, replaces, shelf);
    if (problems.length > 0) {
      return { problems };
    }
    const source = { type: 'portal' as const, place: null };
    const { kind, spec } = reading.policy;
    const others = shelf.policies.filter(
      it =>
        it.enabled &&
        !(it.kind === kind && [replaces, spec.name].includes(it.spec.name)),
    );
    const loaded = loadPolicies(
      [...others, { ...reading.policy, source }],
      settings,
    );
    const saved = shelf.policies.find(
      it => it.kind === kind && it.spec.name === replaces,
    );
    const world = await this.#worldOf(loaded, saved, settings);
    const scope = { kind, name: spec.name };
    const claims = await runLint(world, { scope });
    const reader = new CoverageReader(world);
    const covered = reader.read(reading.policy);
    return {
      problems: [],
      covers: summarize(covered),
      ...(saved && { changes: compareCoverage(reader.read(saved), covered) }),
      findings: claims.map(present),
    };
  }

  /** With the people of the saved policy in it as well, but not the policy. */
  async #worldOf(
    loaded: Pick<Policies, 'eligibility' | 'approval'>,
    saved: ShelvedPolicy | undefined,
    settings: LoadedSettings,
  ) {
    const before = loadPolicies(saved ? [saved] : [], settings);
    const world = await this.#worlds.read({
      eligibility: [...loaded.eligibility, ...before.eligibility],
      approval: [...loaded.approval, ...before.approval],
    });
    return { ...world, ...loaded };
  }
}

/** A policy keeps the name that it has; every other one must be free. */
function takenName(
  { kind, spec }: Candidate,
  replaces: string | undefined,
  { policies }: Shelf,
): PolicyProblem[] {
  const taken = policies
    .filter(it => !(it.kind === kind && it.spec.name === replaces))
    .map(it => ({
      kind: it.kind,
      name: it.spec.name,
      place: it.source.place ?? 'the portal',
    }));
  const wanted = { kind, name: spec.name, place: 'the portal' };
  return duplicatePolicies([wanted], taken).map(({ reason, example }) => ({
    path: ['name'],
    reason,
    example,
  }));
}

function present({ rule, severity, path, reason, remedy }: LintClaim) {
  return { rule, severity, path, reason, remedy };
}
