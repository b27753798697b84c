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

import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CATALOG_LOCATION,
  catalogAnnotations,
  catalogResourceTypes,
} from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { Clock } from '../domain/types';

/** How long lists may believe what was read, milliseconds. */
const KEEP_MS = 30_000;

const PAGE_SIZE = 1000;

const ACCOUNT_ID = `metadata.annotations.${catalogAnnotations.accountId}`;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.type',
  'spec.owner',
  'relations',
];

/** Owners of accounts, as full lower-case refs, by account id. */
export type OwnersByAccount = ReadonlyMap<string, readonly string[]>;

/**
 * Who owns which AWS account, as the catalog says.
 *
 * What this suite's catalog module writes of an account is believed before what
 * anything else does, so that nobody takes an account by registering an entity of
 * its id beside it.
 *
 * Every method throws ServiceUnavailableError with code `catalog-unavailable`
 * when the catalog does not answer.
 */
export class AccountOwners {
  readonly #catalog: Pick<CatalogService, 'getEntities' | 'streamEntities'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  readonly #clock: Clock;
  #kept: { owners: OwnersByAccount; until: number } | undefined;
  #reading: Promise<OwnersByAccount> | undefined;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntities' | 'streamEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    clock: Clock;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#clock = options.clock;
  }

  /**
   * The owners of one account at this moment; none when the catalog does not
   * have it. Entities that disagree about it are an error, never a choice.
   */
  async ownersOf(accountId: string): Promise<readonly string[]> {
    const claims = await this.#ask(async credentials => {
      const { items } = await this.#catalog.getEntities(
        {
          filter: { kind: 'Resource', [ACCOUNT_ID]: accountId },
          fields: FIELDS,
        },
        { credentials },
      );
      return believed(items.filter(isAccount));
    });
    const [owners, ...others] = claims.map(ownerRefsOf);
    if (others.some(other => other.join() !== owners?.join())) {
      throw problem('unavailable', {
        code: 'catalog-unavailable',
        reason: `The catalog does not agree on who owns account ${accountId}: ${claims
          .map(
            it => `${stringifyEntityRef(it)} (${ownerRefsOf(it).join(', ')})`,
          )
          .join(' and ')} both say that they are it.`,
        remedy:
          'Ask your platform team to leave one entity for the account. Until then, nothing is granted where its owner matters.',
      });
    }
    return owners ?? [];
  }

  /**
   * The owners of all accounts at once, up to half a minute old: for lists, which
   * are judged again when something is asked for. Where entities disagree about
   * an account, all whom they name are its owners.
   */
  async snapshot(): Promise<OwnersByAccount> {
    const now = this.#clock.now().getTime();
    if (this.#kept && this.#kept.until > now) {
      return this.#kept.owners;
    }
    this.#reading ??= this.#readAll(now).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAll(startedAt: number): Promise<OwnersByAccount> {
    const owners = await this.#ask(async credentials => {
      const byAccount = new Map<string, Entity[]>();
      const pages = this.#catalog.streamEntities(
        {
          filter: { kind: 'Resource', [ACCOUNT_ID]: CATALOG_FILTER_EXISTS },
          fields: FIELDS,
          pageSize: PAGE_SIZE,
        },
        { credentials },
      );
      for await (const page of pages) {
        for (const entity of page.filter(isAccount)) {
          const id = accountIdOf(entity);
          byAccount.set(id, [...(byAccount.get(id) ?? []), entity]);
        }
      }
      return new Map(
        [...byAccount].map(([id, claims]) => [
          id,
          [...new Set(believed(claims).flatMap(ownerRefsOf))],
        ]),
      );
    });
    this.#kept = { owners, until: startedAt + KEEP_MS };
    return owners;
  }

  async #ask<T>(
    question: (
      credentials: Awaited<ReturnType<AuthService['getOwnServiceCredentials']>>,
    ) => Promise<T>,
  ): Promise<T> {
    try {
      return await question(await this.#auth.getOwnServiceCredentials());
    } catch (error) {
      throw problem('unavailable', {
        code: 'catalog-unavailable',
        reason: `The catalog could not be asked who owns which account: ${
          toError(error).message
        }`,
        remedy:
          'Try again in a minute. Until the catalog answers, nothing is granted where the owner of an account matters.',
      });
    }
  }
}

/**
 * Whether an entity with an account's id is that account. Clusters and buckets
 * carry the id of the account that they are in.
 */
function isAccount(entity: Entity): boolean {
  const arn = entity.metadata.annotations?.[catalogAnnotations.arn];
  const type = entity.spec?.type;
  return arn
    ? /^arn:[^:]+:organizations::\d*:account\//.test(arn)
    : type === catalogResourceTypes.account || type === 'cloud-account';
}

function accountIdOf(entity: Entity): string {
  return entity.metadata.annotations?.[catalogAnnotations.accountId] ?? '';
}

/** Of the entities that say they are one account, those that are listened to. */
function believed(claims: readonly Entity[]): readonly Entity[] {
  const ours = claims.filter(
    ({ metadata }) =>
      metadata.annotations?.[ANNOTATION_LOCATION] === CATALOG_LOCATION,
  );
  return ours.length > 0 ? ours : claims;
}

/** In order, so that two lists of the same owners are alike. */
function ownerRefsOf(entity: Entity): string[] {
  const related = (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => normalizeRef(targetRef));
  // The catalog has not made relations of a new entity yet.
  const refs = related.length > 0 ? related : specOwnerOf(entity);
  return [...new Set(refs)].sort();
}

function specOwnerOf({ spec, metadata }: Entity): string[] {
  const owner = spec?.owner;
  return typeof owner === 'string' && owner.trim() !== ''
    ? [
        normalizeRef(
          stringifyEntityRef(
            parseEntityRef(owner, {
              defaultKind: 'group',
              defaultNamespace: metadata.namespace ?? 'default',
            }),
          ),
        ),
      ]
    : [];
}
