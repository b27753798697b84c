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

import type { AssignmentProvisioner, AwsDirectoryReader } from '../aws/types';
import type { DependencyName } from '../database/types';
import { observed } from './observed';
import type { Reachability } from './Reachability';

/** Whom each read of the directory asks. */
const ASKED: Readonly<Record<keyof AwsDirectoryReader, DependencyName>> = {
  describeOrganization: 'organizations',
  listAccounts: 'organizations',
  getAccountTags: 'organizations',
  listPermissionSetArns: 'identityCenter',
  readPermissionSet: 'identityCenter',
  describePermissionSet: 'identityCenter',
  listPermissionSetsProvisionedTo: 'identityCenter',
  listUsers: 'identityStore',
  getUser: 'identityStore',
  findUserId: 'identityStore',
};

const ASKED_BY_NAME = new Map<string, DependencyName>(Object.entries(ASKED));

/** A name that nobody has: only whether the question is answered matters. */
const NOBODY = 'elevated-access-health-check';

/** Asks one service for something cheap; rejects when it does not answer. */
export type Probe = (signal: AbortSignal) => Promise<unknown>;

/** One cheap read of each service. */
export function probesOf(options: {
  provisioner: Pick<AssignmentProvisioner, 'listRequestIds'>;
  reader: Pick<AwsDirectoryReader, 'findUserId' | 'describeOrganization'>;
}): Readonly<Record<DependencyName, Probe>> {
  const { provisioner, reader } = options;
  return {
    // The ids only: their details would take a call each.
    identityCenter: signal =>
      provisioner.listRequestIds('delete', 'in-progress', { signal }),
    identityStore: signal => reader.findUserId('userName', NOBODY, signal),
    organizations: signal => reader.describeOrganization(signal),
  };
}

/** The provisioner, whose calls tell whether Identity Center answers. */
export function observedProvisioner(
  provisioner: AssignmentProvisioner,
  reachability: Reachability,
): AssignmentProvisioner {
  return observed(
    provisioner,
    (): DependencyName => 'identityCenter',
    (name, error) => reachability.heard(name, error),
  );
}

/** The reader, whose calls tell whether the services that it asks answer. */
export function observedReader(
  reader: AwsDirectoryReader,
  reachability: Reachability,
): AwsDirectoryReader {
  return observed(
    reader,
    method => ASKED_BY_NAME.get(method),
    (name, error) => reachability.heard(name, error),
  );
}
