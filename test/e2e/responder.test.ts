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

import { expect, test } from './fixtures';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/barriers';
import { Person } from './support/Person';

// An incident: Hugo's laptop is gone, and AWS does not let go of one of his accounts.

const LEDGER = {
  user: 'hugo.brandt',
  account: 'ledger-prod',
  permissionSet: 'ReadOnly',
};
const LEDGER_ID = '111122223334';

test.afterEach(async ({ system, simulator }) => {
  await simulator.clearFaults();
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Hana Sato', 'Hugo Brandt');
});

test('ends one access, is warned of what does not end, and ends everything of one person', async ({
  signInAs,
  person,
  simulator,
}) => {
  // Access counts as overdue a minute after it should have been gone.
  test.setTimeout(300_000);
  const hugo = await person('Hugo Brandt');
  const hana = await person('Hana Sato');
  const bo = await person('Bo Ek');
  const wish = { minutes: 60, reason: 'OPS-301 before the incident' };
  const ledger = await hugo.ask({ ...wish, ...LEDGER });
  const payments = await hugo.ask({
    ...wish,
    account: 'payments-prod',
    permissionSet: 'ReadOnly',
  });
  await hugo.ask({
    ...wish,
    account: 'cards-prod',
    permissionSet: 'SupportOps',
  });
  const web = { account: 'web-stage', permissionSet: 'ReadOnly' };
  const looking = await hana.ask({ ...wish, ...web });
  await bo.approve(ledger);
  await bo.approve(payments);
  for (const request of [ledger, payments]) {
    await bo.untilStatus(request, 'active');
  }
  await (await person('Eli Stone')).approve(looking, 'Have a look');
  await hana.untilStatus(looking, 'active');

  // From now on AWS fails to take the ledger away.
  await simulator.addFault({
    operation: 'DeleteAccountAssignment',
    match: { TargetId: LEDGER_ID },
    action: { kind: 'fail-later', reason: 'The identity provider is asleep' },
  });
  await hugo.api.release(ledger.id, { comment: '' });

  // One access of somebody else is ended in the meantime.
  const zara = await signInAs('Zara Bloom');
  await zara.goto('/elevated-access/active');
  const rows = zara.getByRole('main').getByRole('row');
  const hanas = rows.filter({ hasText: 'Hana Sato' });
  await expect(hanas).toContainText('web-stage');
  await expectNoBarriers(zara);
  await hanas.getByRole('button', { name: /^Revoke/ }).click();
  const dialog = zara.getByRole('dialog', { name: /^Revok/ });
  await expect(dialog).toContainText(
    'Revoke ReadOnly on web-stage from Hana Sato?',
  );
  await dialog
    .getByRole('textbox', { name: 'Comment' })
    .fill('Incident 7: everything off');
  await expectNoBarriers(zara);
  await dialog.getByRole('button', { name: 'Revoke it' }).click();
  await expect(hanas).toHaveCount(0, { timeout: 60_000 });
  expect(await simulator.canUse({ user: 'hana.sato', ...web })).toBe(false);

  // The ledger becomes overdue: first in the list, and on every page.
  await expect(
    zara.getByText(/^1 access is overdue: AWS has not confirmed/),
  ).toBeVisible({ timeout: 120_000 });
  await expect(rows.nth(1)).toContainText('ledger-prod');
  await expect(rows.nth(1)).toContainText('Overdue');
  await expect(rows.filter({ hasText: 'payments-prod' })).toBeVisible();
  const banner = zara.getByRole('alert').filter({ hasText: 'is overdue' });
  await expect(banner).toContainText('it may still be used');
  await expect(banner).toContainText('ReadOnly on ledger-prod of Hugo Brandt');
  expect(await simulator.canUse(LEDGER)).toBe(true);
  await expectNoBarriers(zara);

  // The health page says what to do; the responder looks at it on a phone.
  await zara.setViewportSize({ width: 360, height: 740 });
  await banner.getByRole('link', { name: 'Health' }).click();
  await expect(zara.getByText('1 grant is overdue.')).toBeVisible();
  await expect(zara.getByRole('main')).toContainText(
    'remove the assignment by hand in Identity Center',
  );
  const overdue = zara
    .getByRole('row')
    .filter({ hasText: 'ReadOnly on ledger-prod of Hugo Brandt' });
  await expect(overdue).toContainText(/\d+ attempts/);
  await expect(overdue).toContainText('The identity provider is asleep');
  await expectNoBarriers(zara);
  await expectNoSidewaysScroll(zara);
  await zara.setViewportSize({ width: 1280, height: 900 });

  // Everything that Hugo holds.
  await zara.goto('/elevated-access/active');
  await zara
    .getByRole('button', { name: 'Actions for Hugo Brandt' })
    .first()
    .click();
  await zara
    .getByRole('menuitem', { name: 'Revoke everything of Hugo Brandt' })
    .click();
  await expect(dialog).toContainText('Revoke everything Hugo Brandt holds?');
  for (const held of [
    'ReadOnly on ledger-prod',
    'ReadOnly on payments-prod',
    'SupportOps on cards-prod',
  ]) {
    await expect(dialog).toContainText(held);
  }
  await expectNoBarriers(zara);
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('Laptop stolen');
  await dialog.getByRole('button', { name: 'Revoke everything' }).click();
  await expect(dialog).toContainText('2 of 3 verified gone', {
    timeout: 60_000,
  });
  await expect(dialog).toContainText('Overdue since');
  await expectNoBarriers(zara);
  expect(await simulator.canUse({ ...LEDGER, account: 'payments-prod' })).toBe(
    false,
  );
  expect(await simulator.canUse(LEDGER)).toBe(true);

  // AWS comes to its senses; nobody has to click again.
  await simulator.clearFaults();
  await expect(dialog).toContainText(
    'All 3 requests are verified gone. Hugo Brandt holds nothing more.',
    { timeout: 120_000 },
  );
  expect(await simulator.canUse(LEDGER)).toBe(false);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(
    zara.getByText('Nobody whose access you may end has access now.'),
  ).toBeVisible({ timeout: 30_000 });
  await expect(banner).toHaveCount(0, { timeout: 30_000 });
});
