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

import { parseOwner } from './ownerRef';

/** Who owns one account, or all accounts below an organizational unit. */
export type OwnerRule =
  | { account: string; owner: string }
  /** Id of the organizational unit, or its path from the root: `/Workloads/Prod`. */
  | { ou: string; owner: string };

/** Where something hangs in the organization. */
export interface Place {
  /** The root included. */
  ouIds: readonly string[];
  /** The root not included. */
  ouPath: readonly string[];
}

type Tags = Readonly<Record<string, string>>;

/**
 * Finds owners. What is said of the thing itself is nearer than what is said of
 * the organizational units above it, of which the lowest is the nearest.
 */
export class Owners {
  readonly #tagKey: string;
  readonly #byAccount: ReadonlyMap<string, string>;
  readonly #byUnit: ReadonlyMap<string, string>;
  readonly #fallback: string;
  readonly #onInvalidTag: (value: string) => void;

  constructor(options: {
    /** The key of the tag that names an owner. */
    tagKey: string;
    rules: readonly OwnerRule[];
    /** Owner of what has no other. */
    fallback: string;
    /** Told of each tag value that cannot be an owner. */
    onInvalidTag(value: string): void;
  }) {
    this.#tagKey = options.tagKey;
    this.#byAccount = new Map(
      options.rules.flatMap(rule =>
        'account' in rule ? [[rule.account, rule.owner]] : [],
      ),
    );
    this.#byUnit = new Map(
      options.rules.flatMap(rule =>
        'ou' in rule ? [[rule.ou, rule.owner]] : [],
      ),
    );
    this.#fallback = options.fallback;
    this.#onInvalidTag = options.onInvalidTag;
  }

  ofAccount(account: Place & { id: string; tags: Tags }): string {
    return (
      this.#byAccount.get(account.id) ??
      this.#tagged(account.tags) ??
      this.ofUnit(account)
    );
  }

  /** The owner of the lowest organizational unit of a place. */
  ofUnit({ ouIds, ouPath }: Place): string {
    for (let depth = ouPath.length; depth >= 0; depth--) {
      const owner =
        this.#byUnit.get(ouIds[depth] ?? '') ??
        this.#byUnit.get(pathOf(ouPath.slice(0, depth)));
      if (owner) {
        return owner;
      }
    }
    return this.#fallback;
  }

  ofPermissionSet({ tags }: { tags: Tags }): string {
    return this.#tagged(tags) ?? this.#fallback;
  }

  #tagged(tags: Tags): string | undefined {
    const value = tags[this.#tagKey]?.trim();
    if (!value) {
      return undefined;
    }
    const owner = parseOwner(value);
    if (!owner) {
      this.#onInvalidTag(value);
    }
    return owner;
  }
}

/** A place by the names of its organizational units, as policies write it. */
export function pathOf(ouPath: readonly string[]): string {
  return `/${ouPath.join('/')}`;
}
