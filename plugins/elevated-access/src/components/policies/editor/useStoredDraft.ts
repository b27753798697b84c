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

import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isObject, type Document } from './document';

const BUCKET = 'elevated-access';

/** What was being written, as it was when the page was left. */
export interface StoredDraft {
  document: Document;
  comment: string;
  /** The version that it changes; empty for a new policy. */
  version: string;
}

/** What is kept of a policy's earlier draft, and how it is changed. */
export interface DraftKeeping {
  /** It is not known yet whether there is one. */
  isReading: boolean;
  stored: StoredDraft | undefined;
  keep(draft: StoredDraft): void;
  forget(): void;
}

/**
 * Keeps what is being written across a reload or a session that ends, until it is
 * saved or put away.
 *
 * @param kind - of the policy, or what else is written
 * @param name - of the policy; empty for a new one, and for what there is once
 */
export function useStoredDraft(kind: string, name: string): DraftKeeping {
  const storage = useApi(storageApiRef);
  const key = `policyDraft-${kind}-${name || 'new'}`;
  const [first, setFirst] = useState(() =>
    storage.forBucket(BUCKET).snapshot<JsonObject>(key),
  );
  const isReading = first.presence === 'unknown';
  const stored = useMemo(() => toDraft(first.value), [first]);
  useEffect(() => {
    if (!isReading) {
      return undefined;
    }
    // A portal that keeps settings on its server knows them a moment later.
    const subscription = storage
      .forBucket(BUCKET)
      .observe$<JsonObject>(key)
      .subscribe(setFirst);
    return () => subscription.unsubscribe();
  }, [storage, key, isReading]);
  const keep = useCallback(
    ({ document, comment, version }: StoredDraft) => {
      storage
        .forBucket(BUCKET)
        .set(key, { document, comment, version })
        // What cannot be kept is still on the page.
        .catch(() => {});
    },
    [storage, key],
  );
  const forget = useCallback(() => {
    storage
      .forBucket(BUCKET)
      .remove(key)
      .catch(() => {});
  }, [storage, key]);
  return { isReading, stored, keep, forget };
}

function toDraft(value: unknown): StoredDraft | undefined {
  if (!isObject(value) || !isObject(value.document)) {
    return undefined;
  }
  const { document, comment, version } = value;
  return {
    document,
    comment: typeof comment === 'string' ? comment : '',
    version: typeof version === 'string' ? version : '',
  };
}
