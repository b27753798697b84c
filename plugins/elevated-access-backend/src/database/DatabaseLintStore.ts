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
  lintRuleSchema,
  policyKindSchema,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import type {
  LintFilter,
  LintFindingRecord,
  LintPosition,
  LintState,
  LintStore,
} from './lintTypes';
import {
  LINT_FINDINGS,
  LINT_STATE,
  type LintFindingRow,
  type LintStateRow,
} from './tables';
import { toDate, toDateOrNull } from './values';

const NAME = 'lint';

/** Rows of one statement; SQLite takes 32,766 values at most. */
const CHUNK = 500;

/** By rank: the worst first. */
const SEVERITIES = ['error', 'warning', 'info'] as const;

export class DatabaseLintStore implements LintStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async state(): Promise<LintState> {
    const row = await this.#knex<LintStateRow>(LINT_STATE)
      .where({ name: NAME })
      .first();
    return {
      checkedAt: toDateOrNull(row?.checked_at ?? null),
      lastAttemptAt: toDateOrNull(row?.last_attempt_at ?? null),
      lastError: row?.last_error ?? null,
    };
  }

  recordFailure(message: string, at: Date): Promise<void> {
    return this.#setState({ last_attempt_at: at, last_error: message });
  }

  async firstSeen(): Promise<Map<string, Date>> {
    const rows = await this.#findings().select('id', 'first_seen_at');
    return new Map(rows.map(row => [row.id, toDate(row.first_seen_at)]));
  }

  async replace(
    findings: readonly LintFindingRecord[],
    at: Date,
  ): Promise<void> {
    await this.#setState({
      checked_at: at,
      last_attempt_at: at,
      last_error: null,
    });
    await this.#findings().delete();
    for (let start = 0; start < findings.length; start += CHUNK) {
      await this.#findings().insert(
        findings.slice(start, start + CHUNK).map(toRow),
      );
    }
  }

  async list(options: {
    filter: LintFilter;
    after?: LintPosition;
    limit: number;
  }): Promise<LintFindingRecord[]> {
    const { filter, after, limit } = options;
    const query = this.#matching(filter)
      .orderBy(['rank', 'policy_name', 'id'])
      .limit(limit);
    if (after) {
      const rank = rankOf(after.severity);
      query.where(key =>
        key
          .where('rank', '>', rank)
          .orWhere(same =>
            same.where({ rank }).where('policy_name', '>', after.policy),
          )
          .orWhere(same =>
            same
              .where({ rank, policy_name: after.policy })
              .where('id', '>', after.id),
          ),
      );
    }
    const rows: LintFindingRow[] = await query.select('*');
    return rows.map(fromRow);
  }

  async count(filter: LintFilter): Promise<number> {
    const [{ many }] = await this.#matching(filter).count({ many: '*' });
    return Number(many);
  }

  #matching({ severity, rule, policy }: LintFilter) {
    const query = this.#findings();
    if (severity !== undefined) {
      query.where({ rank: rankOf(severity) });
    }
    if (rule !== undefined) {
      query.where({ rule });
    }
    if (policy !== undefined) {
      query.where({ policy_name: policy });
    }
    return query;
  }

  async #setState(columns: Omit<Partial<LintStateRow>, 'name'>) {
    await this.#knex<LintStateRow>(LINT_STATE)
      .insert({ name: NAME, ...columns })
      .onConflict('name')
      .merge(columns);
  }

  #findings() {
    return this.#knex<LintFindingRow>(LINT_FINDINGS);
  }
}

function rankOf(severity: LintFindingRecord['severity']): number {
  return SEVERITIES.indexOf(severity);
}

function toRow(finding: LintFindingRecord): LintFindingRow {
  return {
    id: finding.id,
    rule: finding.rule,
    rank: rankOf(finding.severity),
    policy_kind: finding.policy.kind,
    policy_name: finding.policy.name,
    path: finding.path,
    reason: finding.reason,
    remedy: finding.remedy,
    first_seen_at: finding.firstSeenAt,
  };
}

function fromRow(row: LintFindingRow): LintFindingRecord {
  return {
    id: row.id,
    rule: lintRuleSchema.parse(row.rule),
    severity: SEVERITIES[row.rank] ?? 'info',
    policy: {
      kind: policyKindSchema.parse(row.policy_kind),
      name: row.policy_name,
    },
    path: row.path,
    reason: row.reason,
    remedy: row.remedy,
    firstSeenAt: toDate(row.first_seen_at),
  };
}
