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
import { shrinkPng } from './png.mjs';

const WIDTH = 1280;

/** Pages that are longer are cut: the beginning says what they are. */
const MIN_HEIGHT = 500;
const MAX_HEIGHT = 1_000;

const THEMES = { '': 'light', '-dark': 'dark' };

/**
 * Every page of the plugin: who looks at it, where it is, and what they do there
 * before the picture is taken.
 */
function pagesOf({ active, permissionSet }) {
  const at = route => `/elevated-access/${route}`;
  return [
    { name: 'ask', who: 'Ann Li', url: at('request') },
    {
      name: 'ask-form',
      who: 'Ann Li',
      url: at(
        'request?account=111122223334&permissionSet=PowerUser&reason=Postings+of+today+hang&ticket=OPS-34',
      ),
    },
    { name: 'my-access', who: 'Ann Li', url: at('my-access') },
    { name: 'request', who: 'Ann Li', url: at(`requests/${active}`) },
    { name: 'inbox', who: 'Bo Ek', url: at('inbox') },
    { name: 'audit', who: 'Dana Roy', url: at('audit') },
    {
      name: 'audit-timeline',
      who: 'Dana Roy',
      url: at('audit'),
      act: async page => {
        await page.getByRole('radio', { name: 'Timeline' }).click();
        await page.getByRole('radio', { name: '6 hours' }).click();
      },
    },
    { name: 'insights', who: 'Dana Roy', url: at('audit/insights') },
    { name: 'reviews', who: 'Dana Roy', url: at('audit/reviews') },
    {
      name: 'event-log',
      who: 'Dana Roy',
      url: at('audit/event-log'),
      act: page => page.getByRole('button', { name: 'Verify now' }).click(),
    },
    { name: 'policies', who: 'Eli Stone', url: at('policies') },
    {
      name: 'policy',
      who: 'Eli Stone',
      url: at('policies/eligibility/payments-engineers-production'),
    },
    {
      name: 'policy-editor',
      who: 'Eli Stone',
      url: at('policies/new/eligibility?copy=payments-engineers-production'),
    },
    { name: 'lint', who: 'Eli Stone', url: at('policies/lint') },
    { name: 'changes', who: 'Eli Stone', url: at('policies/changes') },
    { name: 'sources', who: 'Eli Stone', url: at('policies/sources') },
    {
      name: 'explain',
      who: 'Eli Stone',
      url: at(
        `policies/explain?${new URLSearchParams({
          person: 'user:default/ann.li',
          account: '111122223333',
          permissionSet,
        })}`,
      ),
    },
    {
      name: 'reach',
      who: 'Dana Roy',
      url: at('policies/reach?account=111122223333'),
    },
    { name: 'settings', who: 'Eli Stone', url: at('policies/settings') },
    {
      name: 'catalog-account',
      who: 'Eli Stone',
      url: '/catalog/default/resource/aws-account-111122223333',
      shows: 'Who has access now',
    },
    {
      name: 'catalog-access',
      who: 'Eli Stone',
      url: '/catalog/default/resource/aws-account-111122223333/elevated-access',
      shows: 'PowerUser',
    },
    {
      name: 'catalog-component',
      who: 'Ann Li',
      url: '/catalog/default/component/payments-api',
      shows: 'AWS access',
    },
    {
      name: 'active',
      who: 'Eli Stone',
      url: at('active'),
      afterItWentWrong: true,
    },
    {
      name: 'health',
      who: 'Eli Stone',
      url: at('health'),
      afterItWentWrong: true,
    },
  ];
}

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
  await page.goto('/');
  await page.getByRole('button', { name: new RegExp(`^${who} `) }).click();
  await page.getByRole('heading', { name: `Hello, ${who}` }).waitFor();
  return page;
}

async function open(page, { url, shows, act = async () => {} }) {
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

/** Until nothing loads any more. */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page
    .locator('.bui-Skeleton, [role="progressbar"]')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => {});
}
