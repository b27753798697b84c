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

// A day of somebody who writes policies: what they write is what Hana may ask for.

const POLICY = { kind: 'eligibility', name: 'sre-on-the-network' } as const;
const ACCESS = {
  user: 'hana.sato',
  account: 'network',
  permissionSet: 'NetworkAdmin',
};

test.afterEach(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Hana Sato');
  const { items } = await eli.api.listPolicies({ search: POLICY.name });
  for (const { version } of items.filter(({ name }) => name === POLICY.name)) {
    await eli.api.changePolicy(POLICY, {
      action: 'delete',
      version,
      comment: 'The test is over',
    });
  }
});

/** Types into the search of a page "Request" that has just been opened. */
async function searchFor(page: Page, text: string): Promise<void> {
  await page.goto('/elevated-access');
  await page.getByRole('searchbox').fill(text);
}

async function choose(page: Page, label: string, text: string, option: RegExp) {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: option }).click();
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

test('writes a policy, sees what it means, changes it and takes it back', async ({
  signInAs,
  simulator,
}) => {
  test.setTimeout(240_000);
  const hana = await signInAs('Hana Sato');
  await searchFor(hana, 'network NetworkAdmin');
  await expect(
    hana.getByText('Nothing you may request matches “network NetworkAdmin”.'),
  ).toBeVisible();

  const eli = await signInAs('Eli Stone');
  await eli.goto('/elevated-access/policies');
  await expect(
    eli.getByRole('row').filter({ hasText: 'sre-anywhere' }),
  ).toBeVisible();
  await expectNoBarriers(eli);
  await eli.getByRole('link', { name: 'New policy', exact: true }).click();

  await eli.getByRole('textbox', { name: 'Name' }).fill(POLICY.name);
  await eli
    .getByRole('textbox', { name: 'Description' })
    .fill('Routes at night');
  await choose(eli, 'People and groups', 'hana', /Hana Sato/);
  await eli.getByRole('button', { name: 'Add accounts' }).click();
  await choose(eli, 'Account', 'network', /^network/);
  await eli.getByRole('button', { name: 'Add permission sets' }).click();
  const set = eli.getByRole('combobox', { name: 'Name' });
  await set.fill('NetworkAdmn');
  await set.press('Tab');
  await eli
    .getByRole('radio', { name: 'Give it at once' })
    .check({ force: true });
  await eli.getByRole('textbox', { name: 'Why' }).fill('Routers do not sleep');

  // A mistake is found before it is saved.
  const meaning = eli.getByRole('region', { name: 'What it means now' });
  await expect(meaning).toContainText(
    'Identity Center has no permission set named NetworkAdmn',
  );
  await expect(meaning).toContainText('1 person is named: Hana Sato');
  const create = eli.getByRole('button', { name: 'Create' });
  await expect(create).toBeDisabled();
  await expect(eli.getByText(/^Not yet: .* finding/)).toBeVisible();
  await expectNoBarriers(eli);

  await set.fill('NetworkAdmin');
  await set.press('Tab');
  await expect(meaning).not.toContainText(
    'Identity Center has no permission set named NetworkAdmn',
  );
  await expect(meaning).toContainText('1 account: network');
  await expect(meaning).toContainText('1 permission set: NetworkAdmin');
  await expect(meaning).toContainText('Nobody has to approve');
  await expect(create).toBeEnabled();
  await create.click();
  await expect(eli.getByRole('heading', { name: POLICY.name })).toBeVisible();
  await expect(eli.getByText('Routes at night', { exact: true })).toBeVisible();
  await expectNoBarriers(eli);

  // Its effect: what was not possible is, and at once.
  await searchFor(hana, 'network NetworkAdmin');
  await hana.getByRole('option', { name: /network.*NetworkAdmin/ }).click();
  await hana
    .getByRole('textbox', { name: 'Reason' })
    .fill('OPS-501 a route flaps');
  await hana.getByRole('button', { name: 'Request access' }).click();
  await expect(hana.getByText(/^Active until/).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await simulator.canUse(ACCESS)).toBe(true);

  // Explain says through which policy, in the dark.
  await eli.emulateMedia({ colorScheme: 'dark' });
  await eli.getByRole('link', { name: 'Explain' }).click();
  await choose(eli, 'Person', 'hana', /Hana Sato/);
  await choose(eli, 'Account', 'network', /^network/);
  await choose(eli, 'Permission set', 'NetworkAdmin', /NetworkAdmin/);
  await eli.getByRole('button', { name: 'Explain' }).click();
  await expect(
    eli.getByText('Yes: Hana Sato may ask for NetworkAdmin on network.'),
  ).toBeVisible();
  const answer = eli.getByRole('region', { name: 'The answer' });
  await expect(answer).toContainText(POLICY.name);
  await expectNoBarriers(eli);
  await eli.emulateMedia({ colorScheme: 'light' });

  // A change, and the history that it leaves.
  await eli.goto(`/elevated-access/policies/eligibility/${POLICY.name}`);
  await eli.getByRole('link', { name: 'Edit' }).click();
  await eli
    .getByRole('group', { name: 'At most' })
    .getByRole('textbox', { name: 'Minutes' })
    .fill('45');
  await eli.getByRole('textbox', { name: 'Why' }).fill('Three quarters do');
  await eli.getByRole('button', { name: 'Save' }).click();
  // The newest is the first.
  await expect(eli.getByText(/^Version \d+: edited/).first()).toBeVisible();
  await expect(eli.getByText('Three quarters do').first()).toBeVisible();
  const diff = eli.getByRole('main').getByText(/maxDuration/);
  await expect(diff.first()).toBeVisible();
  await expectNoBarriers(eli);

  // Taken back, on a phone.
  await eli.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(eli);
  await eli.getByRole('button', { name: 'Disable' }).click();
  const dialog = eli.getByRole('dialog');
  await expect(dialog).toContainText(`Disable ${POLICY.name}?`);
  await expect(dialog).toContainText(
    'Access that somebody has now stays until its end.',
  );
  await dialog.getByRole('textbox', { name: 'Why' }).fill('The routers sleep');
  await expectNoBarriers(eli);
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(eli.getByText('Disabled', { exact: true })).toBeVisible();
  await expectNoBarriers(eli);
  await expectNoSidewaysScroll(eli);

  await searchFor(hana, 'network NetworkAdmin');
  await expect(
    hana.getByText('Nothing you may request matches “network NetworkAdmin”.'),
  ).toBeVisible();
  expect(await simulator.canUse(ACCESS)).toBe(true);
});

test('is shown what is wrong with the policies that there are', async ({
  signInAs,
}) => {
  const eli = await signInAs('Eli Stone');
  await eli.goto('/elevated-access/policies/lint');
  await expect(eli.getByText(/^\d+ findings?, worst first/)).toBeVisible();
  await expect(eli.getByRole('main')).toContainText(
    'Sessions of ReadOnly (4 h) last longer than access through this policy may',
  );
  await expect(
    eli.getByRole('link', { name: 'payments-engineers-production' }),
  ).toBeVisible();
  await expectNoBarriers(eli);
});

test('lets nobody write policies who is no administrator', async ({
  signInAs,
}) => {
  const gita = await signInAs('Gita Rao');
  await gita.goto('/elevated-access/policies');
  await expect(
    gita.getByText('Policies are for administrators and auditors').first(),
  ).toBeVisible();
  await expect(gita.getByRole('link', { name: /^New / })).toHaveCount(0);
  await expectNoBarriers(gita);
});
