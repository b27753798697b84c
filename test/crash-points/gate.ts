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

import { randomUUID } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AwsSimulator } from '../../packages/aws-simulator/src';
import {
  AwsDirectory,
  InstanceLocator,
  type AwsClients,
} from '../../plugins/elevated-access-backend/src/aws';
import { readElevatedAccessConfig } from '../../plugins/elevated-access-backend/src/config';
import type { Stores } from '../../plugins/elevated-access-backend/src/database/types';
import { ApproverDirectory } from '../../plugins/elevated-access-backend/src/directory/ApproverDirectory';
import { ApproverPeople } from '../../plugins/elevated-access-backend/src/directory/ApproverPeople';
import type { CatalogProfile } from '../../plugins/elevated-access-backend/src/directory/CatalogPeople';
import { DirectoryService } from '../../plugins/elevated-access-backend/src/directory/DirectoryService';
import { DirectorySync } from '../../plugins/elevated-access-backend/src/directory/DirectorySync';
import { IdentityMapper } from '../../plugins/elevated-access-backend/src/directory/IdentityMapper';
import { nobodyNamed } from '../../plugins/elevated-access-backend/src/domain/approvers';
import type {
  Clock,
  DecisionRecord,
  RequestRecord,
} from '../../plugins/elevated-access-backend/src/domain/types';
import type { ActivationGate } from '../../plugins/elevated-access-backend/src/engine';
import {
  loadPolicies,
  loadSettings,
} from '../../plugins/elevated-access-backend/src/policies/loadPolicies';
import { effectiveSettings } from '../../plugins/elevated-access-backend/src/policies/settings';
import type { PolicyService } from '../../plugins/elevated-access-backend/src/policies/types';
import { DefaultActivationGate } from '../../plugins/elevated-access-backend/src/requests/DefaultActivationGate';
import { LiveAccountTags } from '../../plugins/elevated-access-backend/src/requests/LiveAccountTags';
import { LivePermissionSets } from '../../plugins/elevated-access-backend/src/requests/LivePermissionSets';
import type { MortalProcess } from './MortalProcess';

const REQUESTERS = 'group:default/payments-engineers';
const APPROVERS = 'group:default/payments-leads';

const config = readElevatedAccessConfig(
  new ConfigReader({
    elevatedAccess: {
      aws: { region: 'us-east-1' },
      policies: {
        eligibility: [
          {
            name: 'payments-engineers',
            effect: 'allow',
            subjects: [REQUESTERS],
            targets: [{ all: true }],
            permissionSets: [{ name: 'PowerUser' }],
            maxDuration: 'PT1H',
            approval: 'required',
          },
        ],
        approval: [
          {
            name: 'payments-approval',
            targets: [{ all: true }],
            permissionSets: [{ all: true }],
            stages: [{ name: 'Payments leads', approvers: [APPROVERS] }],
          },
        ],
      },
    },
  }),
);

/** Policies of the config, which stay as they are. */
function policiesOf({
  written,
}: ReturnType<typeof readElevatedAccessConfig>): PolicyService {
  const { settings } = effectiveSettings(written.settings, undefined);
  const loaded = loadSettings(settings);
  const policies = {
    ...loadPolicies(written.policies, loaded),
    settings: loaded,
  };
  return { getPolicies: async () => policies };
}

const annotations = {};
const ann: CatalogProfile = {
  entityRef: 'user:default/ann.li',
  displayName: 'Ann Li',
  email: 'ann.li@octant.example',
  annotations,
};
const bo: CatalogProfile = {
  entityRef: 'user:default/bo.ek',
  displayName: 'Bo Ek',
  email: 'bo.ek@octant.example',
  annotations,
};

interface Surroundings {
  clients: AwsClients;
  stores: Stores;
  clock: Clock;
  logger: LoggerService;
}

/** The catalog, which is all that is not real here; asking it is a call like any other. */
function catalogOf(mortal: MortalProcess | undefined) {
  const ask = async <T>(what: string, answer: T): Promise<T> =>
    mortal ? mortal.call(`catalog: ${what}`, async () => answer) : answer;
  return {
    getPerson: (ref: string) =>
      ask(
        'person',
        ref === ann.entityRef ? { ...ann, groupRefs: [REQUESTERS] } : undefined,
      ),
    displayNames: (refs: readonly string[]) => ask('names', [...refs]),
    getMembers: (refs: readonly string[]) =>
      ask(
        'members',
        new Map(refs.map(ref => [ref, ref === APPROVERS ? [bo] : []])),
      ),
  };
}

function readerOf({
  clients,
  logger,
}: Pick<Surroundings, 'clients' | 'logger'>) {
  return AwsDirectory.create({
    clients,
    instance: InstanceLocator.create({ clients, logger }),
  });
}

/** The portal's own checks at activation, on the database and the AWS of one process. */
export function openGate(
  { clients, stores, clock, logger }: Surroundings,
  mortal: MortalProcess | undefined,
): ActivationGate {
  const people = catalogOf(mortal);
  const reader = readerOf({ clients, logger });
  const directory = new DirectoryService({
    store: stores.directory,
    clock,
    // A stage stands for days of its own time and reads the directory once.
    maximumAgeMs: Infinity,
  });
  const identity = new IdentityMapper({
    directory,
    reader,
    methods: ['email'],
    annotation: config.identity.annotation,
  });
  return new DefaultActivationGate({
    stores,
    people,
    identity,
    directory,
    accountTags: new LiveAccountTags({ reader }),
    owners: { ownersOf: async () => [] },
    policies: policiesOf(config),
    protection: config.aws,
    admins: config.access.admins,
    permissionSets: new LivePermissionSets({ reader, clock }),
    approvers: new ApproverDirectory({
      people: new ApproverPeople({ people, identity }),
      // Its policies name groups only.
      words: { namedInEach: async cases => cases.map(() => nobodyNamed) },
    }),
  });
}

/** Reads accounts, permission sets and users, as a portal does when it starts. */
export async function readDirectory({
  clients,
  stores,
  clock,
  logger,
}: Surroundings): Promise<void> {
  await new DirectorySync({
    reader: readerOf({ clients, logger }),
    store: stores.directory,
    details: stores.directoryDetails,
    clock,
    logger,
  }).run();
  const { lastError } = await stores.directory.state();
  if (lastError) {
    throw new Error(`The directory could not be read: ${lastError}`);
  }
}

/** Bo's approval of what a request asks for as it is now. */
export function approvalOf(
  request: RequestRecord,
  simulator: AwsSimulator,
  now: Date,
): DecisionRecord {
  return {
    id: randomUUID(),
    requestId: request.id,
    approverRef: bo.entityRef,
    approverName: bo.displayName,
    approverPrincipalId: simulator.lookup.user('bo.ek').userId,
    verdict: 'approved',
    comment: '',
    digest: request.digest,
    stage: 0,
    durationMs: null,
    decidedAt: now,
  };
}
