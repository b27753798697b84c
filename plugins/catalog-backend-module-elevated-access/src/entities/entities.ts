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
import {
  CATALOG_ACCOUNT_STATUS_LABEL,
  catalogAnnotations,
  catalogResourceTypes,
  type DirectoryAccount,
  type DirectoryPermissionSet,
} from 'backstage-plugin-elevated-access-common';
import type { Directory } from '../directory/types';
import { AwsNames } from './aws';
import { entityName } from './names';
import { pathOf, type Owners, type Place } from './Owners';
import { resource } from './resource';
import { tagAnnotations } from './tags';

/** An account that its owner has closed is gone, although AWS lists it for another 90 days. */
const GONE = 'CLOSED';

/** An organizational unit as its place: the last of the path is its own name. */
type Unit = Place & { id: string };

/**
 * What the catalog should hold of a directory: accounts, the organizational
 * units above them and permission sets.
 */
export function entitiesOf(
  directory: Directory,
  options: {
    owners: Owners;
    /** Accounts that the catalog has from elsewhere. */
    leaveOut: ReadonlySet<string>;
  },
): ResourceEntity[] {
  const { owners, leaveOut } = options;
  const aws = new AwsNames(directory.origin);
  const open = directory.accounts.filter(({ state }) => state !== GONE);
  return [
    ...unitsOf(open).map(unit => unitEntity(unit, aws, owners)),
    ...open
      .filter(({ id }) => !leaveOut.has(id))
      .map(account => accountEntity(account, aws, owners)),
    ...directory.permissionSets.map(set =>
      permissionSetEntity(set, aws, owners),
    ),
  ];
}

function accountEntity(
  account: DirectoryAccount,
  aws: AwsNames,
  owners: Owners,
): ResourceEntity {
  const unitId = account.ouIds.slice(1).at(-1);
  return resource({
    name: entityName('aws-account', account.id),
    title: account.name,
    type: catalogResourceTypes.account,
    owner: owners.ofAccount(account),
    dependsOn: unitId && unitRef(unitId),
    labels: statusLabel(account.state),
    annotations: {
      [catalogAnnotations.accountId]: account.id,
      [catalogAnnotations.arn]: aws.accountArn(account.id),
      [catalogAnnotations.organizationId]: aws.organizationId,
      [catalogAnnotations.organizationalUnitId]: unitId,
      [catalogAnnotations.organizationalUnitPath]: pathOf(account.ouPath),
      ...tagAnnotations(account.tags),
    },
    viewUrl: aws.accountPage(account.id),
    accessPortalUrl: aws.accessPortalUrl,
  });
}

function unitEntity(unit: Unit, aws: AwsNames, owners: Owners): ResourceEntity {
  const parentId = unit.ouIds.slice(1).at(-2);
  return resource({
    name: unitName(unit.id),
    title: unit.ouPath.at(-1) ?? unit.id,
    type: catalogResourceTypes.organizationalUnit,
    owner: owners.ofUnit(unit),
    dependsOn: parentId && unitRef(parentId),
    annotations: {
      [catalogAnnotations.arn]: aws.unitArn(unit.id),
      [catalogAnnotations.organizationId]: aws.organizationId,
      [catalogAnnotations.organizationalUnitId]: unit.id,
      [catalogAnnotations.organizationalUnitPath]: pathOf(unit.ouPath),
    },
    viewUrl: aws.unitPage(unit.id),
  });
}

function permissionSetEntity(
  set: DirectoryPermissionSet,
  aws: AwsNames,
  owners: Owners,
): ResourceEntity {
  return resource({
    name: entityName('aws-permission-set', idOf(set.arn)),
    title: set.name,
    description: set.description,
    type: catalogResourceTypes.permissionSet,
    owner: owners.ofPermissionSet(set),
    annotations: {
      [catalogAnnotations.arn]: set.arn,
      [catalogAnnotations.permissionSetName]: set.name,
      [catalogAnnotations.sessionDuration]: set.sessionDuration,
      ...tagAnnotations(set.tags),
    },
    viewUrl: aws.identityCenterPage(),
  });
}

/** Every organizational unit above some accounts, once. */
function unitsOf(accounts: readonly Place[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const { ouIds, ouPath } of accounts) {
    ouIds.slice(1).forEach((id, index) => {
      units.set(id, {
        id,
        ouIds: ouIds.slice(0, index + 2),
        ouPath: ouPath.slice(0, index + 1),
      });
    });
  }
  return [...units.values()];
}

/** `…/ps-1111222233334444` without its prefix; the whole ARN where it is not like that. */
function idOf(arn: string): string {
  return /\/ps-([^/]+)$/.exec(arn)?.[1] ?? arn;
}

function unitName(id: string): string {
  return entityName('aws-ou', id.replace(/^ou-/, ''));
}

function unitRef(id: string): string {
  return stringifyEntityRef({ kind: 'Resource', name: unitName(id) });
}

function statusLabel(state: string): Record<string, string> | undefined {
  const value = state.toLowerCase();
  return /^[a-z]([a-z_]{0,61}[a-z])?$/.test(value)
    ? { [CATALOG_ACCOUNT_STATUS_LABEL]: value }
    : undefined;
}
