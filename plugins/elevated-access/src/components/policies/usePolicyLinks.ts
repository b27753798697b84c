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
  PolicyKind,
  PolicyRef,
} from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { useLinks } from '../../useLinks';

/** Addresses of the pages about policies. */
export interface PolicyLinks {
  list(): string;
  one(key: PolicyRef): string;
  edit(key: PolicyRef): string;
  /** A new policy, begun as a copy of another one where that is given. */
  create(kind: PolicyKind, copyOf?: string): string;
  changes(): string;
  sources(): string;
  lint(policy?: string): string;
  explain(): string;
  reach(accountId?: string): string;
  settings(): string;
}

export function usePolicyLinks(): PolicyLinks {
  const root = useLinks().policies();
  return useMemo(() => {
    const one = ({ kind, name }: PolicyRef) =>
      `${root}/${kind}/${encodeURIComponent(name)}`;
    const withQuery = (path: string, name: string, value?: string) =>
      value === undefined
        ? `${root}/${path}`
        : `${root}/${path}?${new URLSearchParams({ [name]: value })}`;
    return {
      list: () => root,
      one,
      edit: key => `${one(key)}/edit`,
      create: (kind, copyOf) => withQuery(`new/${kind}`, 'copy', copyOf),
      changes: () => `${root}/changes`,
      sources: () => `${root}/sources`,
      lint: policy => withQuery('lint', 'policy', policy),
      explain: () => `${root}/explain`,
      reach: accountId => withQuery('reach', 'account', accountId),
      settings: () => `${root}/settings`,
    };
  }, [root]);
}
