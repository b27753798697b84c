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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  accountIdsOf,
  type EntityAccess,
} from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { AccountOwners } from './AccountOwners';

/** Related entities that are looked at in one step; a system of thousands is no list of accounts. */
const MOST_RELATED = 200;

const FIELDS = ['kind', 'metadata', 'spec.owner', 'spec.type', 'relations'];

/** An account that an entity has to do with. */
export interface AccountBehind {
  accountId: string;
  because: EntityAccess['items'][number]['because'];
}

/**
 * The accounts behind an entity: those that its annotation names; else those that
 * what it depends on, or the system that it is part of, lies in; else those that
 * belong to whom it belongs to.
 *
 * The catalog is asked as whoever asks: of entities that they may not see, they
 * learn nothing here either.
 */
export class EntityAccounts {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    owners: Pick<AccountOwners, 'snapshot'>;
  }) {
    this.#catalog = options.catalog;
    this.#owners = options.owners;
  }

  /**
   * The likeliest first, each once.
   *
   * @throws NotFoundError with code `unknown-entity` also for an entity that the caller may not see
   * @throws ServiceUnavailableError with code `catalog-unavailable`
   */
  async behind(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<AccountBehind[]> {
    const [entity] = await this.#load([normalizeRef(entityRef)], credentials);
    if (!entity) {
      throw problem('not-found', {
        code: 'unknown-entity',
        field: 'entityRef',
        reason: `The catalog has no ${entityRef} that you may see.`,
        remedy:
          'Check the reference; names and kinds are those of the catalog.',
      });
    }
    const named = accountsIn(entity).map(accountId => ({
      accountId,
      because: 'annotation' as const,
    }));
    const related = (await this.#around(entity, credentials))
      .flatMap(accountsIn)
      .map(accountId => ({ accountId, because: 'relation' as const }));
    const found = [...named, ...related];
    return eachOnce(found.length > 0 ? found : await this.#ofSameOwner(entity));
  }

  /** What the entity depends on, what it is part of, and what these are made of. */
  async #around(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const near = await this.#load(
      targets(entity, [
        RELATION_DEPENDS_ON,
        RELATION_PART_OF,
        RELATION_HAS_PART,
      ]),
      credentials,
    );
    const systems = new Set(targets(entity, [RELATION_PART_OF]));
    const known = new Set([entity, ...near].map(refOf));
    const further = near
      .flatMap(it => [
        ...targets(it, [RELATION_DEPENDS_ON]),
        // Of a system its resources; its other components have accounts of their own.
        ...(systems.has(refOf(it)) ? targets(it, [RELATION_HAS_PART]) : []),
      ])
      .filter(ref => ref.startsWith('resource:') && !known.has(ref));
    return [...near, ...(await this.#load(further, credentials))];
  }

  async #ofSameOwner(entity: Entity): Promise<AccountBehind[]> {
    const owners = new Set(
      /^(user|group)$/i.test(entity.kind)
        ? [refOf(entity)]
        : targets(entity, [RELATION_OWNED_BY]),
    );
    if (owners.size === 0) {
      return [];
    }
    return [...(await this.#owners.snapshot())]
      .filter(([, refs]) => refs.some(ref => owners.has(ref)))
      .map(([accountId]) => ({ accountId, because: 'owner' as const }));
  }

  async #load(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const entityRefs = [...new Set(refs)].slice(0, MOST_RELATED);
    if (entityRefs.length === 0) {
      return [];
    }
    try {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      );
      return items.flatMap(item => item ?? []);
    } catch (error) {
      throw problem('unavailable', {
        code: 'catalog-unavailable',
        reason: `The catalog could not be asked what this runs in: ${
          toError(error).message
        }`,
        remedy: 'Try again in a minute.',
      });
    }
  }
}

function accountsIn({ metadata }: Entity): string[] {
  return accountIdsOf(metadata.annotations);
}

function targets(entity: Entity, types: readonly string[]): string[] {
  return types.flatMap(type =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => normalizeRef(targetRef)),
  );
}

function refOf(entity: Entity): string {
  return normalizeRef(stringifyEntityRef(entity));
}

function eachOnce(accounts: readonly AccountBehind[]): AccountBehind[] {
  const seen = new Set<string>();
  return accounts.filter(
    ({ accountId }) => !seen.has(accountId) && seen.add(accountId),
  );
}
