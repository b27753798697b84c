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

import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from '../chromium.mjs';
import { say } from '../say.mjs';
import { pagesOf } from './pages.mjs';
import { shrinkPng } from './png.mjs';

const WIDTH = 1280;

/** Pages that are longer are cut: the beginning says what they are. */
const MIN_HEIGHT = 620;
const MAX_HEIGHT = 1_000;

/** The pictures may be taken on a machine that has other things to do. */
const PATIENCE_MS = 300_000;
const CALM_LOOKS = 5;

const THEMES = { '': 'light', '-dark': 'dark' };

/**
 * Takes a picture of each page, light and dark, as PNG into `folder`. With
 * `wanted`, only of the pages that it names.
 */
export async function takePictures({
  portalUrl,
  executablePath,
  folder,
  story,
  wanted,
}) {
  const pages = pagesOf(story).filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  fs.mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_FLAGS,
  });
  try {
    let isWrong = false;
    const signedIn = new Map();
    for (const { name, who, afterItWentWrong, ...way } of pages) {
      if (afterItWentWrong && !isWrong) {
        await story.goWrong();
        isWrong = true;
      }
      for (const [suffix, theme] of Object.entries(THEMES)) {
        const key = `${who} ${theme}`;
        const page =
          signedIn.get(key) ?? (await signIn(browser, portalUrl, who, theme));
        signedIn.set(key, page);
        await open(page, way);
        const file = path.join(folder, `${name}${suffix}.png`);
        const png = shrinkPng(
          await page.screenshot({ animations: 'disabled' }),
        );
        fs.writeFileSync(file, png);
        say(`  ${path.basename(file)}, ${Math.ceil(png.length / 1_000)} kB`);
      }
    }
  } finally {
    await browser.close();
  }
}

async function signIn(browser, portalUrl, who, theme) {
  const context = await browser.newContext({
    baseURL: portalUrl,
    viewport: { width: WIDTH, height: MIN_HEIGHT },
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    name => localStorage.setItem('theme', name),
    theme,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto('/');
  await page.getByRole('button', { name: new RegExp(`^${who} `) }).click();
  await page.getByRole('heading', { name: `Hello, ${who}` }).waitFor();
  return page;
}

async function open(page, { url, shows, answers = {}, act = async () => {} }) {
  for (const [address, json] of Object.entries(answers)) {
    await page.route(`**${address}`, route => route.fulfill({ json }));
  }
  await page.setViewportSize({ width: WIDTH, height: MIN_HEIGHT });
  await page.goto(url);
  await settle(page);
  if (shows) {
    await page.getByText(shows).first().waitFor();
  }
  await act(page);
  await settle(page);
  // As high as what there is to see, within limits; the portal's frame scrolls inside.
  const height = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('main')].map(
        main => main.getBoundingClientRect().top + main.scrollHeight,
      ),
    ),
  );
  await page.setViewportSize({
    width: WIDTH,
    height: Math.ceil(Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, height + 24))),
  });
  await settle(page);
  // An answer that takes the focus scrolls to itself.
  await page.evaluate(() =>
    document.querySelectorAll('*').forEach(element => {
      if (element.scrollTop > 0) {
        element.scrollTop = 0;
      }
    }),
  );
}

/** Until nothing has been loading for a moment: what has come may ask for more. */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  const deadline = Date.now() + PATIENCE_MS;
  for (let calm = 0; calm < CALM_LOOKS; ) {
    await page.waitForTimeout(100);
    const isLoading = await page.evaluate(
      () =>
        document.querySelector('.bui-Skeleton, [role="progressbar"]') !== null,
    );
    calm = isLoading ? 0 : calm + 1;
    if (Date.now() > deadline) {
      throw new Error(`${page.url()} is still loading`);
    }
  }
}
