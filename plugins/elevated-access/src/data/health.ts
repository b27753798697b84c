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
  Dependency,
  Health,
} from 'backstage-plugin-elevated-access-common';

/** How long another replica may take to act before it is an alarm. */
const TAKEOVER_MS = 60_000;

/** Something that is wrong, and how loud to be about it. */
export interface Trouble {
  kind:
    | 'identity-center'
    | 'engine'
    | 'directory'
    | 'identity-store'
    | 'organizations'
    | 'degraded';
  /** `danger` only where access is, or will be, wrong. */
  severity: 'danger' | 'warning' | 'info';
  since: string | null;
}

/** What is wrong beside overdue access, worst first. */
export function troublesOf(health: Health, now: number): Trouble[] {
  const { identityCenter, identityStore, organizations, directory } = health;
  const mustEnd = health.queue.ending > 0 || health.queue.overdue > 0;
  const troubles: Trouble[] = [];
  if (!health.engine.acting) {
    const { leaseExpiresAt } = health.engine;
    const idle = leaseExpiresAt
      ? now - Date.parse(leaseExpiresAt)
      : TAKEOVER_MS;
    troubles.push({
      kind: 'engine',
      severity: idle >= TAKEOVER_MS ? 'danger' : 'warning',
      since: leaseExpiresAt,
    });
  }
  if (isDown(identityCenter)) {
    troubles.push({
      kind: 'identity-center',
      severity: mustEnd ? 'danger' : 'warning',
      since: identityCenter.since,
    });
  }
  if (isDown(identityStore)) {
    troubles.push({
      kind: 'identity-store',
      severity: 'warning',
      since: identityStore.since,
    });
  }
  if (!directory.usable) {
    troubles.push({
      kind: 'directory',
      severity: 'warning',
      since: directory.syncedAt,
    });
  } else if (isDown(organizations)) {
    // The list of accounts is still good; nothing that matters waits for it.
    troubles.push({
      kind: 'organizations',
      severity: 'info',
      since: organizations.since,
    });
  }
  if (troubles.length === 0 && health.status !== 'ok' && !mustEnd) {
    troubles.push({ kind: 'degraded', severity: 'info', since: null });
  }
  return troubles.sort((a, b) => rank[a.severity] - rank[b.severity]);
}

const rank = { danger: 0, warning: 1, info: 2 };

function isDown(dependency: Dependency): boolean {
  return dependency.status === 'down';
}
