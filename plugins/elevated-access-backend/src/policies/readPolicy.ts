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
  approvalPolicySchema,
  eligibilityPolicySchema,
  type PolicyKind,
  type PolicyProblem,
  type PolicySpec,
} from 'backstage-plugin-elevated-access-common';
import { parseConfig } from '../configProblems';
import type { WrittenPolicy } from '../database/policyTypes';
import type { LoadedSettings } from '../domain/policies';
import { checkApprovalPolicy, checkEligibilityPolicy } from './checks';

/** A policy, or everything that is wrong with it by itself; paths begin at the policy. */
export type PolicyReading =
  | { ok: true; policy: PolicySpec }
  | { ok: false; problems: PolicyProblem[] };

/**
 * Reads one policy as somebody wrote it: first its shape, then its sense. Names
 * that others have are a matter of the whole set; see `duplicatePolicies`.
 */
export function readPolicy(
  kind: PolicyKind,
  written: unknown,
  settings: LoadedSettings,
): PolicyReading {
  return kind === 'eligibility'
    ? readEligibilityPolicy(written, settings)
    : readApprovalPolicy(written);
}

function readEligibilityPolicy(
  written: unknown,
  settings: LoadedSettings,
): PolicyReading {
  const parsed = parseConfig(eligibilityPolicySchema, written, []);
  if (!parsed.ok) {
    return { ok: false, problems: parsed.problems.map(toProblem) };
  }
  const problems = checkEligibilityPolicy(parsed.data, settings, []);
  return problems.length > 0
    ? { ok: false, problems: problems.map(toProblem) }
    : { ok: true, policy: { kind: 'eligibility', spec: parsed.data } };
}

function readApprovalPolicy(written: unknown): PolicyReading {
  const parsed = parseConfig(approvalPolicySchema, written, []);
  if (!parsed.ok) {
    return { ok: false, problems: parsed.problems.map(toProblem) };
  }
  const problems = checkApprovalPolicy(parsed.data, []);
  return problems.length > 0
    ? { ok: false, problems: problems.map(toProblem) }
    : { ok: true, policy: { kind: 'approval', spec: parsed.data } };
}

/** A name that is taken, and where. */
export interface NamedPolicy {
  kind: PolicyKind;
  name: string;
  /** In words: a file and line, a key of the config, `the portal`. */
  place: string;
}

/** What `duplicatePolicies` compares of a written policy. */
export function nameOf({ kind, spec, source }: WrittenPolicy): NamedPolicy {
  return { kind, name: spec.name, place: source.place ?? 'the portal' };
}

/**
 * The policies whose name another one of the same kind has, in the order given;
 * the first of them keeps it.
 *
 * @param taken - names that others have already
 */
export function duplicatePolicies<T extends NamedPolicy>(
  policies: readonly T[],
  taken: readonly NamedPolicy[] = [],
): { policy: T; reason: string; example: string }[] {
  const places = new Map(taken.map(it => [keyOf(it), it.place]));
  return policies.flatMap(policy => {
    const place = places.get(keyOf(policy));
    if (place === undefined) {
      places.set(keyOf(policy), policy.place);
      return [];
    }
    return [
      {
        policy,
        reason: `must differ from that of the ${policy.kind} policy at ${place}, which is ${policy.name} as well`,
        example: `${policy.name}-2`,
      },
    ];
  });
}

/**
 * Everything that is wrong with a whole set of policies, each with its place in
 * `file`: what each says by itself, and names that occur twice.
 */
export function checkWrittenPolicies(
  written: readonly WrittenPolicy[],
  settings: LoadedSettings,
): PolicyProblem[] {
  const at = (place: string | null) => (place === null ? {} : { file: place });
  return [
    ...written.flatMap(({ kind, spec, source }) => {
      const reading = readPolicy(kind, spec, settings);
      return reading.ok
        ? []
        : reading.problems.map(it => ({ ...at(source.place), ...it }));
    }),
    ...duplicatePolicies(written.map(nameOf)).map(
      ({ policy, reason, example }) => ({
        ...at(policy.place),
        path: ['name'],
        reason,
        example,
      }),
    ),
  ];
}

function keyOf({ kind, name }: NamedPolicy): string {
  return `${kind} ${name}`;
}

function toProblem({
  path,
  reason,
  example,
}: {
  path: readonly (string | number)[];
  reason: string;
  example?: string;
}): PolicyProblem {
  return {
    path: [...path],
    reason,
    ...(example === undefined ? {} : { example }),
  };
}
