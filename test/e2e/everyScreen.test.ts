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
import { barriersOf, sidewaysScrollOf } from './support/barriers';
import { cutOffTexts, setDirection, untilStill } from './support/layout';
import { Person } from './support/Person';
import { reviewOf } from './support/review';
import { watchForTrouble } from './support/trouble';

// Every screen, as somebody who may see it: on a phone and on the widest monitor, in
// light and in dark, from left to right and from right to left.

const PHONE = { width: 360, height: 740 };
const WALL = { width: 2560, height: 1440 };

/** Nobody writes it in one go, and everybody pastes one some day. */
const LONG_REASON = `OPS-401 the closing of the day hangs, see https://tickets.octant.example/${'ledger-'.repeat(
  20,
)}`;

interface Screen {
  at: string;
  /** What is there once the screen has loaded. */
  shows: (page: Page) => Locator;
  /** The plugin's part of a page that is somebody else's. */
  part?: (page: Page) => Locator;
}

let live: AccessRequest;
let ended: AccessRequest;

test.beforeAll(async ({ system: { portalUrl } }) => {
  const ines = await Person.signIn(portalUrl, 'Ines Costa');
  const bo = await Person.signIn(portalUrl, 'Bo Ek');
  const wish = { permissionSet: 'ReadOnly', minutes: 90, reason: LONG_REASON };
  ended = await ines.ask({ ...wish, account: 'cards-prod', ticket: 'OPS-400' });
  live = await ines.ask({ ...wish, account: 'payments-prod' });
  for (const request of [ended, live]) {
    await bo.approve(request, LONG_REASON);
    await ines.untilStatus(request, 'active');
  }
  await ines.api.release(ended.id, { comment: LONG_REASON });
  await ines.untilStatus(ended, 'ended');
  const cancelled = await ines.ask({
    ...wish,
    account: 'ledger-prod',
    permissionSet: 'DatabaseAdmin',
  });
  await ines.api.cancel(cancelled.id, { comment: '' });
  await ines.ask({ ...wish, account: 'ledger-prod', ticket: 'OPS-401' });
});

test.afterAll(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Ines Costa');
});

const text = (words: string | RegExp) => (page: Page) =>
  page.getByText(words).first();
const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name }).first();

/** A card is named by its title only. */
const cardWith = (title: string) => (page: Page) =>
  page.locator('.bui-Card, [class*="MuiCard-root"]').filter({ hasText: title });

const inPlugin = (path: string) => `/elevated-access/${path}`;

const requesters = (): Screen[] => [
  {
    at: inPlugin('request'),
    shows: page => page.getByRole('option').first(),
  },
  {
    at: inPlugin(
      `request?${new URLSearchParams({
        account: '111122223334',
        permissionSet: 'PowerUser',
        reason: LONG_REASON,
      })}`,
    ),
    shows: text(/^Approval by Payments leads/),
  },
  { at: inPlugin('my-access'), shows: text(/^Given back/) },
  {
    at: inPlugin(`requests/${live.id}`),
    shows: text('sso_role_name = ReadOnly'),
  },
  { at: inPlugin(`requests/${ended.id}`), shows: text(/^Given back/) },
  {
    at: '/',
    shows: text(/ left$/),
    part: cardWith('My AWS access'),
  },
  {
    at: `/search?${new URLSearchParams({
      query: 'payments-prod',
      'types[]': 'aws-account',
    })}`,
    shows: page => page.getByRole('link', { name: 'Request access' }).first(),
    // A result has no name: it is the row that its link is in.
    part: page =>
      page.getByRole('link', { name: 'Request access' }).first().locator('..'),
  },
  {
    at: '/catalog/default/component/payments-api',
    shows: text('named in this entity’s annotations'),
    part: cardWith('AWS access'),
  },
  {
    at: '/catalog/default/system/payments',
    shows: text('this entity depends on it'),
    part: cardWith('AWS access'),
  },
];

const approvers = (): Screen[] => [
  { at: inPlugin('inbox'), shows: text('Made of') },
  { at: inPlugin('active'), shows: text('payments-prod') },
  {
    at: '/',
    shows: text(/^Open the inbox/),
    part: cardWith('Waiting for my decision'),
  },
];

const auditors = (): Screen[] => [
  { at: inPlugin('audit'), shows: text('cards-prod') },
  {
    at: inPlugin('audit?as=timeline'),
    shows: page => page.getByRole('toolbar', { name: 'Ines Costa' }),
  },
  { at: inPlugin('audit/insights'), shows: heading('Busiest accounts') },
  { at: inPlugin('audit/reviews'), shows: text('Accounts of payments-leads') },
  {
    at: inPlugin('audit/reviews/a-review'),
    shows: text('contractors-of-the-migration'),
  },
  {
    at: inPlugin('audit/event-log'),
    shows: page => page.getByRole('button', { name: 'Verify now' }),
  },
];

const administrators = (): Screen[] => [
  { at: inPlugin('policies'), shows: text('sre-anywhere') },
  {
    at: inPlugin('policies/eligibility/payments-engineers-production'),
    shows: text(/^Version 1/),
  },
  {
    at: inPlugin('policies/approval/payments-production'),
    shows: text(/^Version 1/),
  },
  {
    at: inPlugin('policies/new/eligibility?copy=payments-engineers-production'),
    shows: text(/^\d+ people are named/),
  },
  {
    at: inPlugin('policies/new/approval?copy=payments-production'),
    shows: heading('What it means now'),
  },
  { at: inPlugin('policies/lint'), shows: text(/finding|Nothing is wrong/) },
  { at: inPlugin('policies/changes'), shows: text('No change is waiting.') },
  { at: inPlugin('policies/sources'), shows: text('Place') },
  {
    at: inPlugin(
      `policies/explain?${new URLSearchParams({
        person: 'user:default/ines.costa',
        account: '111122223333',
        permissionSet: live.permissionSet.arn,
      })}`,
    ),
    shows: text(/^Yes: /),
  },
  {
    at: inPlugin('policies/reach?account=111122223333'),
    shows: heading('Who can reach payments-prod'),
  },
  { at: inPlugin('policies/settings'), shows: heading('Approvals') },
  { at: inPlugin('health'), shows: heading('The parts') },
];

const readersOfTheCatalog = (): Screen[] =>
  [
    {
      at: '/catalog/default/resource/aws-account-111122223333',
      title: 'Who has access now',
    },
    { at: '/catalog/default/user/ines.costa', title: 'AWS access now' },
    {
      at: '/catalog/default/group/payments-engineers',
      title: 'AWS access of members now',
    },
  ].flatMap(({ at, title }) => [
    { at, shows: text(/until .* \(in /), part: cardWith(title) },
    {
      at: `${at}/elevated-access`,
      shows: text('Open in Audit'),
      // The tab has no name of its own: it is what holds the row of its heading.
      part: page =>
        page.getByRole('link', { name: 'Open in Audit' }).locator('../..'),
    },
  ]);

for (const [who, name, screens] of [
  ['who asks', 'Ines Costa', requesters],
  ['who approves', 'Bo Ek', approvers],
  ['who audits', 'Dana Roy', auditors],
  ['who administers', 'Eli Stone', administrators],
  ['who looks things up in the catalog', 'Eli Stone', readersOfTheCatalog],
] as const) {
  test(`every screen of ${who} can be read by everybody, on any screen`, async ({
    signInAs,
  }) => {
    test.setTimeout(300_000);
    const page = await signInAs(name, {
      viewport: PHONE,
      reducedMotion: 'reduce',
    });
    await answerWithReviews(page);
    const trouble = watchForTrouble(page);
    for (const screen of screens()) {
      await test.step(screen.at, () => look(page, screen));
    }
    expect(trouble).toEqual([]);
  });
}

/** Loads the page once; all the rest is switched in place. */
async function look(page: Page, screen: Screen): Promise<void> {
  const soft = expect.configure({ soft: true });
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(screen.at);
  for (const { size, colorScheme } of [
    { size: PHONE, colorScheme: 'light' },
    { size: WALL, colorScheme: 'dark' },
  ] as const) {
    const seen = `${screen.at}, ${size.width} pixels wide, ${colorScheme}`;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    // For another size the portal draws the page anew.
    await expect(screen.shows(page)).toBeVisible();
    await expect(page.locator('.bui-Skeleton')).toHaveCount(0);
    await soft(
      page.getByRole('heading', { level: 1 }),
      `main heading of ${seen}`,
    ).toHaveCount(1);
    await untilStill(page);
    const part = await markPart(page, screen);
    soft(await barriersOf(page, part), `barriers on ${seen}`).toEqual([]);
    soft(
      await sidewaysScrollOf(page),
      `pixels too wide: ${seen}`,
    ).toBeLessThanOrEqual(0);
    const cutAnyway = new Set(await cutOffTexts(page));
    await setDirection(page, 'rtl');
    soft(
      await sidewaysScrollOf(page),
      `pixels too wide from right to left: ${seen}`,
    ).toBeLessThanOrEqual(0);
    soft(
      (await cutOffTexts(page)).filter(it => !cutAnyway.has(it)),
      `texts cut off from right to left: ${seen}`,
    ).toEqual([]);
    await setDirection(page, 'ltr');
  }
}

const MARK = 'data-under-test';

/** A selector for the plugin's part of the page, where the rest is not its own. */
async function markPart(
  page: Page,
  { part }: Screen,
): Promise<string | undefined> {
  if (!part) {
    return undefined;
  }
  await part(page)
    .first()
    .evaluate((it, mark) => it.setAttribute(mark, ''), MARK);
  return `[${MARK}]`;
}

async function answerWithReviews(page: Page): Promise<void> {
  const review = reviewOf(live);
  await page.route(/\/api\/elevated-access\/reviews(\?.*)?$/, route =>
    route.fulfill({ json: { items: [review] } }),
  );
  await page.route(/\/api\/elevated-access\/reviews\/a-review$/, route =>
    route.fulfill({ json: review }),
  );
}
