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

import type { ApproverPerson } from '../../domain/approvers';
import {
  anAccount,
  anAllow,
  anApprovalPolicy,
  aDeny,
  aPermissionSet,
  aSnapshot,
} from '../../domain/__testUtils__/policyBuilders';
import type { LintClaim, LintWorld } from '../../domain/lint/types';
import { idOf, runLint } from './runLint';

jest.setTimeout(300_000);

const MANY = {
  accounts: 5_000,
  units: 500,
  permissionSets: 500,
  people: 10_000,
  groups: 1_000,
  policies: 300,
};

const range = (many: number) => [...Array(many).keys()];
const groupOf = (at: number) => `group:default/g${at % MANY.groups}`;

/** The largest organization that the plugin is meant for, with every kind of selector. */
function aLargeWorld(): LintWorld {
  const accounts = range(MANY.accounts).map(at => {
    const unit = at % MANY.units;
    return anAccount({
      id: `${100_000_000_000 + at}`,
      name: `account-${at}`,
      ouIds: ['r-root', `ou-${unit % 20}`, `ou-x-${unit}`],
      ouPath: [`Area ${unit % 20}`, `Unit ${unit}`],
      tags: { team: `${at % 50}` },
    });
  });
  const targets = (at: number) =>
    [
      { account: `${100_000_000_000 + at}` },
      { ou: `/Area ${at % 20}` },
      { ou: `ou-x-${at}` },
      { tag: { key: 'team', value: `${at % 50}` } },
      { owned: true as const },
      { owner: groupOf(at) },
      { all: true as const },
    ].slice(at % 5, (at % 5) + 3);
  const permissionSets = (at: number) => [
    { name: `Set${at}` },
    { tag: { key: 'level', value: `${at % 10}` } },
  ];
  const members = new Map(
    range(MANY.groups).map(group => [
      `group:default/g${group}`,
      range(MANY.people / MANY.groups + 20).map(
        at => `user:default/p${(group * 10 + at * 7) % MANY.people}`,
      ),
    ]),
  );
  const people = new Set([...members.values()].flat());
  return {
    eligibility: range(MANY.policies / 2).map(at =>
      at % 15 === 14
        ? aDeny({
            name: `deny-${at}`,
            subjects: [groupOf(at)],
            targets: targets(at),
            permissionSets: permissionSets(at),
          })
        : anAllow({
            name: `allow-${at}`,
            subjects: [groupOf(at), groupOf(at + 1)],
            targets: targets(at),
            permissionSets: permissionSets(at),
            priority: at % 3,
          }),
    ),
    approval: range(MANY.policies / 2).map(at =>
      anApprovalPolicy({
        name: `approval-${at}`,
        targets: targets(at),
        permissionSets: permissionSets(at),
        stages: [
          { name: 'one', approvers: [groupOf(at), 'owner'] },
          { name: 'two', approvers: [groupOf(at + 1)], required: 2 },
        ],
      }),
    ),
    directory: aSnapshot(
      accounts,
      range(MANY.permissionSets).map(at =>
        aPermissionSet(`Set${at}`, { tags: { level: `${at % 10}` } }),
      ),
    ),
    owners: new Map(accounts.map(({ id }, at) => [id, [groupOf(at)]])),
    members,
    approvers: new Map(
      [...people].map((entityRef): [string, ApproverPerson] => [
        entityRef,
        {
          entityRef,
          displayName: entityRef,
          principalId: `id-${entityRef}`,
          enabled: true,
        },
      ]),
    ),
  };
}

describe('the check of all policies', () => {
  it('takes seconds for the largest organization, and lets others work meanwhile', async () => {
    const world = aLargeWorld();
    let beats = 0;
    const pulse = setInterval(() => {
      beats += 1;
    }, 5);
    const begun = process.cpuUsage();
    try {
      await runLint(world);
    } finally {
      clearInterval(pulse);
    }
    // Of work, however many others share the machine.
    const seconds = process.cpuUsage(begun).user / 1e6;
    expect(seconds).toBeLessThan(30);
    expect(beats).toBeGreaterThan(20);
  });

  it('leaves most of the time to others where nobody waits for it', async () => {
    const world = aLargeWorld();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 2_000);
    const begun = { at: performance.now(), work: process.cpuUsage() };
    await expect(
      runLint(world, { signal: stop.signal, restMs: 20 }),
    ).rejects.toThrow();
    const elapsedMs = performance.now() - begun.at;
    const workedMs = process.cpuUsage(begun.work).user / 1_000;
    expect(workedMs / elapsedMs).toBeLessThan(0.6);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(
      runLint(aLargeWorld(), { signal: stop.signal }),
    ).rejects.toThrow();
  });
});

describe('a finding', () => {
  const claim: LintClaim = {
    rule: 'subject-gone',
    severity: 'warning',
    policy: { kind: 'eligibility', name: 'payments' },
    path: 'subjects.0',
    about: 'group:default/gone',
    reason: 'It is gone.',
    remedy: 'Remove it.',
  };

  it('is the same wherever in the policy it stands, and however it is put', () => {
    expect(
      idOf({
        ...claim,
        path: 'subjects.7',
        reason: 'other',
        severity: 'error',
      }),
    ).toBe(idOf(claim));
  });

  it('is another one when it is about something else', () => {
    for (const other of [
      { ...claim, about: 'group:default/other' },
      { ...claim, rule: 'subject-empty' as const },
      { ...claim, policy: { kind: 'approval' as const, name: 'payments' } },
    ]) {
      expect(idOf(other)).not.toBe(idOf(claim));
    }
  });
});
