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

import {
  test as base,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import path from 'node:path';
import { demoPeople, Person } from './support/Person';
import { readRunningSystem } from './support/runningSystem';
import { Simulator } from './support/Simulator';

export interface System {
  /** The portal, with the backend's API under /api. */
  portalUrl: string;
  /** The AWS simulator: its API, /portal, and its control API. */
  simulatorUrl: string;
}

interface WorkerFixtures {
  system: System;
}

interface TestFixtures {
  /** Opens a page of its own for a demo person, signed in: `signInAs('Ann Li')`. */
  signInAs(name: string, options?: BrowserContextOptions): Promise<Page>;
  /** A demo person without a browser, for what is not the test's subject. */
  person(name: string): Promise<Person>;
  /** AWS, as it is behind the portal's back. */
  simulator: Simulator;
}

/**
 * Playwright's test with the whole system behind it: simulator, backend and
 * built page, on free ports, with a database that nobody else uses.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  system: [
    async ({}, use, workerInfo) => {
      const running = readRunningSystem();
      if (running) {
        await use(running);
        return;
      }
      const { startSystem } = await import('../../scripts/lib/system.mjs');
      const { freePort } = await import('../../scripts/lib/network.mjs');
      const { ensureAppBundle } = await import(
        '../../scripts/lib/appBundle.mjs'
      );
      const { cacheDir } = await import('../../scripts/lib/paths.mjs');

      await ensureAppBundle();
      const children: Array<{ stop(): Promise<void> }> = [];
      try {
        const { portalUrl, simulatorUrl } = await startSystem({
          ports: { portal: await freePort(), simulator: await freePort() },
          logDir: path.join(
            cacheDir,
            'e2e-logs',
            String(workerInfo.workerIndex),
          ),
          configFiles: ['test/e2e/app-config.e2e.yaml'],
          onStarted: child => children.push(child),
        });
        await Promise.all(
          demoPeople.map(name => Person.signIn(portalUrl, name)),
        );
        await use({ portalUrl, simulatorUrl });
      } finally {
        await Promise.all(children.map(child => child.stop()));
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  baseURL: async ({ system }, use) => {
    await use(system.portalUrl);
  },

  signInAs: async ({ browser, system }, use) => {
    await use(async (name, options) => {
      const context = await browser.newContext({
        baseURL: system.portalUrl,
        ...options,
      });
      const page = await context.newPage();
      await page.goto('/');
      await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
      await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
      return page;
    });
  },

  person: async ({ system }, use) => {
    await use(name => Person.signIn(system.portalUrl, name));
  },

  simulator: async ({ system }, use) => {
    await use(new Simulator(system.simulatorUrl));
  },
});

export { expect } from '@playwright/test';
