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

import type { RequestCounts } from './reportTypes';

/**
 * What counts of a request, as one small number, by which a million of them are
 * counted in one pass. PostgreSQL keeps it as a generated column, so that an
 * index has it; migration 20261122230200 writes the same words.
 */
export const REPORT_CLASS = `
  (case when requests.activated_at is null then 0 else 1 end)
  + (case requests.status when 'rejected' then 2 when 'expired' then 4 when 'failed' then 8 else 0 end)
  + (case when requests.starts_at is null then 0 when requests.approval_wait_ms is null then 48 else 16 end)
  + (case when requests.status = 'ended' and requests.activated_at is not null
      then case requests.usage when 'used' then 64 when 'unused' then 192 else 0 end
      else 0 end)`;

const BITS = {
  given: 1,
  rejected: 2,
  expired: 4,
  failed: 8,
  approved: 16,
  automatic: 32,
  usageKnown: 64,
  unused: 128,
} as const;

export const nothingCounted: RequestCounts = {
  requests: 0,
  given: 0,
  rejected: 0,
  expired: 0,
  failed: 0,
  approved: 0,
  automatic: 0,
  usageKnown: 0,
  unused: 0,
  overdueMs: 0,
};

/** Counts with so many more requests of a class. */
export function withClass(
  counts: RequestCounts,
  found: { class: number; many: number; overdueMs: number },
): RequestCounts {
  const of = (bit: keyof typeof BITS) =>
    (found.class & BITS[bit]) === 0 ? counts[bit] : counts[bit] + found.many;
  return {
    requests: counts.requests + found.many,
    given: of('given'),
    rejected: of('rejected'),
    expired: of('expired'),
    failed: of('failed'),
    approved: of('approved'),
    automatic: of('automatic'),
    usageKnown: of('usageKnown'),
    unused: of('unused'),
    overdueMs: counts.overdueMs + found.overdueMs,
  };
}
