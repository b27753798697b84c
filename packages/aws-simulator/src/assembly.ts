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

import { RealClock } from './clock/RealClock';
import { Conditions } from './Conditions';
import { Admin } from './control/Admin';
import { Faults } from './faults/FaultInjector';
import { OutageSwitch } from './faults/OutageSwitch';
import { LoopbackServer } from './http/LoopbackServer';
import { createSite } from './site';
import { AccountLanes } from './lifecycle/AccountLanes';
import { AssignmentLifecycle } from './lifecycle/AssignmentLifecycle';
import { ProvisioningLifecycle } from './lifecycle/ProvisioningLifecycle';
import { buildWorld } from './model/build';
import { Changes } from './model/Changes';
import { World } from './model/World';
import { AwsSimulatorOptions, demoCredentials } from './options';
import { CallLog } from './oracle/CallLog';
import { Lookup } from './oracle/Lookup';
import { Oracle } from './oracle/Oracle';
import { SessionBook } from './oracle/Sessions';
import { Timeline } from './oracle/Timeline';
import {
  demoOrganizationFile,
  loadOrganization,
  parseOrganization,
} from './org/load';
import { OrganizationFile } from './org/types';
import { SimulatorParts } from './parts';
import { Authenticator } from './protocol/Authenticator';
import { AwsHandler } from './protocol/AwsHandler';
import { AwsError } from './protocol/errors';
import { jsonError } from './protocol/wire';
import { Random } from './random';
import { cloudTrailService } from './services/cloudtrail/service';
import { identityStoreService } from './services/identitystore/service';
import { organizationsService } from './services/organizations/service';
import { ssoAdminService } from './services/sso-admin/service';
import { stsService } from './services/sts/service';
import { TemporaryCredentials } from './services/sts/TemporaryCredentials';
import { RequestThrottle } from './throttling/RequestThrottle';
import { Activity } from './trail/Activity';
import { followEagerly } from './trail/eagerPeople';
import { Trail } from './trail/Trail';

/** As the documentation of the portal's backend names it. */
const READER_ROLE = 'elevated-access-activity';

/** Five minutes, as AWS grants. */
const MAX_SKEW_MS = 300_000;

/** A simulator put together, but not yet listening. */
export interface Assembly extends SimulatorParts {
  readonly server: LoopbackServer;
}

function readOrganization(org: AwsSimulatorOptions['org']): OrganizationFile {
  return org === undefined || typeof org === 'string'
    ? loadOrganization(org ?? demoOrganizationFile())
    : parseOrganization(org);
}

function assignStanding(
  file: OrganizationFile,
  world: World,
  lookup: Lookup,
  changes: Changes,
): void {
  for (const entry of file.assignments) {
    const permissionSetArn = lookup.permissionSet(entry.permissionSet).arn;
    for (const account of entry.accounts) {
      changes.assign(
        {
          principalType: entry.user === undefined ? 'GROUP' : 'USER',
          principalId:
            entry.user === undefined
              ? lookup.group(entry.group ?? '').groupId
              : lookup.user(entry.user).userId,
          accountId: lookup.account(account).id,
          permissionSetArn,
        },
        {
          origin: 'standing',
          since: world.identity.createdAt,
          listLagMs: 0,
        },
      );
    }
  }
}

/** Puts the parts of a simulator together. */
export function assemble(options: AwsSimulatorOptions): Assembly {
  const clock =
    options.clock === undefined || options.clock === 'real'
      ? new RealClock()
      : options.clock;
  const random = new Random(options.seed ?? 1);
  const conditions = new Conditions(options);
  const { latency, limits } = conditions;
  const [credentials = demoCredentials, ...others] = options.credentials ?? [];
  const file = readOrganization(options.org);
  const world = buildWorld(file);
  const timeline = new Timeline();
  const lookup = new Lookup(world);
  const changes = new Changes({
    world,
    clock,
    random,
    timeline,
    latency,
  });
  assignStanding(file, world, lookup, changes);

  const lanes = new AccountLanes(clock, latency);
  const asynchronous = {
    world,
    changes,
    clock,
    random,
    latency,
    limits,
    lanes,
  };
  const lifecycle = new AssignmentLifecycle({
    ...asynchronous,
    unknownAccount: options.unknownAccount ?? 'succeed',
  });
  const provisioning = new ProvisioningLifecycle(asynchronous);
  const sessions = new SessionBook({
    world,
    random: random.fork('sessions'),
    survivesRoleDeletion: options.sessionsSurviveRoleDeletion ?? true,
    startedAt: clock.now(),
  });
  const oracle = new Oracle({ world, clock, lookup, sessions, timeline });
  const faults = new Faults(random.fork('faults'));
  options.faults?.forEach(rule => faults.add(rule));
  const outage = new OutageSwitch(clock);
  const calls = new CallLog(clock);
  const admin = new Admin({
    world,
    changes,
    lookup,
    random: random.fork('admin'),
  });
  const now =
    options.signing?.clock === 'simulator'
      ? () => clock.now()
      : () => Date.now();
  const trail = new Trail(clock, latency);
  const activity = new Activity({
    world,
    clock,
    lookup,
    random: random.fork('activity'),
    trail,
  });
  if (options.eagerPeople) {
    followEagerly({ timeline, lookup, activity });
  }
  const temporary = new TemporaryCredentials(random.fork('sts'), now);
  const aws = new AwsHandler({
    services: [
      ssoAdminService({
        world,
        clock,
        limits,
        random,
        assignments: lifecycle,
        provisioning,
      }),
      identityStoreService({ world, clock, changes, random }),
      organizationsService({
        world,
        clock,
        random: random.fork('empty-pages'),
        emptyPages: options.emptyPages ?? 0.05,
      }),
      cloudTrailService({ trail }),
      stsService({
        world,
        temporary,
        assumableRoles: options.assumableRoles ?? [READER_ROLE],
      }),
    ],
    authenticator: new Authenticator({
      world,
      credentials: [credentials, ...others],
      temporary,
      delegatedAdmin: options.delegatedAdmin ?? false,
      maxSkewMs: options.signing?.maxSkewMs ?? MAX_SKEW_MS,
      now,
    }),
    throttle: new RequestThrottle(clock, limits),
    faults,
    outage,
    calls,
    clock,
    random,
    primaryRegion: world.identity.primaryRegion,
  });
  const parts: SimulatorParts = {
    world,
    clock,
    credentials,
    lookup,
    admin,
    oracle,
    faults,
    outage,
    calls,
    lifecycle,
    conditions,
    activity,
  };
  const server = new LoopbackServer({
    port: options.port ?? 0,
    maxBodyBytes: limits.bodyBytes,
    handler: createSite({
      aws,
      now,
      random: random.fork('unrouted'),
      parts,
    }),
    tooLarge: jsonError(
      new AwsError(
        'RequestEntityTooLargeException',
        'The request body is too large.',
        { status: 413 },
      ),
      random.fork('too-large').uuid(),
    ),
  });
  outage.onChange(state =>
    state?.mode === 'refuse' ? server.close() : server.listen(),
  );
  return { ...parts, server };
}
