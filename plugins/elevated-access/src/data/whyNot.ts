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
import { useQuery } from '@tanstack/react-query';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { useRequestable, useRequestList } from './queries';

/** A permission set that the reader has met before. */
export interface KnownPermissionSet {
  arn: string;
  name: string;
}

/** What cannot be asked for, and is asked about. */
export interface WhyNotQuestion {
  accountId: string;
  permissionSetArn: string;
}

const LOOKED_AT = 100;

/** Short, so that the length is not what is in the way. */
const DURATION = 'PT15M';

/** Why the reader may not ask for something; about nothing, nothing is asked. */
export function useWhyNot(question: WhyNotQuestion | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: ['why-not', question],
    queryFn: ({ signal }) =>
      question
        ? api.explain({ ...question, duration: DURATION }, { signal })
        : Promise.resolve(null),
    enabled: question !== undefined,
  });
}

/** The permission sets that the reader may ask for somewhere, or once did. */
export function useKnownPermissionSets(): KnownPermissionSet[] {
  const offered = useRequestable('', { limit: LOOKED_AT });
  const asked = useRequestList({ view: 'mine', limit: LOOKED_AT });
  const byArn = new Map(
    [
      ...(asked.data?.pages ?? []).flatMap(page => page.items),
      ...(offered.data?.pages ?? []).flatMap(page => page.items),
    ].map(({ permissionSet: { arn, name } }) => [arn, { arn, name }]),
  );
  return [...byArn.values()].sort((a, b) => a.name.localeCompare(b.name));
}
