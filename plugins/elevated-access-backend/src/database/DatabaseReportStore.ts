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

import type { Knex } from 'knex';
import { FiguresReader } from './FiguresReader';
import { isSqlite, type Count } from './reportSql';
import type {
  Figures,
  FiguresQuery,
  PastApproval,
  ReportStore,
  RequesterHistory,
} from './reportTypes';
import { DECISIONS, REQUESTS, type DecisionRow } from './tables';
import { toDate } from './values';

export class DatabaseReportStore implements ReportStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  figures(query: FiguresQuery): Promise<Figures> {
    return this.#knex.transaction(
      tx => new FiguresReader({ knex: tx, query }).read(),
      isSqlite(this.#knex)
        ? {}
        : { isolationLevel: 'repeatable read', readOnly: true },
    );
  }

  async historyOf(options: {
    requesterRef: string;
    since: Date;
    exceptId: string;
  }): Promise<RequesterHistory> {
    const [row] = await this.#knex(REQUESTS)
      .where({ requester_ref: options.requesterRef })
      .where('created_at', '>=', options.since)
      .whereNot({ id: options.exceptId })
      .select<Record<keyof RequesterHistory, Count>[]>(
        this.#knex.raw('count(*) as requests'),
        this.#knex.raw('count(starts_at) as approved'),
        this.#knex.raw(
          "count(case when status = 'rejected' then 1 end) as rejected",
        ),
        this.#knex.raw(
          "count(case when usage = 'unused' then 1 end) as unused",
        ),
      );
    return {
      requests: Number(row.requests),
      approved: Number(row.approved),
      rejected: Number(row.rejected),
      unused: Number(row.unused),
    };
  }

  async lastApproval(options: {
    approverRef: string;
    accountId: string;
    permissionSetArn: string;
    exceptId: string;
  }): Promise<PastApproval | undefined> {
    const row = await this.#knex(DECISIONS)
      .join(REQUESTS, 'requests.id', 'decisions.request_id')
      .where({
        'decisions.approver_ref': options.approverRef,
        'decisions.verdict': 'approved',
        'requests.account_id': options.accountId,
        'requests.permission_set_arn': options.permissionSetArn,
      })
      .whereNot({ 'requests.id': options.exceptId })
      .orderBy('decisions.decided_at', 'desc')
      .select<
        (Pick<DecisionRow, 'request_id' | 'decided_at' | 'digest'> & {
          request_digest: string;
          fingerprint: string;
        })[]
      >(
        'decisions.request_id',
        'decisions.decided_at',
        'decisions.digest',
        'requests.digest as request_digest',
        'requests.permission_set_fingerprint as fingerprint',
      )
      .first();
    return (
      row && {
        requestId: row.request_id,
        at: toDate(row.decided_at),
        digest: row.digest,
        requestDigest: row.request_digest,
        fingerprint: row.fingerprint,
      }
    );
  }
}
