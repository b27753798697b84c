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

import { SimulatorClock } from '../clock/types';
import { Role } from '../model/types';
import { World } from '../model/World';
import { Lookup } from '../oracle/Lookup';
import { Random } from '../random';
import { Habit, habitsOf } from './habits';
import { Trail } from './Trail';

/**
 * One call that somebody made, for CloudTrail's event history. Names are those
 * that people know things by.
 *
 * @public
 */
export interface RecordedCall {
  /** User name; need not be anybody's. */
  readonly user: string;
  readonly account: string;
  readonly permissionSet: string;
  /** Epoch milliseconds or ISO 8601; now when left out. */
  readonly at?: number | string;
  /** For example `UpdateService`. */
  readonly name: string;
  /** For example `ecs.amazonaws.com`. */
  readonly service: string;
  readonly readOnly?: boolean;
  /** The primary Region when left out. */
  readonly region?: string;
  readonly errorCode?: string;
  readonly resources?: ReadonlyArray<{
    readonly type: string;
    readonly name: string;
  }>;
  /** Name of the role, instead of the one that the permission set has in the account. */
  readonly roleName?: string;
  readonly sourceAddress?: string;
  readonly userAgent?: string;
}

/**
 * Where, by whom and when believable calls are to be made up.
 *
 * @public
 */
export interface ActivityOrder {
  readonly user: string;
  readonly account: string;
  readonly permissionSet: string;
  /** Epoch milliseconds or ISO 8601. */
  readonly from: number | string;
  readonly to: number | string;
  /** How many calls; about one a minute when left out. */
  readonly calls?: number;
}

/** The Region of services that have none. */
const GLOBAL = 'us-east-1';

const AGENTS = [
  'aws-cli/2.27.4 md/awscrt#0.26.1 ua/2.1 os/macos#24.5.0 lang/python#3.13.3 cfg/retry-mode#standard',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'APN/1.0 HashiCorp/1.0 Terraform/1.12.1 terraform-provider-aws/6.2.0',
];

/** For a session that does nothing else, milliseconds between two calls. */
const PACE_MS = 60_000;

/**
 * What people do with their access, as CloudTrail records it. Nothing is really
 * done: the calls are told by a test, or made up.
 *
 * @public
 */
export class Activity {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly #lookup: Lookup;
  readonly #random: Random;
  readonly #trail: Trail;

  /** @internal */
  constructor(options: {
    world: World;
    clock: SimulatorClock;
    lookup: Lookup;
    random: Random;
    trail: Trail;
  }) {
    this.#world = options.world;
    this.#clock = options.clock;
    this.#lookup = options.lookup;
    this.#random = options.random;
    this.#trail = options.trail;
  }

  /** Writes one call into the event history; gives the id of its record. */
  record(call: RecordedCall): string {
    const at = toSecond(call.at ?? this.#clock.now());
    const account = this.#lookup.account(call.account);
    const permissionSet = this.#lookup.permissionSet(call.permissionSet);
    const roleName =
      call.roleName ??
      this.#roleAt(account.id, permissionSet.arn, at)?.name ??
      `AWSReservedSSO_${permissionSet.name}_0000000000000000`;
    const region = call.region ?? this.#world.identity.primaryRegion;
    const eventId = this.#random.uuid();
    const accessKeyId = `ASIM${this.#random.hex(16).toUpperCase()}`;
    const readOnly =
      call.readOnly ?? /^(Get|List|Describe|Head|Lookup)/.test(call.name);
    const roleId = `AROA${this.#random.hex(16).toUpperCase()}`;
    this.#trail.add({
      eventId,
      at,
      accountId: account.id,
      region,
      userName: call.user,
      permissionSetArn: permissionSet.arn,
      accessKeyId,
      eventName: call.name,
      eventSource: call.service,
      readOnly,
      resources: call.resources ?? [],
      record: {
        eventVersion: '1.11',
        userIdentity: {
          type: 'AssumedRole',
          principalId: `${roleId}:${call.user}`,
          arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${call.user}`,
          accountId: account.id,
          accessKeyId,
          sessionContext: {
            sessionIssuer: {
              type: 'Role',
              principalId: roleId,
              arn: `arn:aws:iam::${
                account.id
              }:role/aws-reserved/sso.amazonaws.com/${
                this.#world.identity.primaryRegion
              }/${roleName}`,
              accountId: account.id,
              userName: roleName,
            },
            attributes: {
              creationDate: isoSecond(at),
              mfaAuthenticated: 'false',
            },
          },
        },
        eventTime: isoSecond(at),
        eventSource: call.service,
        eventName: call.name,
        awsRegion: region,
        sourceIPAddress: call.sourceAddress ?? this.#address(call.user),
        userAgent: call.userAgent ?? AGENTS[0],
        ...(call.errorCode
          ? {
              errorCode: call.errorCode,
              errorMessage: `User: arn:aws:sts::${account.id}:assumed-role/${roleName}/${call.user} is not authorized to perform: ${call.name}`,
            }
          : {}),
        requestParameters: null,
        responseElements: null,
        requestID: this.#random.uuid(),
        eventID: eventId,
        readOnly,
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: account.id,
        eventCategory: 'Management',
      },
    });
    return eventId;
  }

  /** Makes up believable calls of one session, spread over a time that may be still to come. Gives how many. */
  generate(order: ActivityOrder): number {
    const from = toInstant(order.from);
    const to = toInstant(order.to);
    const calls = order.calls ?? Math.max(1, Math.round((to - from) / PACE_MS));
    const { name } = this.#lookup.permissionSet(order.permissionSet);
    const { looking, changing, mayChange } = habitsOf(name);
    const userAgent = this.#random.pick(AGENTS);
    const { userName } = this.#lookup.user(order.user);
    for (let index = 0; index < calls; index += 1) {
      const changes = this.#random.chance(mayChange ? 0.3 : 0.06);
      const habit = this.#random.pick(changes ? changing : looking);
      const at =
        from + ((index + this.#random.next() * 0.9) * (to - from)) / calls;
      this.#follow(habit, {
        user: userName,
        account: order.account,
        permissionSet: order.permissionSet,
        at,
        userAgent,
        denied: changes ? !mayChange : this.#random.chance(0.04),
      });
    }
    return calls;
  }

  /** Takes back what one session would still have done from an instant on. */
  stop(session: {
    user: string;
    accountId: string;
    permissionSetArn: string;
    after: number;
  }): void {
    this.#trail.retract(
      ({ userName, accountId, permissionSetArn, at }) =>
        userName === session.user &&
        accountId === session.accountId &&
        permissionSetArn === session.permissionSetArn &&
        at > session.after,
    );
  }

  #follow(
    habit: Habit,
    call: Pick<
      RecordedCall,
      'user' | 'account' | 'permissionSet' | 'userAgent'
    > & { at: number; denied: boolean },
  ): void {
    const { denied, ...rest } = call;
    const { id } = this.#lookup.account(call.account);
    const region = habit.global ? GLOBAL : this.#world.identity.primaryRegion;
    this.record({
      ...rest,
      name: habit.name,
      service: `${habit.service}.amazonaws.com`,
      readOnly: habit.readOnly,
      region,
      ...(denied ? { errorCode: 'AccessDenied' } : {}),
      resources: habit.resource && [
        {
          type: habit.resource.type,
          name: habit.resource.name
            .replace('{account}', id)
            .replace('{region}', region),
        },
      ],
    });
  }

  /** An address out of those that are set aside for documentation, the same for each person. */
  #address(user: string): string {
    const sum = [...user].reduce((all, c) => all + c.charCodeAt(0), 0);
    return `203.0.113.${(sum % 253) + 1}`;
  }

  #roleAt(accountId: string, arn: string, at: number): Role | undefined {
    const { roles } = this.#world;
    return roles.at(accountId, arn, at) ?? roles.get(accountId, arn);
  }
}

function toInstant(given: number | string): number {
  const instant = typeof given === 'number' ? given : Date.parse(given);
  if (!Number.isFinite(instant)) {
    throw new Error(`'${given}' is no instant.`);
  }
  return instant;
}

/** CloudTrail dates records to the second. */
function toSecond(given: number | string): number {
  return Math.floor(toInstant(given) / 1000) * 1000;
}

function isoSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
