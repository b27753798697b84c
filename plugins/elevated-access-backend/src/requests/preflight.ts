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

import type { Preflight } from 'backstage-plugin-elevated-access-common';
import { riskOf } from '../domain/policies';
import {
  accessEndsAt,
  formatDuration,
  parseDurationMs,
  sessionsEndBy,
} from '../domain/window';
import type { CheckOutcome } from './Checklist';
import { presentStage } from './presentRequest';
import type { Assessment } from './assessment';

/** The form in which the API says what would come of a submission. */
export function presentAssessment(
  assessment: Assessment,
  limits: { maximumDurationMs: number },
): Preflight {
  const { policy, approval, endsAt, sessionDurationMs } = assessment;
  const strictWindow = policy?.strictWindow ?? false;
  const accessEnds = accessEndsAt({ endsAt, strictWindow, sessionDurationMs });
  return {
    accountId: assessment.accountId,
    checks: assessment.checks.map(presentCheck),
    policy: policy && {
      name: policy.name,
      description: policy.description,
      risk: riskOf(policy),
      maxDuration: formatDuration(
        Math.min(parseDurationMs(policy.maxDuration), limits.maximumDurationMs),
      ),
      reason: policy.reason,
      ticket: policy.ticket,
    },
    approval: approval && {
      policy: approval.requirement.policyName,
      stages: approval.stages.map(presentStage),
    },
    startsAt: assessment.startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    sessionsEndBy: sessionsEndBy({
      endsAt: accessEnds ?? endsAt,
      sessionDurationMs,
    }).toISOString(),
  };
}

/** How a check went, in the form in which the API gives it. */
export function presentCheck(
  outcome: CheckOutcome,
): Preflight['checks'][number] {
  if (outcome.ok) {
    return { check: outcome.check, ok: true, reason: outcome.says };
  }
  const { code, field, reason, remedy } = outcome.error;
  return { check: outcome.check, ok: false, code, field, reason, remedy };
}
