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

import type { Locator, Page } from '@playwright/test';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { expect, test } from './fixtures';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/barriers';
import { Person } from './support/Person';

// A day of somebody who approves, without a mouse.

test.afterEach(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Gita Rao', 'Hugo Brandt');
});

/** Goes on with Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate(it => it === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${target}`);
}

const details = (page: Page) =>
  page.getByRole('region', { name: 'Details of the selected request' });

const rowOf = (page: Page, text: string) =>
  page
    .getByRole('grid', { name: 'Requests waiting for your decision' })
    .getByRole('row')
    .filter({ hasText: text });

/** Lets Bo be faster: he decides when the decision of the page is already on its way. */
async function letBoBeFaster(
  page: Page,
  url: RegExp,
  bo: Person,
  request: AccessRequest,
): Promise<void> {
  await page.route(url, async route => {
    await bo.approve(request);
    await route.continue();
  });
}

test('moves, asks for help, shortens, approves and rejects', async ({
  signInAs,
  person,
}) => {
  const hugo = await person('Hugo Brandt');
  const first = await hugo.ask({
    account: 'payments-prod',
    permissionSet: 'SupportOps',
    minutes: 60,
    reason: 'OPS-201 restart the queue',
  });
  const second = await hugo.ask({
    account: 'ledger-prod',
    permissionSet: 'ReadOnly',
    minutes: 30,
    reason: 'OPS-202 just curious',
  });

  const cleo = await signInAs('Cleo Diaz');
  await cleo.goto('/elevated-access/inbox');
  await expect(
    cleo.getByRole('heading', { name: '2 requests are waiting for you' }),
  ).toBeVisible();
  await expect(details(cleo)).toContainText('OPS-201');
  await expect(details(cleo)).toContainText('Made of');
  await expectNoBarriers(cleo);

  await cleo.keyboard.press('j');
  await expect(details(cleo)).toContainText('OPS-202');
  await cleo.keyboard.press('k');
  await expect(details(cleo)).toContainText('OPS-201');
  await cleo.keyboard.press('?');
  const help = cleo.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Approve the selected request');
  await expectNoBarriers(cleo);
  // While the help is open its letters decide nothing.
  await cleo.keyboard.press('a');
  await cleo.keyboard.press('Escape');
  await expect(help).toBeHidden();
  expect((await hugo.api.getRequest(first.id)).status).toBe('pending');

  // Less time than was asked for, with a comment.
  await tabTo(cleo, cleo.getByRole('textbox', { name: 'Comment' }));
  await cleo.keyboard.type('a jar of time is enough');
  await tabTo(
    cleo,
    cleo.getByRole('button', { name: 'Approve for a shorter time' }),
  );
  await cleo.keyboard.press('Enter');
  await tabTo(
    cleo,
    cleo.getByRole('textbox', { name: 'Approve for how many minutes' }),
  );
  await cleo.keyboard.press('ControlOrMeta+a');
  await cleo.keyboard.type('20');
  await cleo.keyboard.press('Tab');
  await tabTo(cleo, cleo.getByRole('button', { name: 'Approve 20 min' }));
  await expectNoBarriers(cleo);
  await cleo.keyboard.press('a');
  await expect(
    cleo
      .getByText('Approved: SupportOps on payments-prod for Hugo Brandt')
      .first(),
  ).toBeVisible();
  const approved = await hugo.api.getRequest(first.id);
  expect(approved.approvedDuration).toBe('PT20M');
  expect(approved.decisions.map(({ comment }) => comment)).toEqual([
    'a jar of time is enough',
  ]);

  // A rejection needs a comment: the key leads to the field.
  await expect(details(cleo)).toContainText('OPS-202');
  await cleo.keyboard.press('r');
  await expect(cleo.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await expect(details(cleo)).toContainText('Write a comment first');
  await expectNoBarriers(cleo);
  await cleo.keyboard.type('Curiosity is no reason');
  await tabTo(cleo, cleo.getByRole('button', { name: 'Reject', exact: true }));
  await cleo.keyboard.press('r');
  await expect(
    cleo.getByText('Rejected: ReadOnly on ledger-prod for Hugo Brandt').first(),
  ).toBeVisible();
  await expect(
    cleo.getByRole('heading', { name: 'Nothing is waiting for you.' }).first(),
  ).toBeVisible();
  await expectNoBarriers(cleo);
  expect((await hugo.api.getRequest(second.id)).status).toBe('rejected');
});

test('decides several at once, and is told of each what came of it', async ({
  signInAs,
  person,
}) => {
  const hugo = await person('Hugo Brandt');
  const gita = await person('Gita Rao');
  const bo = await person('Bo Ek');
  const wishes = ['payments-prod', 'ledger-prod', 'cards-prod'];
  const requests = [];
  for (const account of wishes) {
    requests.push(
      await hugo.ask({
        account,
        permissionSet: 'ReadOnly',
        minutes: 30,
        reason: `OPS-210 look at ${account}`,
      }),
    );
  }
  const other = await gita.ask({
    account: 'cards-prod',
    permissionSet: 'SupportOps',
    minutes: 30,
    reason: 'OPS-211 not chosen',
  });

  const cleo = await signInAs('Cleo Diaz', { colorScheme: 'dark' });
  await cleo.goto('/elevated-access/inbox');
  await expect(details(cleo)).toContainText('look at payments-prod');
  await cleo.keyboard.press('x');
  await cleo.keyboard.press('j');
  await expect(details(cleo)).toContainText('look at ledger-prod');
  await cleo.keyboard.press('x');
  await cleo.keyboard.press('j');
  await expect(details(cleo)).toContainText('look at cards-prod');
  await cleo.keyboard.press('x');
  await expect(cleo.getByRole('heading', { name: '3 chosen' })).toBeVisible();
  await expectNoBarriers(cleo);

  // The key leads to the button; only Enter decides, and Bo was faster with one of them.
  await letBoBeFaster(cleo, /elevated-access\/decisions$/, bo, requests[1]);
  await cleo.keyboard.press('a');
  await expect(
    cleo.getByRole('button', { name: 'Approve 3 requests' }),
  ).toBeFocused();
  await cleo.keyboard.press('Enter');

  const results = cleo.getByRole('region', { name: 'What came of it' });
  await expect(results.getByRole('listitem')).toContainText([
    'Approved: ReadOnly on payments-prod for Hugo Brandt',
    /ReadOnly on ledger-prod for Hugo Brandt: Already approved by Bo Ek, (?!in )/,
    'Approved: ReadOnly on cards-prod for Hugo Brandt',
  ]);
  // Other alerts are news that came meanwhile.
  await expect(
    cleo
      .getByRole('alert')
      .filter({ hasText: /error|fail|could not|already/i }),
  ).toHaveCount(0);
  await expect(rowOf(cleo, 'OPS-211')).toBeVisible();
  await expectNoBarriers(cleo);
  expect((await gita.api.getRequest(other.id)).status).toBe('pending');
});

test('is told who was faster, and never gets an error for it, on a phone', async ({
  signInAs,
  person,
}) => {
  const hugo = await person('Hugo Brandt');
  const bo = await person('Bo Ek');
  const wish = { permissionSet: 'ReadOnly', minutes: 30 };
  const first = await hugo.ask({
    ...wish,
    account: 'payments-prod',
    reason: 'OPS-220 payments',
  });
  const second = await hugo.ask({
    ...wish,
    account: 'ledger-prod',
    reason: 'OPS-221 ledger',
  });

  const cleo = await signInAs('Cleo Diaz', {
    viewport: { width: 360, height: 740 },
  });
  await cleo.goto('/elevated-access/inbox');
  await expect(details(cleo)).toContainText('OPS-220');
  await expectNoBarriers(cleo);
  await expectNoSidewaysScroll(cleo);

  // Decided while Cleo decides.
  await letBoBeFaster(cleo, new RegExp(`${first.id}/decisions$`), bo, first);
  await cleo.keyboard.press('a');
  await expect(
    details(cleo).getByText(/^Already approved by Bo Ek/),
  ).toBeVisible();
  // Other alerts are news that came meanwhile.
  await expect(
    cleo
      .getByRole('alert')
      .filter({ hasText: /error|fail|could not|already/i }),
  ).toHaveCount(0);
  await expect(cleo.getByRole('button', { name: /^Approve / })).toHaveCount(0);
  await expectNoBarriers(cleo);

  // Decided while Cleo reads.
  await cleo.keyboard.press('j');
  await expect(details(cleo)).toContainText('OPS-221');
  await bo.api.decide(second.id, {
    verdict: 'reject',
    comment: 'Not today',
    digest: second.digest,
  });
  await expect(
    details(cleo).getByText(/^Already rejected by Bo Ek/),
  ).toBeVisible();
  await expectNoBarriers(cleo);
  await expectNoSidewaysScroll(cleo);
});
