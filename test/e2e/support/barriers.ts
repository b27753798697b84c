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

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe takes for a barrier and is none, or is not this plugin's. */
const known = [
  // Backstage's header is drawn as tabs whose panels do not exist.
  { rule: 'aria-valid-attr-value', html: 'role="tab"' },
  // The list is scrolled by the arrow keys of the search field above it.
  {
    rule: 'scrollable-region-focusable',
    html: 'aria-label="What you may request',
  },
];

/** What a program can tell of the rules of WCAG 2.2 AA that the page as it is now breaks, or the part of it that a selector names. */
export async function barriersOf(
  page: Page,
  within?: string,
): Promise<unknown[]> {
  const axe = new AxeBuilder({ page })
    .withTags(WCAG)
    // No page has frames whose findings would have to be put together in another page.
    .setLegacyMode()
    // What was said aloud stays there for seconds, when what it was about may be gone.
    .exclude('[data-live-announcer]');
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(
        ({ html }) =>
          !known.some(it => it.rule === id && html.includes(it.html)),
      )
      .map(({ html, failureSummary }) => [id, help, html, failureSummary]),
  );
}

/** The rules of WCAG 2.2 AA, as far as a program can tell, on the page as it is now. */
export async function expectNoBarriers(page: Page): Promise<void> {
  expect(await barriersOf(page), `barriers on ${page.url()}`).toEqual([]);
}

/** By how many pixels the page is wider than the screen. */
export async function sidewaysScrollOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}

/** Nothing may make the page wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await sidewaysScrollOf(page),
    `pixels that ${page.url()} is too wide`,
  ).toBeLessThanOrEqual(0);
}
