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
  accessRequestPermissions,
  awsAccountPermissions,
  elevatedAccessBasicPermissions,
} from 'backstage-plugin-elevated-access-common';
import {
  awsAccountResourceRef,
  awsAccountRules,
} from '../requests/accountPermissions';
import { FindableAccounts } from '../requests/FindableAccounts';
import {
  accessRequestResourceRef,
  accessRequestRules,
  loadResources,
} from '../requests/permissions';
import type { Base } from './base';
import type { PeopleParts } from './people';
import type { PolicyParts } from './policies';

/** Tells the permission framework what there is to permit. */
export function registerPermissions({
  deps,
  stores,
  words,
  directory,
  owners,
  policies,
  protection,
}: Base & PeopleParts & PolicyParts): void {
  deps.permissionsRegistry.addResourceType({
    resourceRef: accessRequestResourceRef,
    permissions: accessRequestPermissions,
    rules: Object.values(accessRequestRules),
    getResources: refs => loadResources(stores.requests, words, refs),
  });
  const findable = new FindableAccounts({
    directory,
    owners,
    policies,
    protection,
  });
  deps.permissionsRegistry.addResourceType({
    resourceRef: awsAccountResourceRef,
    permissions: awsAccountPermissions,
    rules: Object.values(awsAccountRules),
    getResources: refs => findable.load(refs),
  });
  deps.permissionsRegistry.addPermissions(elevatedAccessBasicPermissions);
}
