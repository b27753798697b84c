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

import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  accountIdsOf,
  catalogAnnotations,
  catalogResourceTypes,
  type RequestsQuery,
} from 'backstage-plugin-elevated-access-common';

const ACCOUNT_ARN = /^arn:[^:]+:organizations::\d*:account\//;

/** Types under which other sources bring accounts into the catalog. */
const accountTypes: readonly unknown[] = [
  catalogResourceTypes.account,
  'cloud-account',
];

/** As many as a list of requests is filtered by. */
const MOST_ACCOUNTS = 100;

/** Kinds of what runs in accounts. Resources are asked by their type. */
const runningKinds = ['component', 'system', 'api'];

/** What an entity has to do with access: it is asked for there, or held by it, or it runs where access is given. */
export type SubjectKind =
  | 'account'
  | 'permissionSet'
  | 'user'
  | 'group'
  | 'workload';

/** An entity with access of its own, and the requests that concern it. */
export interface Subject {
  kind: SubjectKind;
  query: Pick<RequestsQuery, 'accountId' | 'permissionSetArn' | 'requester'>;
}

/**
 * Whether an entity is an AWS account, whoever brought it into the catalog: many
 * resources name the account they are in, and only the account has its ARN.
 *
 * @public
 */
export function isElevatedAccessAccount(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  const id = annotations[catalogAnnotations.accountId];
  if (!isKind(entity, 'resource') || !/^\d{12}$/.test(id ?? '')) {
    return false;
  }
  const arn = annotations[catalogAnnotations.arn];
  return arn ? ACCOUNT_ARN.test(arn) : accountTypes.includes(typeOf(entity));
}

/**
 * Whether an entity is a permission set of Identity Center.
 *
 * @public
 */
export function isElevatedAccessPermissionSet(entity: Entity): boolean {
  return (
    isKind(entity, 'resource') &&
    typeOf(entity) === catalogResourceTypes.permissionSet &&
    Boolean(entity.metadata.annotations?.[catalogAnnotations.arn])
  );
}

/**
 * Whether requests for access belong to an entity: accounts, permission sets,
 * users, groups, and components, systems and APIs whose annotations name the
 * accounts that they run in.
 *
 * @public
 */
export function hasElevatedAccess(entity: Entity): boolean {
  return subjectOf(entity) !== undefined;
}

/**
 * Whether an entity may have accounts behind it: components, systems, APIs, and
 * resources that are not themselves accounts, organizational units or permission
 * sets.
 *
 * @public
 */
export function mayRunInAwsAccounts(entity: Entity): boolean {
  if (isKind(entity, 'resource')) {
    const ours: readonly unknown[] = Object.values(catalogResourceTypes);
    return !ours.includes(typeOf(entity)) && !isElevatedAccessAccount(entity);
  }
  return isRunning(entity);
}

/** What an entity has to do with access; undefined when nothing. */
export function subjectOf(entity: Entity): Subject | undefined {
  const annotations = entity.metadata.annotations ?? {};
  if (isElevatedAccessAccount(entity)) {
    const id = annotations[catalogAnnotations.accountId] ?? '';
    return { kind: 'account', query: { accountId: [id] } };
  }
  if (isElevatedAccessPermissionSet(entity)) {
    const arn = annotations[catalogAnnotations.arn] ?? '';
    return { kind: 'permissionSet', query: { permissionSetArn: [arn] } };
  }
  if (isRunning(entity)) {
    const accountId = accountIdsOf(annotations).slice(0, MOST_ACCOUNTS);
    return accountId.length > 0
      ? { kind: 'workload', query: { accountId } }
      : undefined;
  }
  const query = { requester: [stringifyEntityRef(entity)] };
  if (isKind(entity, 'user')) {
    return { kind: 'user', query };
  }
  return isKind(entity, 'group') ? { kind: 'group', query } : undefined;
}

function isRunning(entity: Entity): boolean {
  return runningKinds.includes(entity.kind.toLocaleLowerCase('en-US'));
}

function isKind(entity: Entity, kind: string): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === kind;
}

function typeOf(entity: Entity): unknown {
  return entity.spec?.type;
}

/** The name by which AWS shows an account or a permission set. */
export function awsNameOf(entity: Entity): string {
  const { annotations = {}, title, name } = entity.metadata;
  return annotations[catalogAnnotations.permissionSetName] ?? title ?? name;
}
