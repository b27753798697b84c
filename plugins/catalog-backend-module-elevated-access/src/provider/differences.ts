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
  stringifyEntityRef,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { REVISION_ANNOTATION } from '../entities/resource';

/**
 * What has to be sent so that the catalog holds exactly some entities.
 *
 * What was sent and is not shown yet is sent again: the catalog notices that it
 * has it. What was sent and is not wanted any longer is removed, shown or not.
 */
export function differences(
  wanted: readonly ResourceEntity[],
  catalog: {
    /** Revisions of the entities that the catalog shows, by reference. */
    shown: ReadonlyMap<string, string | undefined>;
    /** References of the entities that were sent last. */
    sent: ReadonlySet<string>;
  },
): { added: ResourceEntity[]; removed: string[] } {
  const refs = new Set(wanted.map(entity => stringifyEntityRef(entity)));
  return {
    added: wanted.filter(
      entity =>
        catalog.shown.get(stringifyEntityRef(entity)) !==
        entity.metadata.annotations?.[REVISION_ANNOTATION],
    ),
    removed: [...new Set([...catalog.sent, ...catalog.shown.keys()])].filter(
      ref => !refs.has(ref),
    ),
  };
}
