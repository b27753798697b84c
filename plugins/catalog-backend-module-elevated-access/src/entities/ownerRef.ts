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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * The owner that a text means: a reference of a group or a user, in full, or a
 * group's name alone. Undefined when it can be neither.
 */
export function parseOwner(text: string): string | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(text.trim(), {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const owner = stringifyEntityRef({ kind, namespace, name });
    return ['group', 'user'].includes(kind.toLowerCase()) &&
      NAMESPACE.test(namespace.toLowerCase()) &&
      NAME.test(name)
      ? owner
      : undefined;
  } catch {
    return undefined;
  }
}
