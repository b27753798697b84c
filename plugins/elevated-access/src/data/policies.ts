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

import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQueries,
  useQuery,
} from '@tanstack/react-query';
import type {
  ExplainInput,
  LintRule,
  LintFinding,
  ListPoliciesQuery,
  PolicyCoverage,
  PolicyKind,
  PolicyRef,
  ValidatePolicy,
} from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';

/** Which policies to list. */
export type PolicyListQuery = Pick<
  Partial<ListPoliciesQuery>,
  'kind' | 'source' | 'search'
>;

/** Which findings to list. */
export interface LintListQuery {
  severity?: LintFinding['severity'];
  rule?: LintRule;
  policy?: string;
}

/** Keys of the query cache; all begin alike, since a change of one policy may change everything. */
export const policyKeys = {
  all: ['policies'],
  list: (query: PolicyListQuery) => ['policies', 'list', query],
  one: (key: PolicyRef) => ['policies', 'one', key.kind, key.name],
  versions: (key: PolicyRef) => ['policies', 'versions', key.kind, key.name],
  coverage: (kind: PolicyKind, names: string[]) => [
    'policies',
    'coverage',
    kind,
    names,
  ],
  changes: ['policies', 'changes'],
  sources: ['policies', 'sources'],
  preview: (input: ValidatePolicy | undefined) => [
    'policies',
    'preview',
    input,
  ],
  lint: (query: LintListQuery) => ['policies', 'lint', query],
  marks: ['policies', 'marks'],
  settings: ['policies', 'settings'],
  settingsVersions: ['policies', 'settings', 'versions'],
  explain: (input: ExplainInput | undefined) => ['policies', 'explain', input],
  reach: (accountId: string | undefined) => ['policies', 'reach', accountId],
};

const PAGE = 50;
const HISTORY_PAGE = 10;
/** Findings that are read for the marks beside policies, worst first. */
const MARKED = 200;
/** Files and lint change without anybody's click. */
const LOOK_AGAIN_MS = 60_000;

export function usePolicies(query: PolicyListQuery) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: policyKeys.list(query),
    queryFn: ({ signal, pageParam }) =>
      api.listPolicies(
        {
          ...query,
          cursor: pageParam,
          limit: PAGE,
          total: pageParam === undefined,
        },
        { signal },
      ),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function usePolicy(key: PolicyRef | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.one(key ?? { kind: 'eligibility', name: '' }),
    queryFn: ({ signal }) =>
      api.getPolicy(key ?? { kind: 'eligibility', name: '' }, { signal }),
    enabled: key !== undefined,
  });
}

export function usePolicyVersions(key: PolicyRef) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: policyKeys.versions(key),
    queryFn: ({ signal, pageParam }) =>
      api.listPolicyVersions(
        key,
        { cursor: pageParam, limit: HISTORY_PAGE },
        { signal },
      ),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
  });
}

/**
 * How much policies cover, by kind and name; one question for each group, so that
 * further pages do not ask again about those before them.
 */
export function useCoverage(
  groups: { kind: PolicyKind; names: string[] }[],
): ReadonlyMap<string, PolicyCoverage> {
  const api = useApi(elevatedAccessApiRef);
  return useQueries({
    queries: groups.map(({ kind, names }) => ({
      queryKey: policyKeys.coverage(kind, names),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getPolicyCoverage({ kind, names }, { signal }),
      enabled: names.length > 0,
      staleTime: LOOK_AGAIN_MS,
    })),
    combine: results =>
      new Map(
        results
          .flatMap(({ data }) => data?.items ?? [])
          .map((item): [string, PolicyCoverage] => [nameKey(item), item]),
      ),
  });
}

/** A policy's kind and name as one text. */
export function nameKey({ kind, name }: PolicyRef): string {
  return `${kind} ${name}`;
}

export function usePolicyChanges(options: { enabled?: boolean } = {}) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.changes,
    queryFn: ({ signal }) => api.listPolicyChanges({ signal }),
    enabled: options.enabled ?? true,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function usePolicySources() {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.sources,
    queryFn: ({ signal }) => api.listPolicySources({ signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** What a policy would mean if it were saved; nothing is asked without one. */
export function useLintFindings(query: LintListQuery) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: policyKeys.lint(query),
    queryFn: ({ signal, pageParam }) =>
      api.listLintFindings(
        {
          ...query,
          cursor: pageParam,
          limit: PAGE,
          total: pageParam === undefined,
        },
        { signal },
      ),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Findings by kind and name of the policy, for marks beside it. */
export function useLintMarks() {
  const api = useApi(elevatedAccessApiRef);
  const { data, isError, refetch } = useQuery({
    queryKey: policyKeys.marks,
    queryFn: ({ signal }) =>
      api.listLintFindings({ limit: MARKED }, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const marks = useMemo(() => {
    const byPolicy = new Map<string, LintFinding[]>();
    for (const finding of data?.items ?? []) {
      const key = nameKey(finding.policy);
      byPolicy.set(key, [...(byPolicy.get(key) ?? []), finding]);
    }
    return byPolicy;
  }, [data]);
  /** Without marks because of that, a policy is not known to be clean. */
  return { marks, isUnread: isError, refetch };
}

export function useSettings() {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.settings,
    queryFn: ({ signal }) => api.getSettings({ signal }),
  });
}

export function useSettingsVersions() {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: policyKeys.settingsVersions,
    queryFn: ({ signal, pageParam }) =>
      api.listSettingsVersions(
        { cursor: pageParam, limit: HISTORY_PAGE },
        { signal },
      ),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
  });
}

export function useExplanation(input: ExplainInput | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.explain(input),
    queryFn: ({ signal }) =>
      input
        ? api.explain(input, { signal })
        : Promise.reject(new Error('Nothing was asked')),
    enabled: input !== undefined,
  });
}

export function useReach(accountId: string | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.reach(accountId),
    queryFn: ({ signal }) => api.getAccountReach(accountId ?? '', { signal }),
    enabled: accountId !== undefined,
  });
}

function noCursor(): string | undefined {
  return undefined;
}
