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

import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { CatalogPerson } from '../domain/types';

/** A person of the catalog without memberships. */
export type CatalogProfile = Omit<CatalogPerson, 'groupRefs'>;

/** Keeps one catalog call well below the catalog's limit on body size. */
const REFS_PER_CALL = 500;

const FIELDS = ['kind', 'metadata', 'spec.profile', 'relations'];

/**
 * People and groups as the catalog knows them at this moment. Nothing is cached
 * and no token is believed: somebody who left a group a second ago is out.
 *
 * Every method throws ServiceUnavailableError with code `catalog-unavailable`
 * when the catalog does not answer.
 */
export class CatalogPeople {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** A person with every group they are in, ancestors included; undefined when the catalog has no such user. */
  async getPerson(entityRef: string): Promise<CatalogPerson | undefined> {
    const [entity] = await this.#load([entityRef]);
    if (!entity || !isUser(entity)) {
      return undefined;
    }
    const groups = await this.#closure(
      targets(entity, RELATION_MEMBER_OF),
      group => targets(group, RELATION_CHILD_OF),
    );
    return { ...toProfile(entity), groupRefs: [...groups.keys()] };
  }

  /** Those of some people whom the catalog has, as full lower-case refs. */
  async findExisting(refs: readonly string[]): Promise<Set<string>> {
    const entities = await this.#load(refs.map(normalizeRef));
    return new Set(entities.filter(isUser).map(refOf));
  }

  /** Users by their full lower-case refs; those whom the catalog does not have are left out. */
  async getProfiles(
    refs: readonly string[],
  ): Promise<Map<string, CatalogProfile>> {
    const entities = await this.#load([...new Set(refs.map(normalizeRef))]);
    return new Map(
      entities.filter(isUser).map(entity => [refOf(entity), toProfile(entity)]),
    );
  }

  /** Users of whom an annotation has one of some values, whatever the case. */
  async findByAnnotation(
    annotation: string,
    values: readonly string[],
  ): Promise<CatalogProfile[]> {
    if (values.length === 0) {
      return [];
    }
    const entities = await this.#ask(async credentials => {
      const { items } = await this.#catalog.getEntities(
        {
          filter: {
            kind: 'User',
            [`metadata.annotations.${annotation}`]: [...values],
          },
          fields: FIELDS,
        },
        { credentials },
      );
      return items;
    });
    return entities.filter(isUser).map(toProfile);
  }

  /** What users and groups are called; their refs where the catalog does not have them. */
  async displayNames(refs: readonly string[]): Promise<string[]> {
    const entities = await this.#load(refs.map(normalizeRef));
    const names = new Map(
      entities.map(entity => [refOf(entity), toProfile(entity).displayName]),
    );
    return refs.map(ref => names.get(normalizeRef(ref)) ?? ref);
  }

  /**
   * Who stands behind each of some user and group refs: a user stands for
   * themselves, a group for its members and those of the groups below it. A ref
   * that the catalog does not know stands for nobody.
   */
  async getMembers(
    refs: readonly string[],
  ): Promise<Map<string, CatalogProfile[]>> {
    const wanted = [...new Set(refs.map(normalizeRef))];
    const { members, profiles } = await this.getCensus(wanted);
    return new Map(
      wanted.map(ref => [
        ref,
        (members.get(ref) ?? []).flatMap(user => profiles.get(user) ?? []),
      ]),
    );
  }

  /**
   * The users behind each of many user and group refs, read level by level: a few
   * calls whatever their number. A ref that the catalog does not have is no key.
   */
  async getCensus(refs: readonly string[]): Promise<{
    members: Map<string, string[]>;
    /** By full lower-case ref. */
    profiles: Map<string, CatalogProfile>;
  }> {
    const wanted = [...new Set(refs.map(normalizeRef))];
    const isUserRef = (ref: string) => ref.startsWith('user:');
    const groups = await this.#closure(
      wanted.filter(ref => !isUserRef(ref)),
      group => targets(group, RELATION_PARENT_OF),
    );
    const profiles = await this.getProfiles([
      ...wanted.filter(isUserRef),
      ...[...groups.values()].flatMap(it => targets(it, RELATION_HAS_MEMBER)),
    ]);
    const below = (ref: string): Set<string> => {
      const reached = new Set([ref]);
      for (const at of reached) {
        const group = groups.get(at);
        const children = group ? targets(group, RELATION_PARENT_OF) : [];
        children.forEach(child => reached.add(child));
      }
      return reached;
    };
    const membersOf = (ref: string): string[] | undefined => {
      if (isUserRef(ref)) {
        return profiles.has(ref) ? [ref] : undefined;
      }
      if (!groups.has(ref)) {
        return undefined;
      }
      const users = [...below(ref)].flatMap(at => {
        const group = groups.get(at);
        return group ? targets(group, RELATION_HAS_MEMBER) : [];
      });
      return [...new Set(users)].filter(user => profiles.has(user));
    };
    return {
      members: new Map(
        wanted.flatMap(ref => {
          const members = membersOf(ref);
          return members ? [[ref, members] as const] : [];
        }),
      ),
      profiles,
    };
  }

  /** Groups reached from `start`, each once, whatever circles their relations make. */
  async #closure(
    start: readonly string[],
    next: (group: Entity) => string[],
  ): Promise<Map<string, Entity>> {
    const reached = new Map<string, Entity>();
    const asked = new Set<string>();
    let frontier = [...start];
    while (frontier.length > 0) {
      frontier.forEach(ref => asked.add(ref));
      const groups = await this.#load(frontier);
      groups.forEach(group => reached.set(refOf(group), group));
      frontier = [...new Set(groups.flatMap(next))].filter(
        ref => !asked.has(ref),
      );
    }
    return reached;
  }

  /** Entities that exist, in the order asked for. */
  #load(refs: readonly string[]): Promise<Entity[]> {
    return this.#ask(async credentials => {
      const entities: Entity[] = [];
      for (let at = 0; at < refs.length; at += REFS_PER_CALL) {
        const { items } = await this.#catalog.getEntitiesByRefs(
          {
            entityRefs: refs.slice(at, at + REFS_PER_CALL),
            fields: FIELDS,
          },
          { credentials },
        );
        entities.push(...items.flatMap(item => item ?? []));
      }
      return entities;
    });
  }

  async #ask<T>(
    question: (credentials: BackstageCredentials) => Promise<T>,
  ): Promise<T> {
    try {
      return await question(await this.#auth.getOwnServiceCredentials());
    } catch (error) {
      throw problem('unavailable', {
        code: 'catalog-unavailable',
        reason: `The catalog could not be asked who belongs to which group: ${
          toError(error).message
        }`,
        remedy:
          'Try again in a minute. Until the catalog answers, nothing is granted or approved.',
      });
    }
  }
}

function toProfile(entity: Entity): CatalogProfile {
  const profile = entity.spec?.profile;
  return {
    entityRef: refOf(entity),
    displayName:
      textMember(profile, 'displayName') ??
      entity.metadata.title ??
      entity.metadata.name,
    email: textMember(profile, 'email'),
    annotations: entity.metadata.annotations ?? {},
  };
}

function textMember(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) {
    return undefined;
  }
  const member = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof member === 'string' && member.trim() !== ''
    ? member.trim()
    : undefined;
}

function isUser(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'user';
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}

function targets(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => stringifyEntityRef(parseEntityRef(targetRef)));
}
