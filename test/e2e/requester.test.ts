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
import { expectNoBarriers, expectNoSidewaysScroll } from './support/barriers';
import { Person } from './support/Person';

// A day of somebody who asks. Gita is nobody else's requester.

/** Markup that would run if it were taken for such, and a mark that turns the text after it around. */
const NASTY =
  'OPS-90 <img src=x onerror="document.title=1"><b>bold</b> \u202Edrawkcab';

test.afterEach(async ({ system, simulator }) => {
  await simulator.clearFaults();
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Gita Rao');
});

/** Searches, and takes the first row, with the keyboard alone. */
async function pick(page: Page, search: string, row: RegExp): Promise<void> {
  const field = page.getByRole('searchbox');
  await expect(field).toBeFocused();
  await page.keyboard.type(search);
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option', { name: row })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

const submit = (page: Page) =>
  page.getByRole('button', { name: /^Request access/ });

test('asks for two accounts with the keyboard, after seeing what will happen', async ({
  signInAs,
}) => {
  const gita = await signInAs('Gita Rao');
  await gita.goto('/elevated-access');
  await expect(gita.getByRole('option').first()).toBeVisible();
  await expectNoBarriers(gita);

  await pick(gita, 'payments-prod supportops', /payments-prod.*SupportOps/);
  const star = gita.getByRole('button', {
    name: 'Favourite: SupportOps on payments-prod',
  });
  await star.press('Space');
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await gita.getByRole('button', { name: 'Another account' }).press('Enter');
  await pick(gita, 'ledger-prod', /ledger-prod.*SupportOps/);

  await expect(
    gita.getByRole('heading', { name: 'SupportOps on 2 accounts' }),
  ).toBeVisible();
  await gita.getByRole('radio', { name: '30 min' }).press('Space');
  await expect(submit(gita)).toBeDisabled();
  await gita.getByRole('textbox', { name: 'Reason' }).fill(NASTY);
  await gita.getByRole('textbox', { name: 'Ticket' }).fill('OPS-90');

  const happens = gita.getByRole('region', { name: 'What will happen' });
  for (const account of ['payments-prod', 'ledger-prod']) {
    await expect(happens.getByRole('heading', { name: account })).toBeVisible();
  }
  await expect(happens.getByText(/^Approval by Payments leads/)).toHaveCount(2);
  await expect(happens).toContainText('3 people can decide: Bo Ek, Cleo Diaz');
  await expect(happens).toContainText(/Access until .* \(in 30 min\)/);
  await expect(happens).toContainText(/Sessions begun before then may last/);
  await expect(happens).toContainText('Policy: payments-engineers-production');
  await expect(submit(gita)).toHaveText('Request access to 2 accounts');
  await expect(submit(gita)).toBeEnabled();
  await expectNoBarriers(gita);
  await submit(gita).press('Enter');

  // Both wait, side by side.
  await gita.waitForURL(/\/elevated-access\/my-access/);
  await expect(
    gita.getByRole('link', { name: 'SupportOps on payments-prod' }),
  ).toBeVisible();
  await expect(
    gita.getByRole('link', { name: 'SupportOps on ledger-prod' }),
  ).toBeVisible();
  await expect(
    gita.getByText(/30 min · Waiting for Payments leads/),
  ).toHaveCount(2);
  await expectNoBarriers(gita);

  // What somebody typed is text, whatever it looks like.
  await gita
    .getByRole('link', { name: 'SupportOps on ledger-prod' })
    .press('Enter');
  await expect(
    gita.getByRole('heading', { name: 'SupportOps on ledger-prod' }),
  ).toBeVisible();
  const reason = gita.getByText(NASTY, { exact: true });
  await expect(reason).toBeVisible();
  await expect(reason).toHaveCSS('unicode-bidi', /isolate|plaintext/);
  await expect(gita.locator('img[src=x], b:text-is("bold")')).toHaveCount(0);
  await expect(gita).not.toHaveTitle('1');
  await expectNoBarriers(gita);

  await gita.getByRole('button', { name: 'Cancel request' }).press('Enter');
  const dialog = gita.getByRole('dialog');
  await expect(dialog).toContainText('Cancel SupportOps on ledger-prod?');
  await expectNoBarriers(gita);
  await dialog
    .getByRole('button', { name: 'Cancel the request' })
    .press('Enter');
  await expect(
    gita.getByText('Cancelled before access began').first(),
  ).toBeVisible();

  // What was marked is one press away, until it is marked no more.
  await gita.goto('/elevated-access');
  await gita
    .getByRole('group', { name: 'Favourites' })
    .getByRole('link', { name: 'SupportOps on payments-prod' })
    .press('Enter');
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await star.press('Space');
  await expect(star).toHaveAttribute('aria-pressed', 'false');
});

test('uses what she was given, asks for more time, gives it back and asks again', async ({
  signInAs,
  person,
  simulator,
}) => {
  const access = {
    user: 'gita.rao',
    account: 'cards-prod',
    permissionSet: 'ReadOnly',
  };
  const given = await (
    await person('Gita Rao')
  ).ask({ ...access, minutes: 20, reason: 'OPS-91 look at the cards' });
  const bo = await person('Bo Ek');
  await bo.approve(given, 'Have a look');
  await bo.untilStatus(given, 'active');

  const gita = await signInAs('Gita Rao', { colorScheme: 'dark' });
  await gita.goto('/elevated-access/my-access');
  const card = gita.getByRole('region', { name: 'ReadOnly on cards-prod' });
  await expect(card).toContainText(/Active until .* \(in (19|20) min\)/);
  await expect(
    card.getByRole('img', { name: /^(19|20) min.* left$/ }),
  ).toBeVisible();
  await expectNoBarriers(gita);

  // The receipt and everything that happened are on the request's page.
  await card.getByRole('link', { name: 'ReadOnly on cards-prod' }).click();
  await expect(gita.getByText('[profile', { exact: false })).toContainText(
    'sso_role_name = ReadOnly',
  );
  const happened = gita.getByRole('list').filter({ hasText: 'accepted the' });
  await expect(happened.getByRole('listitem')).toContainText([
    'Gita Rao',
    'Bo Ek',
    'AWS accepted the assignment',
    'confirmed that the access is there',
  ]);
  await expectNoBarriers(gita);

  // A second tab of the same person follows what happens in this one.
  const other = await gita.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /^Gita Rao / }).click();
  await other.getByRole('heading', { name: 'Hello, Gita Rao' }).waitFor();
  await other.goto('/elevated-access/my-access');
  await expect(other.getByRole('button', { name: /I’m done/ })).toBeVisible();

  await gita.getByRole('button', { name: 'More time' }).click();
  const more = gita.getByRole('dialog');
  await more.getByRole('radio', { name: '15 min' }).click();
  await expect(more).toContainText(/Access lasts until .* instead of/);
  await more
    .getByRole('textbox', { name: 'Reason' })
    .fill('OPS-92 still looking');
  await expectNoBarriers(gita);
  await more.getByRole('button', { name: 'Ask for 15 min more' }).click();
  await expect(more).toBeHidden();
  await expect(gita.getByRole('main')).toContainText('15 min more');
  await expect(other.getByRole('list', { name: 'More time' })).toContainText(
    '15 min more',
  );

  expect(await simulator.canUse(access)).toBe(true);
  await gita.getByRole('button', { name: /I’m done/ }).click();
  await gita.getByRole('button', { name: 'Give it back' }).click();
  await expect(gita.getByText(/^Given back .*ago\)$/).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await simulator.canUse(access)).toBe(false);

  // In the other tab it is history, from where it is asked for again.
  await other
    .getByRole('link', { name: 'Request ReadOnly on cards-prod again' })
    .first()
    .click();
  await expect(
    other.getByRole('heading', { name: 'ReadOnly on cards-prod' }),
  ).toBeVisible();
  await expect(other.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    /^OPS-9[12]/,
  );
  await expect(submit(other)).toBeEnabled();
  await expectNoBarriers(other);
});

test('loses nothing of what was typed when sending fails, and sends it once', async ({
  signInAs,
  person,
}) => {
  const gita = await signInAs('Gita Rao', {
    viewport: { width: 360, height: 740 },
  });
  await gita.goto('/elevated-access');
  await pick(gita, 'ledger-prod poweruser', /ledger-prod.*PowerUser/);
  const reason = gita.getByRole('textbox', { name: 'Reason' });
  await reason.fill('OPS-93 the ledger does not close');
  await expect(submit(gita)).toBeEnabled();
  await expectNoBarriers(gita);
  await expectNoSidewaysScroll(gita);

  // The backend breaks.
  const sending = /\/api\/elevated-access\/requests$/;
  await gita.route(sending, route =>
    route.fulfill({ status: 500, json: { error: { message: 'Oh no' } } }),
  );
  await submit(gita).click();
  await expect(
    gita.getByText(/^Nothing was sent\. What you typed/),
  ).toBeVisible();
  await expect(reason).toHaveValue('OPS-93 the ledger does not close');
  await expectNoBarriers(gita);
  await expectNoSidewaysScroll(gita);

  // The session ends: what is sent carries nobody's name any more.
  await gita.unroute(sending);
  await gita.route(sending, route => {
    const { authorization: _, ...headers } = route.request().headers();
    return route.continue({ headers });
  });
  await submit(gita).click();
  await expect(gita.getByText(/your session has ended/)).toBeVisible();
  await gita.unroute(sending);

  await gita.reload();
  await expect(
    gita.getByText('This is what you had typed and not sent.'),
  ).toBeVisible();
  await expect(reason).toHaveValue('OPS-93 the ledger does not close');
  await submit(gita).click();
  await gita.waitForURL(/\/elevated-access\/requests\//);
  await expect(
    gita.getByText(/^Waiting for Payments leads/).first(),
  ).toBeVisible();
  await expectNoBarriers(gita);
  await expectNoSidewaysScroll(gita);

  const api = (await person('Gita Rao')).api;
  const sent = await api.listRequests({ view: 'mine', status: ['pending'] });
  expect(sent.items.map(item => item.reason)).toEqual([
    'OPS-93 the ledger does not close',
  ]);
});
