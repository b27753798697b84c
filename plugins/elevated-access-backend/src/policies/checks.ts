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

import type {
  AllowPolicy,
  ApprovalPolicy,
  EligibilityPolicy,
  Reminders,
  TargetSelector,
  WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import { IANAZone } from 'luxon';
import type { ConfigPath, ConfigProblem } from '../configProblems';
import type { LoadedSettings } from '../domain/policies';
import { normalizeRef } from '../domain/refs';
import {
  describeDuration,
  formatDuration,
  parseDurationMs,
} from '../domain/window';

const OU = /^(\/.*|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/;

/** What the shape of an eligibility policy cannot say about its sense. */
export function checkEligibilityPolicy(
  policy: EligibilityPolicy,
  settings: LoadedSettings,
  path: ConfigPath,
): ConfigProblem[] {
  const problems = [
    ...checkTargets(policy, path),
    ...checkPeople(policy.subjects, [...path, 'subjects']),
    ...(policy.workingHours
      ? checkTimeZone(policy.workingHours, [...path, 'workingHours'])
      : []),
  ];
  if (policy.effect === 'allow') {
    const longest = parseDurationMs(policy.maxDuration);
    if (longest < settings.minimumDurationMs) {
      problems.push({
        path: [...path, 'maxDuration'],
        reason: `must be at least settings.minimumDuration (${describeDuration(
          settings.minimumDurationMs,
        )}), or nothing could be asked for`,
        example: 'PT4H',
      });
    }
    problems.push(...checkExtension(policy, settings, path));
  }
  return problems;
}

function checkExtension(
  { extension }: AllowPolicy,
  settings: LoadedSettings,
  path: ConfigPath,
): ConfigProblem[] {
  const { minimumDurationMs } = settings;
  return !extension ||
    parseDurationMs(extension.maxTotalDuration) >= 2 * minimumDurationMs
    ? []
    : [
        {
          path: [...path, 'extension', 'maxTotalDuration'],
          reason: `must be at least twice settings.minimumDuration (${describeDuration(
            minimumDurationMs,
          )}), or nothing could be prolonged`,
          example: 'PT8H',
        },
      ];
}

/** What the shape of an approval policy cannot say about its sense. */
export function checkApprovalPolicy(
  policy: ApprovalPolicy,
  path: ConfigPath,
): ConfigProblem[] {
  const problems = checkTargets(policy, path);
  for (const [index, stage] of policy.stages.entries()) {
    const at = [...path, 'stages', index];
    problems.push(...checkPeople(stage.approvers, [...at, 'approvers']));
    const people = new Set(stage.approvers.map(normalizeRef));
    problems.push(...checkEscalation(stage.escalation, [...at, 'escalation']));
    const usersOnly = [...people].every(ref => ref.startsWith('user:'));
    if (usersOnly && people.size < stage.required) {
      problems.push({
        path: [...at, 'required'],
        reason: `must be at most ${people.size}, the number of users who may approve`,
        example: String(people.size),
      });
    }
  }
  if (
    policy.requestExpiry !== undefined &&
    parseDurationMs(policy.requestExpiry) === 0
  ) {
    problems.push({
      path: [...path, 'requestExpiry'],
      reason: 'must be longer than nothing',
      example: 'PT3H',
    });
  }
  if (policy.reminders) {
    problems.push(...checkReminders(policy.reminders, [...path, 'reminders']));
  }
  return problems;
}

/** What the shape of reminders cannot say about their sense. */
export function checkReminders(
  { first, maximum }: Reminders,
  path: ConfigPath,
): ConfigProblem[] {
  if (parseDurationMs(first) === 0) {
    return [
      {
        path: [...path, 'first'],
        reason: 'must be longer than nothing',
        example: 'PT30M',
      },
    ];
  }
  return parseDurationMs(maximum) >= parseDurationMs(first)
    ? []
    : [
        {
          path: [...path, 'maximum'],
          reason: `must be at least as long as first (${describeDuration(
            parseDurationMs(first),
          )})`,
          example: 'PT4H',
        },
      ];
}

function checkEscalation(
  steps: ApprovalPolicy['stages'][number]['escalation'],
  path: ConfigPath,
): ConfigProblem[] {
  return steps.flatMap(({ after, approvers }, index) => {
    const problems = checkPeople(approvers, [...path, index, 'approvers']);
    const before = index === 0 ? 0 : parseDurationMs(steps[index - 1].after);
    if (parseDurationMs(after) <= before) {
      problems.push({
        path: [...path, index, 'after'],
        reason:
          index === 0
            ? 'must be longer than nothing'
            : `must be longer than that of the step before it (${describeDuration(
                before,
              )})`,
        example: formatDuration(before + 3_600_000),
      });
    }
    return problems;
  });
}

/** Whether an approver or a reference can name people: a user, a group, or who stands for them. */
export function namesPeople(ref: string): boolean {
  return /^((user|group):|(owner|manager)$)/i.test(ref);
}

function checkPeople(
  refs: readonly string[],
  path: ConfigPath,
): ConfigProblem[] {
  return refs.flatMap((ref, index) =>
    namesPeople(ref)
      ? []
      : [
          {
            path: [...path, index],
            reason: 'must name a user or a group',
            example: 'group:default/payments',
          },
        ],
  );
}

/** An OU that can never be found would make a deny policy protect nothing, so its form is checked. */
function checkTargets(
  policy: { targets: readonly TargetSelector[] },
  path: ConfigPath,
): ConfigProblem[] {
  return policy.targets.flatMap((target, index) => {
    const at = [...path, 'targets', index];
    if ('ou' in target && !OU.test(target.ou)) {
      return [
        {
          path: [...at, 'ou'],
          reason:
            'must be the id of an OU or of the root, or the path from the root with a slash in front',
          example: '/Workloads/Prod or ou-ab12-cd34ef56',
        },
      ];
    }
    return 'owner' in target && !namesPeople(target.owner)
      ? [
          {
            path: [...at, 'owner'],
            reason: 'must name a user or a group',
            example: 'group:default/payments',
          },
        ]
      : [];
  });
}

function checkTimeZone(
  { timeZone }: WorkingHours,
  path: ConfigPath,
): ConfigProblem[] {
  return IANAZone.isValidZone(timeZone)
    ? []
    : [
        {
          path: [...path, 'timeZone'],
          reason: 'must be the name of a time zone of the IANA database',
          example: 'Europe/Stockholm',
        },
      ];
}
