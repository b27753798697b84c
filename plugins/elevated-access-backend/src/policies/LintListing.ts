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
  elevatedAccessPolicyReadPermission,
  type LintReport,
  type ListLintQuery,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { Auditing } from '../audit/Auditing';
import type { LintFindingRecord, LintStore } from '../database/lintTypes';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import type { RequestCall } from '../requests/types';
import type { Administration } from './Administration';
import { auditedAction } from '../audit/auditedAction';

/** The last finding of a page: severity, policy, id. */
const cursorSchema = z.tuple([
  z.enum(['error', 'warning', 'info']),
  z.string().max(63),
  z.string().max(64),
]);

/** What the last complete check of the policies found, on whatever replica it ran. */
export class LintListing {
  readonly #store: Pick<LintStore, 'state' | 'list' | 'count'>;
  readonly #administration: Pick<Administration, 'requireReader'>;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    store: Pick<LintStore, 'state' | 'list' | 'count'>;
    administration: Pick<Administration, 'requireReader'>;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#store = options.store;
    this.#administration = options.administration;
    this.#auditing = options.auditing;
  }

  /** @throws NotAllowedError with code `forbidden` for all but administrators and auditors */
  list(query: ListLintQuery, call: RequestCall): Promise<LintReport> {
    return this.#auditing.onlyDenials(
      auditedAction('policy-lint-read', 'low', call, {}),
      async () => {
        await this.#administration.requireReader(
          elevatedAccessPolicyReadPermission,
          call,
        );
        return this.#list(query);
      },
    );
  }

  async #list(query: ListLintQuery): Promise<LintReport> {
    const { cursor, limit, total, ...filter } = query;
    const after = cursor && decodePageCursor(cursor, cursorSchema);
    // One more tells whether there is another page.
    const found = await this.#store.list({
      filter,
      limit: limit + 1,
      ...(after && {
        after: { severity: after[0], policy: after[1], id: after[2] },
      }),
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const { checkedAt } = await this.#store.state();
    return {
      checkedAt: checkedAt?.toISOString() ?? null,
      items: items.map(present),
      ...(last &&
        found.length > limit && {
          nextCursor: encodePageCursor([
            last.severity,
            last.policy.name,
            last.id,
          ]),
        }),
      ...(total && { total: await this.#store.count(filter) }),
    };
  }
}

function present({ firstSeenAt, ...finding }: LintFindingRecord) {
  return { ...finding, firstSeenAt: firstSeenAt.toISOString() };
}
