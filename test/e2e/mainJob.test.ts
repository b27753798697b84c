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

async function ask(
  page: Page,
  options: { search: string; row: RegExp; minutes: number; reason: string },
): Promise<void> {
  await page.goto('/elevated-access');
  await page
    .getByRole('searchbox', { name: 'What do you need?' })
    .fill(options.search);
  await page.getByRole('option', { name: options.row }).click();
  await page.getByRole('radio', { name: 'Other' }).click();
  const minutes = page.getByRole('textbox', { name: 'Minutes' });
  await minutes.fill(String(options.minutes));
  await minutes.blur();
  await page.getByRole('textbox', { name: 'Reason' }).fill(options.reason);
  await page.getByRole('button', { name: 'Request access' }).click();
  await page.waitForURL(/\/elevated-access\/requests\//);
}

test('ten minutes of access: asked for, approved, given by AWS, given back, gone from AWS', async ({
  system,
  signInAs,
}) => {
  const ann = await signInAs('Ann Li');
  const bo = await signInAs('Bo Ek');
  expect(await canUse(system)).toBe(false);

  await ask(ann, {
    search: 'payments-prod PowerUser',
    row: /payments-prod.*PowerUser/,
    minutes: 10,
    reason: 'OPS-31 deploy is stuck',
  });
  await expect(
    ann.getByRole('heading', { name: 'PowerUser on payments-prod' }),
  ).toBeVisible();
  await expect(
    ann.getByText('Waiting for Payments leads').first(),
  ).toBeVisible();
  expect(await canUse(system)).toBe(false);

  await bo.goto('/elevated-access/inbox');
  await expect(bo.getByText('OPS-31 deploy is stuck').first()).toBeVisible();
  await bo.getByRole('textbox', { name: 'Comment' }).fill('Go ahead');
  await bo.getByRole('button', { name: 'Approve 10 min' }).click();
  await expect(
    bo.getByText('Approved: PowerUser on payments-prod for Ann Li').first(),
  ).toBeAttached();

  // The requester's page follows by itself.
  await expect(ann.getByText(/^Active until/).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await canUse(system)).toBe(true);

  await ann.goto('/elevated-access/my-access');
  await ann.getByRole('button', { name: /I’m done/ }).click();
  const dialog = ann.getByRole('alertdialog').or(ann.getByRole('dialog'));
  await expect(dialog).toContainText('Give back PowerUser on payments-prod?');
  expect(await canUse(system)).toBe(true);
  await dialog.getByRole('button', { name: 'Give it back' }).click();

  await expect.poll(() => canUse(system), { timeout: 60_000 }).toBe(false);
  await expect(
    ann.getByText('You hold no elevated access and wait for none.'),
  ).toBeVisible({ timeout: 60_000 });
});

test('access ends by itself when its time is up', async ({
  system,
  signInAs,
}) => {
  const access = { ...ACCESS, account: 'payments-stage' };
  const ann = await signInAs('Ann Li');
  expect(await canUse(system, access)).toBe(false);

  await ask(ann, {
    search: 'payments-stage PowerUser',
    row: /payments-stage.*PowerUser/,
    minutes: 1,
    reason: 'Trying out the clock',
  });
  await expect(ann.getByText(/^Active until/).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await canUse(system, access)).toBe(true);

  await expect(ann.getByText(/^Ended .*, on time/).first()).toBeVisible({
    timeout: 110_000,
  });
  expect(await canUse(system, access)).toBe(false);
});

test('a disabled person is told why and nothing is created', async ({
  signInAs,
}) => {
  const finn = await signInAs('Finn Moss');

  await finn.goto('/elevated-access');

  await expect(
    finn.getByText('You cannot receive access at the moment').first(),
  ).toBeVisible();
  await expect(finn.getByText(/finn\.moss.*disabled/).first()).toBeVisible();
});
