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

import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from '../../../scripts/lib/chromium.mjs';

/** Between two keys of somebody who types well. */
const KEY_MS = 120;
const WHEEL_PIXELS = 300;
const WHEEL_MS = 30;

/** Playwright's own look at the page is left out of what is measured. */
const PATIENCE = { timeout: 60_000 };

/** Opens a browser that measures what a person at it would notice. */
export async function openBrowser({ portalUrl, executablePath }) {
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_FLAGS,
  });

  /** A page of a browser that has never been here, signed in. */
  async function signIn({ name }) {
    const context = await browser.newContext({
      baseURL: portalUrl,
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE.timeout);
    const scripts = new Set();
    page.on('response', response => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/static/') && pathname.endsWith('.js')) {
        scripts.add(pathname.replace('/static/', ''));
      }
    });
    await page.goto('/');
    await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
    await page.waitForLoadState('networkidle');
    return { page, scripts, close: () => context.close() };
  }

  return {
    close: () => browser.close(),

    /** Opens the page by the portal's navigation: milliseconds until it can be used. */
    async visit(person) {
      const { page, scripts, close } = await signIn(person);
      await page.evaluate(timeUntilUsable);
      await page
        .getByRole('link', { name: 'Elevated access', exact: true })
        .first()
        .click();
      const ms = await page.evaluate(() => window.usable);
      await close();
      return { ms, scripts: [...scripts] };
    },

    /** Types each of the words: milliseconds until each letter, and until what was found, is painted. */
    async type(person, words) {
      const { page, close } = await signIn(person);
      await page.goto('/elevated-access/request');
      const field = page.getByRole('searchbox').first();
      await page.getByRole('option').first().waitFor();
      await page.evaluate(timeTyping);
      for (const word of words) {
        await field.focus();
        await page.keyboard.type(word, { delay: KEY_MS });
        await page.evaluate(wanted => window.foundFor(wanted), word);
        await page.evaluate(() => window.pauseTyping());
        await field.fill('');
        await page.getByRole('option').first().waitFor();
        await page.evaluate(() => window.resumeTyping());
      }
      const measured = await page.evaluate(() => window.typing);
      await close();
      return measured;
    },

    /** Scrolls through the Inbox to its end: how many rows were seen, and the tasks of more than 50 ms. */
    async scroll(person, count) {
      const { page, close } = await signIn(person);
      await page.goto('/elevated-access/inbox');
      await page.getByRole('heading', { name: `${count} ` }).waitFor();
      const list = page.locator('main').getByRole('grid').first();
      await list.waitFor();
      await page.waitForLoadState('networkidle');
      await list.hover();
      await list.evaluate(watchScrolling);
      for (;;) {
        await page.mouse.wheel(0, WHEEL_PIXELS);
        await page.waitForTimeout(WHEEL_MS);
        if (await list.evaluate(isAtItsEnd)) {
          break;
        }
      }
      const measured = await page.evaluate(() => window.scrolled());
      await close();
      return measured;
    },
  };
}

// Everything below runs in the page.

/** From the next click until rows are painted and the search has the focus. */
function timeUntilUsable() {
  window.usable = new Promise(resolve => {
    window.addEventListener(
      'click',
      ({ timeStamp }) => {
        const look = () => {
          const isUsable =
            document.querySelector('main [role="option"]') &&
            document.activeElement?.matches('input[type="search"]');
          if (isUsable) {
            // What is in the page at the start of a frame is painted in it; the next
            // frame begins when it has been.
            requestAnimationFrame(() =>
              requestAnimationFrame(now => resolve(now - timeStamp)),
            );
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
      },
      { once: true, capture: true },
    );
  });
}

function timeTyping() {
  const typing = { typed: [], found: [] };
  window.typing = typing;
  let isPaused = false;
  let lastKey = 0;
  window.pauseTyping = () => (isPaused = true);
  window.resumeTyping = () => (isPaused = false);
  const painted = then => {
    requestAnimationFrame(() => {
      // A message comes after the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(undefined);
    });
  };
  window.addEventListener(
    'keydown',
    ({ timeStamp, key }) => {
      if (!isPaused && key.length === 1) {
        lastKey = timeStamp;
        painted(now => typing.typed.push(now - timeStamp));
      }
    },
    { capture: true },
  );
  window.foundFor = word =>
    new Promise(resolve => {
      const look = () => {
        const list = document.querySelector('main [role="listbox"]');
        const said = list
          ? list.getAttribute('aria-label') ?? ''
          : document.querySelector('main').innerText;
        if (said.includes(word) && !list?.hasAttribute('data-stale')) {
          painted(now => {
            typing.found.push(now - lastKey);
            resolve();
          });
        } else {
          requestAnimationFrame(look);
        }
      };
      look();
    });
}

function watchScrolling(list) {
  const longTasks = [];
  const rows = new Set();
  const observer = new PerformanceObserver(entries =>
    entries
      .getEntries()
      .forEach(({ duration }) => longTasks.push(Math.round(duration))),
  );
  observer.observe({ type: 'longtask' });
  list.addEventListener('scroll', () =>
    list
      .querySelectorAll('[data-key]')
      .forEach(row => rows.add(row.getAttribute('data-key'))),
  );
  window.scrolled = () => {
    observer
      .takeRecords()
      .forEach(({ duration }) => longTasks.push(Math.round(duration)));
    return { rows: rows.size, longTasks };
  };
}

function isAtItsEnd(list) {
  return list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
}
