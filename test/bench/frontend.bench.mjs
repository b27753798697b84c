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

// What the pages cost whoever opens them: a production build of the portal in a real
// browser, the demo's backend and simulator behind it, with 5,000 more accounts that
// may be asked for with four permission sets each and 500 requests that wait.
//
// kilobytes: gzipped JavaScript that is the plugin's own, of all scripts that have been
// fetched once its first page can be used; lib/bundleSize.mjs says how it is counted.
// usableMs: from the click on the portal's navigation, with nothing in the browser's
// cache but the portal's own frame, until the rows that may be asked for are painted and
// the search has the focus. Median of several visits.
// typingP95Ms: from a key in the search until the page shows the letter and has been
// painted; foundP95Ms, for which nobody set a goal, until what was found is painted.
// longTasks: tasks of more than 50 ms while the Inbox with its 500 requests is scrolled
// from its top to its end. Median of several scrolls.
import { ensureAppBundle } from '../../scripts/lib/appBundle.mjs';
import { ensureChromium } from '../../scripts/lib/chromium.mjs';
import { ownJavaScript } from './lib/bundleSize.mjs';
import { openBrowser } from './lib/browser.mjs';
import { approver, requester, withLargeDemo } from './lib/frontendSystem.mjs';
import { percentile } from './lib/policySystem.mjs';

export const goals = {
  kilobytes: { atMost: 120 },
  usableMs: { atMost: 1_500 },
  typingP95Ms: { atMost: 50 },
  longTasks: { atMost: 0 },
};

const ACCOUNTS = 5_000;
const PENDING = 500;
const VISITS = 7;
const SCROLLS = 5;

const median = values => percentile(values, 0.5);

export async function measure({ say }) {
  await ensureAppBundle();
  const executablePath = await ensureChromium();
  const size = { accounts: ACCOUNTS, pending: PENDING, say };
  return withLargeDemo(size, async ({ portalUrl }) => {
    const browser = await openBrowser({ portalUrl, executablePath });
    try {
      say(`▸ Opening the page ${VISITS} times`);
      const visits = [];
      for (let visit = 0; visit < VISITS; visit += 1) {
        visits.push(await browser.visit(requester));
      }
      const own = await ownJavaScript(visits[0].scripts, { say });
      say('  its largest parts, before compression:');
      own.largest
        .slice(0, 12)
        .forEach(([source, bytes]) => say(`    ${bytes} ${source}`));

      say('▸ Typing');
      const { typed, found } = await browser.type(requester, WORDS);

      say(`▸ Scrolling through the Inbox ${SCROLLS} times`);
      const scrolls = [];
      for (let scroll = 0; scroll < SCROLLS; scroll += 1) {
        scrolls.push(await browser.scroll(approver, PENDING));
      }
      scrolls.forEach(({ rows, longTasks }) =>
        say(
          `  ${rows} rows seen; long tasks: ${longTasks.join(', ') || 'none'}`,
        ),
      );
      return {
        kilobytes: Math.round(own.bytes / 100) / 10,
        usableMs: Math.round(median(visits.map(({ ms }) => ms))),
        typingP95Ms: percentile(typed, 0.95),
        typingP50Ms: percentile(typed, 0.5),
        foundP95Ms: percentile(found, 0.95),
        foundP50Ms: percentile(found, 0.5),
        longTasks: median(scrolls.map(({ longTasks }) => longTasks.length)),
      };
    } finally {
      await browser.close();
    }
  });
}

/** What people type: names, ids, parts of several names, and what is nowhere. */
const WORDS = [
  'team-017 prod',
  '200000000042',
  'poweruser team-101',
  'payments-prod',
  'large dev 0480',
  'support stage 12',
  'nowhere at all',
  'view team-199 test',
];
