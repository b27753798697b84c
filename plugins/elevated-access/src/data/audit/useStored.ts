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
import type { JsonValue } from '@backstage/types';
import { useEffect, useState } from 'react';

const BUCKET = 'elevated-access';

/**
 * A setting of the reader, kept by the portal. `read` makes sense of what is
 * kept, which an older version may have written.
 */
export function useStored<T extends JsonValue>(
  name: string,
  read: (kept: unknown) => T,
): [T, (value: T) => void] {
  const storage = useApi(storageApiRef);
  const [kept, setKept] = useState<unknown>(
    () => storage.forBucket(BUCKET).snapshot(name).value,
  );
  useEffect(() => {
    const bucket = storage.forBucket(BUCKET);
    // A portal that keeps settings on its server knows them a moment later.
    setKept(bucket.snapshot(name).value);
    const subscription = bucket.observe$(name).subscribe(({ value }) => {
      setKept(value);
    });
    return () => subscription.unsubscribe();
  }, [storage, name]);
  const keep = (value: T) => {
    setKept(value);
    storage
      .forBucket(BUCKET)
      .set(name, value)
      // What cannot be kept lasts until the page is left.
      .catch(() => {});
  };
  return [read(kept), keep];
}
