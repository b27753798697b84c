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

import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogView } from '../provider/CatalogView';

/** A catalog that shows at once what a provider sends, and counts what it was sent. */
export class MemoryCatalog implements EntityProviderConnection {
  readonly mutations: EntityProviderMutation[] = [];
  /** From elsewhere. */
  readonly others: Entity[] = [];
  readonly #provided = new Map<string, Entity>();
  #broken = false;
  #stored: 'half' | 'all' | undefined;

  setBroken(broken: boolean): void {
    this.#broken = broken;
  }

  /** The next mutation fails when so much of it is stored already. */
  failOnceBehind(stored: 'half' | 'all'): void {
    this.#stored = stored;
  }

  /** As a person does it on the entity's page. */
  delete(ref: string): void {
    this.#provided.delete(ref);
  }

  get refs(): string[] {
    return [...this.#provided.keys()].sort();
  }

  get(ref: string): Entity | undefined {
    return this.#provided.get(ref);
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.#broken) {
      throw new Error('the database is gone');
    }
    this.mutations.push(mutation);
    const removed =
      mutation.type === 'full'
        ? this.refs
        : mutation.removed.map(it =>
            'entityRef' in it ? it.entityRef : stringifyEntityRef(it.entity),
          );
    const stored = this.#stored;
    this.#stored = undefined;
    const part = <T>(items: readonly T[]) =>
      stored === 'half' ? items.slice(0, items.length / 2) : items;
    part(removed).forEach(ref => this.#provided.delete(ref));
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    part(added).forEach(({ entity }) =>
      this.#provided.set(stringifyEntityRef(entity), entity),
    );
    if (stored) {
      throw new Error('the connection was lost');
    }
  }

  async refresh(): Promise<void> {}

  /** How many entities the last mutation added and removed. */
  get last(): { type: string; added: number; removed: number } | undefined {
    const mutation = this.mutations.at(-1);
    return (
      mutation &&
      (mutation.type === 'full'
        ? { type: 'full', added: mutation.entities.length, removed: 0 }
        : {
            type: 'delta',
            added: mutation.added.length,
            removed: mutation.removed.length,
          })
    );
  }

  get view() {
    return {
      read: () =>
        new CatalogView({
          catalog: catalogServiceMock({
            entities: [...this.#provided.values(), ...this.others],
          }),
          auth: mockServices.auth({ pluginId: 'catalog' }),
        }).read(),
    };
  }
}
