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
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { CATALOG_LOCATION } from 'backstage-plugin-elevated-access-common';
import { createHash } from 'node:crypto';
import { plainText } from './text';

/** Where all entities of this module come from. */
export const LOCATION = CATALOG_LOCATION;

/** Changes when anything else of the entity does, so that what the catalog holds can be compared. */
export const REVISION_ANNOTATION = 'elevated-access.io/revision';

/** AWS's names are shorter; the catalog's search keeps 200 characters. */
const LONGEST_TITLE = 128;
const LONGEST_DESCRIPTION = 700;

/** A path of five organizational units, which is as deep as they go, with names of 128 characters. */
const LONGEST_ANNOTATION = 1_000;

/** A resource of the catalog with what all of ours have in common. */
export function resource(options: {
  name: string;
  /** As AWS writes it; `name` when nothing of it can be shown. */
  title: string;
  description?: string;
  type: string;
  owner: string;
  dependsOn?: string;
  labels?: Record<string, string>;
  /** Those without a value are left out. */
  annotations: Record<string, string | undefined>;
  viewUrl?: string;
  accessPortalUrl?: string;
}): ResourceEntity {
  const description = plainText(options.description ?? '', LONGEST_DESCRIPTION);
  const annotations = {
    [ANNOTATION_LOCATION]: LOCATION,
    [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
    ...present({
      [ANNOTATION_VIEW_URL]: options.viewUrl,
      ...options.annotations,
    }),
  };
  const entity = {
    apiVersion: 'backstage.io/v1alpha1' as const,
    kind: 'Resource' as const,
    metadata: {
      name: options.name,
      title: plainText(options.title, LONGEST_TITLE) || options.name,
      ...(description && { description }),
      ...(options.labels && { labels: options.labels }),
      annotations,
      ...(options.accessPortalUrl && {
        links: [{ url: options.accessPortalUrl, title: 'AWS access portal' }],
      }),
    },
    spec: {
      type: options.type,
      owner: options.owner,
      ...(options.dependsOn && { dependsOn: [options.dependsOn] }),
    },
  };
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: { ...annotations, [REVISION_ANNOTATION]: digest(entity) },
    },
  };
}

function present(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, plainText(value, LONGEST_ANNOTATION)]],
    ),
  );
}

function digest(entity: object): string {
  return createHash('sha256')
    .update(JSON.stringify(entity))
    .digest('hex')
    .slice(0, 32);
}
