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

import { SimulatorClock } from './clock/types';
import { FaultRule, OutageState } from './faults/types';
import { OrganizationFile, OrganizationInput } from './org/types';

/**
 * How long asynchronous operations take. The actual times are drawn from a
 * log-normal distribution around the medians, from the seed.
 *
 * @public
 */
export interface LatencyOptions {
  /** Median when the role already exists, milliseconds. */
  readonly roleExistsMs: number;
  /** Median when the role must be created or deleted, milliseconds. */
  readonly roleChangesMs: number;
  /** Standard deviation of the logarithm: 0 makes every operation take the median. */
  readonly spread: number;
  /** Longest time that lists lag behind writes, milliseconds. */
  readonly listLagMs: number;
  /**
   * How long an account stays "in conflict" after an operation on it has
   * completed, milliseconds.
   */
  readonly settleMs: number;
  /**
   * How long until the portal heeds a change of group membership,
   * milliseconds. AWS promises no more than "within 1 hour".
   */
  readonly groupPropagationMs: number;
  /** How long until CloudTrail shows what was done, milliseconds. AWS takes minutes. */
  readonly trailMs: number;
}

/**
 * Ready-made latencies. `none`: everything completes at once. `fast`: visible
 * to the eye. `realistic`: seconds, lists lag up to three. `slow`: a bad day.
 *
 * @public
 */
export type LatencyPreset = 'none' | 'fast' | 'realistic' | 'slow';

const calm = { settleMs: 0, groupPropagationMs: 0, trailMs: 0 };

const presets: Record<LatencyPreset, LatencyOptions> = {
  none: { roleExistsMs: 0, roleChangesMs: 0, spread: 0, listLagMs: 0, ...calm },
  fast: {
    roleExistsMs: 300,
    roleChangesMs: 900,
    spread: 0.2,
    listLagMs: 200,
    ...calm,
  },
  realistic: {
    roleExistsMs: 2_000,
    roleChangesMs: 8_000,
    spread: 0.4,
    listLagMs: 3_000,
    ...calm,
    trailMs: 10_000,
  },
  slow: {
    roleExistsMs: 15_000,
    roleChangesMs: 60_000,
    spread: 0.6,
    listLagMs: 3_000,
    settleMs: 2_000,
    groupPropagationMs: 3_600_000,
    trailMs: 900_000,
  },
};

/** The latency options that a preset or a partial override stands for. */
export function resolveLatency(
  latency: LatencyPreset | Partial<LatencyOptions> | undefined,
): LatencyOptions {
  if (typeof latency === 'string') {
    return presets[latency];
  }
  return { ...presets.none, ...latency };
}

/**
 * AWS's quotas. The defaults are AWS's own.
 *
 * @public
 */
export interface LimitOptions {
  /** Calls per second of all sso-admin operations together; 0 for no limit. */
  readonly ssoAdminTps: number;
  /** Calls per second of all identitystore operations together; 0 for no limit. */
  readonly identityStoreTps: number;
  /** CloudTrail LookupEvents calls per second of one account in one Region; 0 for no limit. */
  readonly lookupEventsTps: number;
  /** Whether Organizations' token buckets, one per operation, are in force. */
  readonly organizations: boolean;
  /** Outstanding asynchronous assignment writes. */
  readonly outstandingWrites: number;
  /** Whether deletions count towards the outstanding writes. AWS does not say. */
  readonly deletionsCount: boolean;
  /** Concurrent ProvisionPermissionSet operations. */
  readonly concurrentProvisions: number;
  /** IAM roles per account. */
  readonly rolesPerAccount: number;
  /** Permission sets provisioned per account. */
  readonly permissionSetsPerAccount: number;
  /** Permission sets per instance. */
  readonly permissionSets: number;
  /** How long the status of a request is remembered, milliseconds. */
  readonly statusRetentionMs: number;
  /** Largest accepted request body, bytes. */
  readonly bodyBytes: number;
}

export const defaultLimits: LimitOptions = {
  ssoAdminTps: 20,
  identityStoreTps: 20,
  lookupEventsTps: 2,
  organizations: true,
  outstandingWrites: 15,
  deletionsCount: true,
  concurrentProvisions: 3,
  rolesPerAccount: 1_000,
  permissionSetsPerAccount: 500,
  permissionSets: 3_500,
  statusRetentionMs: Infinity,
  bodyBytes: 1_048_576,
};

/** The defaults with every request rate limit lifted. */
const unthrottled: LimitOptions = {
  ...defaultLimits,
  ssoAdminTps: 0,
  identityStoreTps: 0,
  lookupEventsTps: 0,
  organizations: false,
};

export function resolveLimits(
  limits: 'aws' | 'no-request-rates' | Partial<LimitOptions> | undefined,
): LimitOptions {
  if (limits === 'no-request-rates') {
    return unthrottled;
  }
  return { ...defaultLimits, ...(typeof limits === 'object' ? limits : {}) };
}

/**
 * Credentials that the simulator accepts.
 *
 * @public
 */
export interface SimulatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /**
   * Name or id of the account they belong to: what AWS allows follows from
   * it. By default the management account, or the delegated administrator
   * when `delegatedAdmin` is set.
   */
  readonly account?: string;
}

/** Accepted when nothing else is configured. Not a secret. */
export const demoCredentials: SimulatorCredentials = {
  accessKeyId: 'SIMULATORDEMOKEY0001',
  secretAccessKey: 'simulator-demo-secret-not-a-secret-000001',
};

/**
 * What to simulate, and how faithfully.
 *
 * @public
 */
export interface AwsSimulatorOptions {
  /** An organization, or the YAML file that describes it. The demo by default. */
  readonly org?: string | OrganizationFile | OrganizationInput;
  /** TCP port on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number;
  /** `real` by default; pass a VirtualClock to move time by hand. */
  readonly clock?: 'real' | SimulatorClock;
  /** Everything random follows from it. */
  readonly seed?: string | number;
  /** `none` by default. */
  readonly latency?: LatencyPreset | Partial<LatencyOptions>;
  /** AWS's quotas by default. */
  readonly limits?: 'aws' | 'no-request-rates' | Partial<LimitOptions>;
  /**
   * Whether the caller is the delegated administrator's account instead of
   * the management account.
   */
  readonly delegatedAdmin?: boolean;
  /** The demo credentials by default. */
  readonly credentials?: readonly SimulatorCredentials[];
  /**
   * What becomes of an assignment to an account that does not exist:
   * `succeed`, the default, reports SUCCEEDED and does nothing; `fail`
   * reports FAILED. Both have been seen.
   */
  readonly unknownAccount?: 'succeed' | 'fail';
  /** Probability that an Organizations list returns an empty page with a token. */
  readonly emptyPages?: number;
  /**
   * Names of the roles that STS lets the callers assume in every account;
   * `elevated-access-activity` by default.
   */
  readonly assumableRoles?: readonly string[];
  /** Whether people use what they are given through the API, for CloudTrail to show. False by default. */
  readonly eagerPeople?: boolean;
  /** Whether a session outlives the role it was issued for. True by default. */
  readonly sessionsSurviveRoleDeletion?: boolean;
  readonly faults?: readonly FaultRule[];
  readonly outage?: OutageState;
  readonly signing?: {
    /** Largest accepted difference between the signer's clock and ours, milliseconds. */
    readonly maxSkewMs?: number;
    /**
     * Which clock a signature's date is held against. SDKs sign with the
     * wall clock, so `wall` is the default also with a virtual clock.
     */
    readonly clock?: 'wall' | 'simulator';
  };
  /** Start although NODE_ENV is `production`. */
  readonly allowProduction?: boolean;
}
