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

import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogAnnotations } from 'backstage-plugin-elevated-access-common';
import { LOCATION, REVISION_ANNOTATION } from '../entities/resource';

const PAGE_SIZE = 1000;

const FILTER: EntityFilterQuery = [
  {
    kind: 'Resource',
    [`metadata.annotations.${ANNOTATION_LOCATION}`]: LOCATION,
  },
  {
    kind: 'Resource',
    [`metadata.annotations.${catalogAnnotations.accountId}`]:
      CATALOG_FILTER_EXISTS,
  },
];

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.type',
];

/** What the catalog shows now. */
export interface CatalogContents {
  /** Revision of each entity of ours, by reference. */
  ours: ReadonlyMap<string, string | undefined>;
  /** Reference of an entity from elsewhere for each account that has one, by account id. */
  accountsFromElsewhere: ReadonlyMap<string, string>;
}

/** Reads what the catalog holds of accounts, from here and from elsewhere. */
export class CatalogView {
  readonly #catalog: Pick<CatalogService, 'streamEntities'>;
  readonly #auth: AuthService;

  constructor(options: {
    catalog: Pick<CatalogService, 'streamEntities'>;
    auth: AuthService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** @throws when the catalog does not answer */
  async read(): Promise<CatalogContents> {
    const ours = new Map<string, string | undefined>();
    const accountsFromElsewhere = new Map<string, string>();
    const pages = this.#catalog.streamEntities(
      { filter: FILTER, fields: FIELDS, pageSize: PAGE_SIZE },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const annotations = entity.metadata.annotations ?? {};
        if (annotations[ANNOTATION_LOCATION] === LOCATION) {
          ours.set(
            stringifyEntityRef(entity),
            annotations[REVISION_ANNOTATION],
          );
        } else if (isAccount(entity)) {
          accountsFromElsewhere.set(
            annotations[catalogAnnotations.accountId],
            stringifyEntityRef(entity),
          );
        }
      }
    }
    return { ours, accountsFromElsewhere };
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
    : type === 'cloud-account' || type === 'aws-account';
}
