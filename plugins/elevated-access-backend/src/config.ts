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
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import {
  settingsSchema,
  type Settings,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import {
  configError,
  formatPath,
  parseConfig,
  valueAt,
  withoutNulls,
  type ConfigProblem,
} from './configProblems';
import type { EventLogConfig } from './configEventLog';
import { configSchema, isAws } from './configSchema';
import type { ActivityConfig } from './activity/config';
import type { WrittenPolicy } from './database/policyTypes';
import type { ReviewCadence } from './domain/reviewPeriod';
import { describeDuration } from './domain/window';
import { checkPolicies, loadSettings } from './policies/loadPolicies';
import type { Policies } from './policies/types';

export {
  IDENTITY_CENTER_USER_ANNOTATION,
  MANAGER_ANNOTATION,
} from './configSchema';

/** The whole `elevatedAccess` section, checked, with its defaults, in the units that the code counts in. */
export interface ElevatedAccessConfig {
  aws: {
    region: string;
    /** Discovered where absent. */
    instanceArn?: string;
    /** Whose credentials the section `aws` of the config gives; its main account where absent. */
    accountId?: string;
    endpoint?: string;
    /** Static keys, for an endpoint outside AWS only. */
    credentials?: {
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    };
    accessPortalUrl?: string;
    delegatedAdministrator: boolean;
    protectedAccountIds: readonly string[];
    /** Milliseconds. */
    requestTimeoutMs: number;
    /** The endpoint is not AWS itself but something that behaves like it. */
    demo: boolean;
  };
  /** User and group references, whole and lower-case. */
  access: {
    admins: readonly string[];
    auditors: readonly string[];
    responders: readonly string[];
  };
  identity: {
    /** Ways to find a person's Identity Center user, in the order in which they are tried. */
    order: readonly ('annotation' | 'email' | 'userName')[];
    annotation: string;
    /** Annotation of a catalog user that holds the ref of their manager. */
    managerAnnotation: string;
  };
  directory: {
    schedule: SchedulerServiceTaskScheduleDefinition;
    /** Milliseconds. */
    maximumAgeMs: number;
  };
  engine: {
    /** Milliseconds. */
    cadenceMs: number;
    /** Milliseconds. */
    leaseDurationMs: number;
    maximumWritesInFlight: number;
    writesPerSecond: number;
    /** Of sso-admin and of identitystore, each. */
    callsPerSecond: number;
    /** Milliseconds between two looks whether people with access are still there. */
    personCheckMs: number;
  };
  /** The comparison of AWS with the grants. */
  drift: {
    enabled: boolean;
    /** Milliseconds. */
    intervalMs: number;
    /** Whether what groups hold is reported as well. */
    groups: boolean;
  };
  /** Where what people did with their access is read from. */
  activity: ActivityConfig;
  /** Where the event log is anchored. */
  eventLog: EventLogConfig;
  /** The check of policies against the catalog and the directory. */
  lint: {
    enabled: boolean;
    /** Milliseconds. */
    intervalMs: number;
  };
  /** What of the access that was given is still needed. */
  reviews: {
    enabled: boolean;
    cadence: ReviewCadence;
    /** Whole and lower-case; those that policies permit something where absent. */
    groups?: readonly string[];
  };
  /** Policies and settings as the config has them, to go with those of other places. */
  written: {
    policies: readonly WrittenPolicy[];
    /** Only what the config sets; the rest may be set elsewhere. */
    settings: Partial<Settings>;
  };
  /** Places outside the config that policies are read from. */
  policySources: {
    /** Files and folders; a relative path begins at the working directory. */
    files: readonly string[];
    locations: readonly { url: string }[];
    /** When the locations are read. */
    schedule: SchedulerServiceTaskScheduleDefinition;
  };
}

const ROOT = 'elevatedAccess';

/** Reading 5,000 accounts with their tags takes about a quarter of an hour inside AWS's rate limits. */
const DIRECTORY_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 15 },
  timeout: { hours: 1 },
};

const POLICIES_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 5 },
};

/**
 * Reads the config section `elevatedAccess`.
 *
 * @throws InputError that lists everything that is wrong with it, each with the
 * key's path, the reason and an example
 */
export function readElevatedAccessConfig(
  rootConfig: Config,
): ElevatedAccessConfig {
  const section = withoutNulls(rootConfig.getOptional<unknown>(ROOT)) ?? {};
  const parsed = parseConfig(configSchema, section, [ROOT]);
  const { settings, problems: settingsProblems } = readSettings(section);
  const directorySchedule = readSchedule(
    section,
    'directory',
    DIRECTORY_SCHEDULE,
  );
  const policiesSchedule = readSchedule(section, 'policies', POLICIES_SCHEDULE);
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...settingsProblems,
    ...directorySchedule.problems,
    ...policiesSchedule.problems,
    ...checkPolicies(
      {
        eligibility: valueAt(section, ['policies', 'eligibility']),
        approval: valueAt(section, ['policies', 'approval']),
      },
      settings,
      [ROOT, 'policies'],
    ),
  ];
  if (!parsed.ok || problems.length > 0) {
    throw configError(problems);
  }
  const { aws, access, identity, directory, engine, drift, lint, policies } =
    parsed.data;
  const { deliveryDelay, refresh, ...activity } = parsed.data.activity;
  const { requestTimeout, ...awsRest } = aws;
  return {
    aws: {
      ...awsRest,
      requestTimeoutMs: requestTimeout,
      demo: aws.endpoint !== undefined && !isAws(aws.endpoint),
    },
    access,
    identity,
    directory: {
      schedule: directorySchedule.schedule,
      maximumAgeMs: directory.maximumAge,
    },
    engine: {
      cadenceMs: engine.cadence,
      leaseDurationMs: engine.leaseDuration,
      maximumWritesInFlight: engine.maximumWritesInFlight,
      writesPerSecond: engine.writesPerSecond,
      callsPerSecond: engine.callsPerSecond,
      personCheckMs: engine.personCheck,
    },
    drift: {
      enabled: drift.enabled,
      intervalMs: drift.interval,
      groups: drift.groups,
    },
    activity: {
      ...activity,
      deliveryDelayMs: deliveryDelay,
      refreshMs: refresh,
    },
    eventLog: {
      anchorIntervalMs: parsed.data.eventLog.anchorInterval,
      anchors: parsed.data.eventLog.anchors,
    },
    lint: { enabled: lint.enabled, intervalMs: lint.interval },
    reviews: parsed.data.reviews,
    written: {
      policies: writtenPolicies(policies),
      settings: onlyWritten(
        parsed.data.settings,
        valueAt(section, ['settings']),
      ),
    },
    policySources: {
      files: policies.files,
      locations: policies.locations,
      schedule: policiesSchedule.schedule,
    },
  };
}

function writtenPolicies({
  eligibility,
  approval,
}: Pick<
  z.output<typeof configSchema>['policies'],
  'eligibility' | 'approval'
>): WrittenPolicy[] {
  const source = (list: string, index: number) => ({
    type: 'config' as const,
    place: formatPath([ROOT, 'policies', list, index]),
  });
  return [
    ...eligibility.map((spec, index) => ({
      kind: 'eligibility' as const,
      spec,
      source: source('eligibility', index),
    })),
    ...approval.map((spec, index) => ({
      kind: 'approval' as const,
      spec,
      source: source('approval', index),
    })),
  ];
}

/** The settings without what nobody wrote. */
function onlyWritten(settings: Settings, written: unknown): Partial<Settings> {
  const isWritten = (key: string) => valueAt(written, [key]) !== undefined;
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) => isWritten(key)),
  );
}

/** The settings in milliseconds; the defaults while they are not well-formed, which is reported elsewhere. */
function readSettings(section: unknown): {
  settings: Policies['settings'];
  problems: ConfigProblem[];
} {
  const written = settingsSchema.safeParse(valueAt(section, ['settings']));
  const settings = loadSettings(
    written.success ? written.data : settingsSchema.parse({}),
  );
  const { minimumDurationMs, maximumDurationMs } = settings;
  if (minimumDurationMs <= maximumDurationMs) {
    return { settings, problems: [] };
  }
  return {
    settings,
    problems: [
      {
        path: [ROOT, 'settings', 'minimumDuration'],
        reason: `must be at most settings.maximumDuration (${describeDuration(
          maximumDurationMs,
        )})`,
        example: 'PT5M',
      },
    ],
  };
}

function readSchedule(
  section: unknown,
  part: 'directory' | 'policies',
  fallback: SchedulerServiceTaskScheduleDefinition,
): {
  schedule: SchedulerServiceTaskScheduleDefinition;
  problems: ConfigProblem[];
} {
  const path = [part, 'schedule'];
  const written = z.json().optional().safeParse(valueAt(section, path)).data;
  if (written === undefined) {
    return { schedule: fallback, problems: [] };
  }
  try {
    return {
      schedule: readSchedulerServiceTaskScheduleDefinitionFromConfig(
        new ConfigReader({ schedule: written }).getConfig('schedule'),
      ),
      problems: [],
    };
  } catch (error) {
    return {
      schedule: fallback,
      problems: [
        {
          path: [ROOT, ...path],
          reason: `is not a schedule: ${toError(error).message}`,
          example: '{ frequency: { minutes: 15 }, timeout: { minutes: 15 } }',
        },
      ],
    };
  }
}
