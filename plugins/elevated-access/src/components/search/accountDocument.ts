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

import type { SearchDocument } from '@backstage/plugin-search-common';

/** The type under which accounts are indexed. */
export const ACCOUNT_DOCUMENT_TYPE = 'aws-account';

/** What is known of an account from the search index. */
export interface AccountDocument extends SearchDocument {
  accountId?: string;
  /** Where the account hangs, `Workloads/Prod` or the names one by one. */
  ouPath: string[];
}

/** Reads a document of the index, which may be older than this version. */
export function toAccountDocument(document: SearchDocument): AccountDocument {
  const members = new Map<string, unknown>(Object.entries(document));
  const accountId = members.get('accountId');
  return {
    ...document,
    accountId:
      typeof accountId === 'string' && /^\d{12}$/.test(accountId)
        ? accountId
        : undefined,
    ouPath: pathOf(members.get('ouPath')),
  };
}

function pathOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.split('/').filter(Boolean);
  }
  return Array.isArray(value)
    ? value.filter((part): part is string => typeof part === 'string')
    : [];
}
