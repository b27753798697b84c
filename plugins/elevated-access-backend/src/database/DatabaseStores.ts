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
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock, EventRecord } from '../domain/types';
import { DatabaseActivityStore } from './DatabaseActivityStore';
import { DatabaseAnchorStore } from './DatabaseAnchorStore';
import { DatabaseApprovalWatchStore } from './DatabaseApprovalWatchStore';
import { DatabaseAssignmentStore } from './DatabaseAssignmentStore';
import { DatabaseDecisionStore } from './DatabaseDecisionStore';
import { DatabaseDependencyStore } from './DatabaseDependencyStore';
import { DatabaseDirectoryDetailStore } from './DatabaseDirectoryDetailStore';
import { DatabaseDirectoryStore } from './DatabaseDirectoryStore';
import { DatabaseDriftStore } from './DatabaseDriftStore';
import { DatabaseEventChainStore } from './DatabaseEventChainStore';
import { DatabaseEventStore } from './DatabaseEventStore';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseLintStore } from './DatabaseLintStore';
import { DatabaseOutboxStore } from './DatabaseOutboxStore';
import { DatabaseOverdueStore } from './DatabaseOverdueStore';
import { DatabasePendingChangeStore } from './DatabasePendingChangeStore';
import { DatabasePortalPolicyStore } from './DatabasePortalPolicyStore';
import { DatabasePolicyRevisionStore } from './DatabasePolicyRevisionStore';
import { DatabasePolicySourceStore } from './DatabasePolicySourceStore';
import { DatabaseRequestExportStore } from './DatabaseRequestExportStore';
import { DatabaseReportStore } from './DatabaseReportStore';
import { DatabaseRequestStore } from './DatabaseRequestStore';
import { DatabaseReviewStore } from './DatabaseReviewStore';
import { DatabaseSettingsStore } from './DatabaseSettingsStore';
import type { Stores, TransactionStores } from './types';
import { toDate } from './values';

/**
 * How long a replica may fall silent in the middle of a transaction, milliseconds.
 * One that sleeps, or whose machine is gone without a word, would hold what it
 * locked, the engine's lease with it, until it wakes up.
 */
const SILENCE = 8_000;

type Listener = (events: readonly EventRecord[]) => void;

/**
 * All stores over one database, SQLite or PostgreSQL.
 *
 * `agreedNow` overrides where the replicas' common time comes from; tests that
 * move time by hand on PostgreSQL need it.
 */
export class DatabaseStores implements Stores {
  readonly requests;
  readonly decisions;
  readonly assignments;
  readonly events;
  readonly chain;
  readonly anchors;
  readonly lease;
  readonly drift;
  readonly lint;
  readonly reviews;
  readonly activity;
  readonly overdue;
  readonly approvalWatch;
  readonly outbox;
  readonly dependencies;
  readonly policies;
  readonly settings;
  readonly pendingChanges;
  readonly policySources;
  readonly policyRevision;
  readonly directory;
  readonly directoryDetails;
  readonly reports;
  readonly exports;
  readonly #knex: Knex;
  readonly #now: () => Promise<Date>;
  readonly #onListenerError: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();

  /** Opens the plugin's database and brings its tables up to date. */
  static async create(options: {
    database: DatabaseService;
    clock: Clock;
    onListenerError: (error: unknown) => void;
  }): Promise<DatabaseStores> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await migrateDatabase(knex);
    }
    return new DatabaseStores({ ...options, knex });
  }

  constructor(options: {
    knex: Knex;
    clock: Clock;
    onListenerError: (error: unknown) => void;
    agreedNow?: () => Promise<Date>;
  }) {
    const { knex, clock } = options;
    this.#knex = knex;
    this.#onListenerError = options.onListenerError;
    this.#now =
      options.agreedNow ??
      (isEmbedded(knex) ? async () => clock.now() : () => serverNow(knex));
    const stores = createStores(knex, event => this.#publish([event]));
    this.requests = stores.requests;
    this.decisions = stores.decisions;
    this.assignments = stores.assignments;
    this.events = stores.events;
    this.chain = stores.chain;
    this.anchors = stores.anchors;
    this.lease = stores.lease;
    this.drift = stores.drift;
    this.lint = stores.lint;
    this.reviews = stores.reviews;
    this.activity = stores.activity;
    this.overdue = stores.overdue;
    this.approvalWatch = stores.approvalWatch;
    this.outbox = stores.outbox;
    this.dependencies = stores.dependencies;
    this.policies = stores.policies;
    this.settings = stores.settings;
    this.pendingChanges = stores.pendingChanges;
    this.policySources = stores.policySources;
    this.policyRevision = stores.policyRevision;
    this.directory = new DatabaseDirectoryStore({ knex });
    this.directoryDetails = new DatabaseDirectoryDetailStore({ knex });
    this.reports = new DatabaseReportStore({ knex });
    this.exports = new DatabaseRequestExportStore({ knex });
  }

  async transaction<T>(
    work: (stores: TransactionStores) => Promise<T>,
  ): Promise<T> {
    const events: EventRecord[] = [];
    const result = await this.#knex.transaction(async tx => {
      events.length = 0;
      await endWhenSilent(tx);
      return work(createStores(tx, event => events.push(event)));
    });
    if (events.length > 0) {
      this.#publish(events);
    }
    return result;
  }

  onCommitted(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  now(): Promise<Date> {
    return this.#now();
  }

  #publish(events: readonly EventRecord[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}

/** Brings the plugin's tables up to date. */
export async function migrateDatabase(knex: Knex): Promise<void> {
  await knex.migrate.latest({
    directory: resolvePackagePath(
      'backstage-plugin-elevated-access-backend',
      'migrations',
    ),
  });
}

function createStores(knex: Knex, onAppended: (event: EventRecord) => void) {
  const outbox = new DatabaseOutboxStore({ knex });
  return {
    requests: new DatabaseRequestStore({ knex }),
    decisions: new DatabaseDecisionStore({ knex }),
    assignments: new DatabaseAssignmentStore({ knex }),
    events: new DatabaseEventStore({ knex, outbox, onAppended }),
    chain: new DatabaseEventChainStore({ knex }),
    anchors: new DatabaseAnchorStore({ knex }),
    lease: new DatabaseLeaseStore({ knex }),
    drift: new DatabaseDriftStore({ knex }),
    lint: new DatabaseLintStore({ knex }),
    reviews: new DatabaseReviewStore({ knex }),
    activity: new DatabaseActivityStore({ knex }),
    overdue: new DatabaseOverdueStore({ knex }),
    approvalWatch: new DatabaseApprovalWatchStore({ knex }),
    outbox,
    dependencies: new DatabaseDependencyStore({ knex }),
    policies: new DatabasePortalPolicyStore({ knex }),
    settings: new DatabaseSettingsStore({ knex }),
    pendingChanges: new DatabasePendingChangeStore({ knex }),
    policySources: new DatabasePolicySourceStore({ knex }),
    policyRevision: new DatabasePolicyRevisionStore({ knex }),
  };
}

function isEmbedded(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** Has the server roll a transaction back whose replica no longer says anything. */
async function endWhenSilent(tx: Knex): Promise<void> {
  if (!isEmbedded(tx)) {
    await tx.raw(
      "select set_config('idle_in_transaction_session_timeout', ?, true)",
      [String(SILENCE)],
    );
  }
}

async function serverNow(knex: Knex): Promise<Date> {
  const row = await knex
    .select<{ now: Date | string }[]>(
      knex.raw('clock_timestamp() as ??', ['now']),
    )
    .first();
  if (!row) {
    throw new Error('The database did not tell its time');
  }
  return toDate(row.now);
}
