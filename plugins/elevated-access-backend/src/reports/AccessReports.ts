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
  AccessReport,
  AccessReportQuery,
} from 'backstage-plugin-elevated-access-common';
import type { Figures, RequestCounts } from '../database/reportTypes';
import type { Stores } from '../database/types';
import { problem } from '../domain/problems';
import {
  isTooLong,
  LONGEST_YEARS,
  stepsOf,
  type PeriodStep,
} from '../domain/reportSteps';
import { formatDuration } from '../domain/window';
import { OVERDUE_AFTER } from '../engine/tuning';
import type { RequestQuestions } from '../requests/RequestQuestions';
import type { RequestCall, RequestService } from '../requests/types';

/** What is reported when nobody says from when, milliseconds. */
const DEFAULT_PERIOD = 30 * 24 * 60 * 60_000;

/** How many accounts, permission sets and people are ranked. */
const BUSIEST = 10;

const MINUTE = 60_000;

/** What requests add up to, of those that the caller may see. */
export class AccessReports {
  readonly #stores: Pick<Stores, 'reports' | 'now'>;
  readonly #questions: Pick<RequestQuestions, 'toFilter'>;
  readonly #requests: Pick<RequestService, 'visible'>;

  constructor(options: {
    stores: Pick<Stores, 'reports' | 'now'>;
    questions: Pick<RequestQuestions, 'toFilter'>;
    requests: Pick<RequestService, 'visible'>;
  }) {
    this.#stores = options.stores;
    this.#questions = options.questions;
    this.#requests = options.requests;
  }

  /** @throws InputError for a period that is none or longer than five years, and for filters that make no sense */
  async report(
    { from, to, ...filters }: AccessReportQuery,
    call: RequestCall,
  ): Promise<AccessReport> {
    const now = await this.#stores.now();
    const period = requirePeriod({ from, to }, now);
    const { unit, steps } = stepsOf(period);
    const filter = {
      allOf: [
        await this.#questions.toFilter(filters),
        await this.#requests.visible(call),
      ],
    };
    const figures = await this.#stores.reports.figures({
      filter,
      steps,
      busiest: BUSIEST,
      overdueAfterMs: OVERDUE_AFTER,
      now,
    });
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      step: unit,
      overTime: overTime(steps, figures),
      ...presentTotals(figures),
      busiestAccounts: figures.accounts.map(({ key, ...rest }) => ({
        id: key,
        ...rest,
      })),
      busiestPermissionSets: figures.permissionSets.map(({ key, ...rest }) => ({
        arn: key,
        ...rest,
      })),
      busiestPeople: figures.people.map(({ key, name, ...rest }) => ({
        entityRef: key,
        displayName: name,
        ...rest,
      })),
    };
  }
}

/** What has not been yet is no part of a report. */
function requirePeriod(
  query: Pick<AccessReportQuery, 'from' | 'to'>,
  now: Date,
): { from: Date; to: Date } {
  const asked = query.to ? new Date(query.to) : now;
  const to = asked > now ? now : asked;
  const from = query.from
    ? new Date(query.from)
    : new Date(to.getTime() - DEFAULT_PERIOD);
  if (from >= to) {
    throw problem('input', {
      code: 'invalid-input',
      field: query.from ? 'from' : 'to',
      reason: `There is nothing to report between ${from.toISOString()} and ${to.toISOString()}.`,
      remedy: 'Choose a period that begins before it ends, and in the past.',
    });
  }
  if (isTooLong({ from, to })) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'from',
      reason: `A report covers ${LONGEST_YEARS} years at most.`,
      remedy: 'Choose a later begin or an earlier end.',
    });
  }
  return { from, to };
}

function overTime(
  steps: readonly PeriodStep[],
  { byStep }: Figures,
): AccessReport['overTime'] {
  return steps.map(({ at }, index) => {
    const { requests, given, rejected, live } = byStep[index];
    return { at: at.toISOString(), requests, given, rejected, live };
  });
}

function presentTotals({ byStep, timeToApprove }: Figures) {
  const total = (member: keyof RequestCounts) =>
    byStep.reduce((sum, counts) => sum + counts[member], 0);
  return {
    requests: total('requests'),
    given: total('given'),
    rejected: total('rejected'),
    expired: total('expired'),
    failed: total('failed'),
    timeToApprove: {
      median: timeToApprove && formatDuration(timeToApprove.medianMs),
      p95: timeToApprove && formatDuration(timeToApprove.p95Ms),
    },
    decidedAutomatically: { count: total('automatic'), of: total('approved') },
    neverUsed: { count: total('unused'), of: total('usageKnown') },
    overdueMinutes: Math.round((total('overdueMs') / MINUTE) * 100) / 100,
  };
}
