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
import { expect, test, type System } from './fixtures';
import { minutesLeft } from './support/countdown';

const ACCESS = {
  user: 'ann.li',
  account: 'payments-prod',
  permissionSet: 'PowerUser',
};

/** What AWS itself would let the person do at this moment. */
async function canUse(system: System, access = ACCESS): Promise<boolean> {
  const response = await fetch(
    `${system.simulatorUrl}/_simulator/can-use?${new URLSearchParams(access)}`,
  );
  const answer: { canUse: boolean } = await response.json();
  return answer.canUse;
}

async function ask(page: Page, reason: string): Promise<void> {
  await page.goto('/elevated-access');
  await page
    .getByRole('searchbox', { name: 'What do you need?' })
    .fill('payments-prod PowerUser');
  await page.getByRole('option', { name: /payments-prod.*PowerUser/ }).click();
  await page.getByRole('radio', { name: 'Other' }).click();
  const minutes = page.getByRole('textbox', { name: 'Minutes' });
  await minutes.fill('20');
  await minutes.blur();
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.getByRole('button', { name: 'Request access' }).click();
  await page.waitForURL(/\/elevated-access\/requests\//);
}

async function approve(page: Page, reason: string, span: string) {
  await page.goto('/elevated-access/inbox');
  await page.getByText(reason).first().click();
  await page.getByRole('button', { name: `Approve ${span}` }).click();
  await expect(
    page.getByText('Approved: PowerUser on payments-prod for Ann Li').first(),
  ).toBeAttached();
}

test('more time moves the end, and everything can be revoked at once until AWS shows it gone', async ({
  system,
  signInAs,
}) => {
  // Three people, two grants and two removals, one after the other.
  test.setTimeout(300_000);
  const ann = await signInAs('Ann Li');
  const bo = await signInAs('Bo Ek');
  const eli = await signInAs('Eli Stone');

  await ask(ann, 'OPS-77 queue is stuck');
  await approve(bo, 'OPS-77', '20 min');
  await expect(ann.getByText(/^Active until/).first()).toBeVisible({
    timeout: 60_000,
  });
  const requestUrl = ann.url();
  expect(await canUse(system)).toBe(true);

  // Ann asks for half an hour more.
  await ann.goto('/elevated-access/my-access');
  await expect.poll(() => minutesLeft(ann)).toBeLessThanOrEqual(20);
  await ann.getByRole('button', { name: 'More time' }).click();
  const dialog = ann.getByRole('dialog', {
    name: 'More time on PowerUser on payments-prod',
  });
  await dialog.getByRole('radio', { name: '30 min' }).click();
  await expect(dialog).toContainText(/Access lasts until .* instead of/);
  await dialog
    .getByRole('textbox', { name: 'Reason' })
    .fill('OPS-78 queue still drains');
  await dialog.getByRole('button', { name: 'Ask for 30 min more' }).click();
  const extensions = ann.getByRole('list', { name: 'More time' });
  await expect(extensions).toContainText('30 min more');
  await expect(extensions).toContainText('Waiting for Payments leads');

  // Bo sees what it prolongs, and agrees; the countdown follows by itself.
  await bo.goto('/elevated-access/inbox');
  await bo.getByText('OPS-78').first().click();
  await expect(bo.getByText(/^More time on/).first()).toContainText(/was/);
  await approve(bo, 'OPS-78', '30 min');
  await expect
    .poll(() => minutesLeft(ann), { timeout: 60_000 })
    .toBeGreaterThan(40);
  expect(await canUse(system)).toBe(true);

  // Ann's laptop is stolen: Eli ends all of it with one click.
  await eli.goto(requestUrl);
  await eli.getByRole('button', { name: 'Revoke everything' }).click();
  const incident = eli.getByRole('dialog');
  await expect(incident).toContainText('Revoke everything Ann Li holds?');
  await expect(incident).toContainText('PowerUser on payments-prod');
  await incident
    .getByRole('textbox', { name: 'Comment' })
    .fill('Laptop stolen');
  await incident.getByRole('button', { name: 'Revoke everything' }).click();
  await expect(incident).toContainText('Ann Li holds nothing more.', {
    timeout: 60_000,
  });
  expect(await canUse(system)).toBe(false);

  await expect(
    ann.getByText('You hold no elevated access and wait for none.'),
  ).toBeVisible({ timeout: 60_000 });

  // Nothing is overdue, and the health page says so to everybody.
  await eli.goto('/elevated-access/health');
  await expect(eli.getByText('Nothing is overdue.')).toBeVisible();
});
