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

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { Person } from './support/Person';

// What is open on a screen keeps up with what others, and other tabs, do.

/** With signals, lists are asked for again after this long. */
const POLL_MS = 60_000;

test.afterEach(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Ines Costa');
});

const ask = (ines: Person, reason: string) =>
  ines.ask({
    account: 'payments-prod',
    permissionSet: 'ReadOnly',
    minutes: 30,
    reason,
  });

const details = (page: Page) =>
  page.getByRole('region', { name: 'Details of the selected request' });

test('shows in one tab what was decided in another', async ({
  signInAs,
  person,
}) => {
  const ines = await person('Ines Costa');
  await ask(ines, 'OPS-421 in two tabs');
  const cleo = await signInAs('Cleo Diaz');
  const other = await cleo.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /^Cleo Diaz / }).click();
  await other.getByRole('heading', { name: 'Hello, Cleo Diaz' }).waitFor();
  for (const tab of [other, cleo]) {
    await tab.goto('/elevated-access/inbox');
    await expect(details(tab)).toContainText('OPS-421');
  }

  await cleo.getByRole('button', { name: 'Approve 30 min' }).click();

  // Long before the other tab would have asked again by itself.
  await expect(
    details(other).getByText(/^Already approved by Cleo Diaz/),
  ).toBeVisible({ timeout: 15_000 });
  await expect(other.getByRole('button', { name: /^Approve / })).toHaveCount(0);
});

test('keeps up by asking again where signals do not come through', async ({
  signInAs,
  person,
}) => {
  const ines = await person('Ines Costa');
  const request = await ask(ines, 'OPS-422 no signals');
  let refused = 0;
  const withoutSignals = async (name: string) => {
    const page = await signInAs(name);
    await page.clock.install();
    await page.routeWebSocket(/\/api\/signals/, socket => {
      refused += 1;
      return socket.close();
    });
    return page;
  };
  const approver = await withoutSignals('Bo Ek');
  await approver.goto('/elevated-access/inbox');
  await expect(details(approver)).toContainText('OPS-422');
  const requester = await withoutSignals('Ines Costa');
  await requester.goto('/elevated-access/my-access');
  await expect(
    requester.getByText(/30 min · Waiting for Payments leads/),
  ).toBeVisible();

  const cleo = await person('Cleo Diaz');
  await cleo.approve(request);
  await ines.untilStatus(request, 'active');
  for (const page of [approver, requester]) {
    await page.clock.fastForward(POLL_MS);
  }

  await expect(
    details(approver).getByText(/^Already approved by Cleo Diaz/),
  ).toBeVisible();
  await expect(
    requester.getByRole('region', { name: 'ReadOnly on payments-prod' }),
  ).toContainText(/Active until/);
  expect(refused).toBeGreaterThanOrEqual(2);
});
