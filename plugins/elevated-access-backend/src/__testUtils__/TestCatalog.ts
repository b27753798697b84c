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
import type { EntityFilterQuery } from '@backstage/catalog-client';
import {
  type Entity,
  type EntityRelation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  catalogAnnotations,
  catalogResourceTypes,
} from 'backstage-plugin-elevated-access-common';

/**
 * A catalog of users, groups and accounts that tests change while the backend runs. It
 * answers as the real one does: relations in both directions.
 */
export class TestCatalog {
  readonly #users = new Map<string, Entity>();
  readonly #parents = new Map<string, string | undefined>();
  readonly #memberships = new Map<string, Set<string>>();
  readonly #accounts = new Map<string, string>();
  readonly #others = new Map<
    string,
    { entity: Entity; hiddenFrom: readonly string[] }
  >();
  #broken = false;

  addGroup(name: string, parent?: string): void {
    this.#parents.set(name, parent);
  }

  addUser(
    name: string,
    groups: readonly string[],
    overrides: {
      displayName?: string;
      email?: string;
      annotations?: Record<string, string>;
    } = {},
  ): void {
    this.#users.set(name, {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name, annotations: overrides.annotations },
      spec: {
        profile: {
          displayName: overrides.displayName ?? name,
          ...(overrides.email ? { email: overrides.email } : {}),
        },
      },
    });
    this.#memberships.set(name, new Set(groups));
  }

  /** An AWS account that belongs to a user or group, by ref; the last call for an id holds. */
  setAccountOwner(accountId: string, ownerRef: string): void {
    this.#accounts.set(accountId, ownerRef);
  }

  /** Anything else that there is, by ref; some people, by ref, may not see it. */
  addEntity(entity: Entity, hiddenFrom: readonly string[] = []): void {
    this.#others.set(stringifyEntityRef(entity), { entity, hiddenFrom });
  }

  /** Names the manager of a user by the annotation; nobody where it is undefined. */
  setManager(user: string, managerRef: string | undefined): void {
    const entity = this.#users.get(user);
    if (entity) {
      const { 'elevated-access.io/manager': _, ...annotations } =
        entity.metadata.annotations ?? {};
      entity.metadata.annotations = managerRef
        ? { ...annotations, 'elevated-access.io/manager': managerRef }
        : annotations;
    }
  }

  removeGroup(name: string): void {
    this.#parents.delete(name);
  }

  join(user: string, group: string): void {
    this.#memberships.get(user)?.add(group);
  }

  leave(user: string, group: string): void {
    this.#memberships.get(user)?.delete(group);
  }

  removeUser(name: string): void {
    this.#users.delete(name);
    this.#memberships.delete(name);
  }

  /** Makes the catalog refuse to answer, or answer again. */
  setBroken(broken: boolean): void {
    this.#broken = broken;
  }

  service() {
    return catalogServiceMock.mock({
      getEntitiesByRefs: async ({ entityRefs }, options) => {
        this.#requireWorking();
        const viewer =
          options && 'credentials' in options
            ? userOf(options.credentials)
            : undefined;
        return { items: entityRefs.map(ref => this.#entity(ref, viewer)) };
      },
      getEntities: async request => {
        this.#requireWorking();
        const { kind, ...wanted } = [request?.filter].flat()[0] ?? {};
        if (kind === 'User') {
          return { items: this.#usersWith(wanted) };
        }
        const id = wantedAccount(request?.filter);
        return { items: this.#accountEntities().filter(it => isOf(it, id)) };
      },
      streamEntities: request => this.#stream(wantedAccount(request?.filter)),
    });
  }

  async *#stream(accountId: string | undefined) {
    this.#requireWorking();
    yield this.#accountEntities().filter(it => isOf(it, accountId));
  }

  /** Users of whom every annotation asked for has one of the values, as the catalog compares them. */
  #usersWith(wanted: Readonly<Record<string, unknown>>): Entity[] {
    return [...this.#users.values()].filter(({ metadata }) =>
      Object.entries(wanted).every(([key, values]) => {
        const value =
          metadata.annotations?.[key.replace('metadata.annotations.', '')];
        return [values]
          .flat()
          .some(it => String(it).toLowerCase() === value?.toLowerCase());
      }),
    );
  }

  #requireWorking(): void {
    if (this.#broken) {
      throw new Error('connect ECONNREFUSED 127.0.0.1:7007');
    }
  }

  #accountEntities(): Entity[] {
    return [...this.#accounts].map(([id, ownerRef]) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: `aws-account-${id}`,
        annotations: { [catalogAnnotations.accountId]: id },
      },
      spec: { type: catalogResourceTypes.account, owner: ownerRef },
      relations: [relation('ownedBy', ownerRef)],
    }));
  }

  #entity(ref: string, viewer: string | undefined): Entity | undefined {
    const other = this.#others.get(ref.toLocaleLowerCase('en-US'));
    if (other) {
      return viewer && other.hiddenFrom.includes(viewer)
        ? undefined
        : other.entity;
    }
    if (ref.startsWith('resource:')) {
      return this.#accountEntities().find(it => stringifyEntityRef(it) === ref);
    }
    const [kind, name] = ref.replace(':default/', ' ').split(' ');
    return kind === 'user' ? this.#user(name) : this.#group(name);
  }

  #user(name: string): Entity | undefined {
    const user = this.#users.get(name);
    return (
      user && {
        ...user,
        relations: [...(this.#memberships.get(name) ?? [])].map(group =>
          relation('memberOf', `group:default/${group}`),
        ),
      }
    );
  }

  #group(name: string): Entity | undefined {
    if (!this.#parents.has(name)) {
      return undefined;
    }
    const parent = this.#parents.get(name);
    const children = [...this.#parents].filter(([, it]) => it === name);
    const members = [...this.#memberships].filter(([, it]) => it.has(name));
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name },
      relations: [
        ...(parent ? [relation('childOf', `group:default/${parent}`)] : []),
        ...children.map(([child]) =>
          relation('parentOf', `group:default/${child}`),
        ),
        ...members.map(([user]) =>
          relation('hasMember', `user:default/${user}`),
        ),
      ],
    };
  }
}

/** Whom the catalog answers; undefined where a plugin asks for itself. */
function userOf({ principal }: BackstageCredentials): string | undefined {
  return typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal
    ? String(principal.userEntityRef)
    : undefined;
}

/** The account that a query is about; undefined when it is about all. */
function wantedAccount(filter: EntityFilterQuery | undefined) {
  const id = [filter].flat()[0]?.[
    `metadata.annotations.${catalogAnnotations.accountId}`
  ];
  return typeof id === 'string' ? id : undefined;
}

function isOf({ metadata }: Entity, accountId: string | undefined): boolean {
  return (
    accountId === undefined ||
    metadata.annotations?.[catalogAnnotations.accountId] === accountId
  );
}

function relation(type: string, targetRef: string): EntityRelation {
  return { type, targetRef };
}
