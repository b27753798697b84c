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

import type { ConfigApi } from '@backstage/frontend-plugin-api';

export interface DemoPerson {
  /** The entity reference of the catalog user. */
  user: string;
  name: string;
  role: string;
  canTry: string;
}

/** The people of `auth.providers.demo`, none when it is not enabled. */
export function readDemoPeople(config: ConfigApi): DemoPerson[] {
  const demo = config.getOptionalConfig('auth.providers.demo');
  if (demo?.getOptionalBoolean('enabled') !== true) {
    return [];
  }
  return (demo.getOptionalConfigArray('people') ?? []).map(person => ({
    user: person.getString('user'),
    name: person.getString('name'),
    role: person.getString('role'),
    canTry: person.getString('canTry'),
  }));
}
