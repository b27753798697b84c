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

/** Collects what goes wrong on the page from now on: errors in the console, answers that are errors, and calls without one. */
export function watchForTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', error => trouble.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') {
      trouble.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on('response', response => {
    if (response.status() >= 400) {
      trouble.push(`${response.status()} ${response.url()}`);
    }
  });
  page.on('requestfailed', request => {
    const { errorText } = request.failure() ?? {};
    // Whoever leaves a page takes back what it still asked for.
    if (errorText !== 'net::ERR_ABORTED') {
      trouble.push(`${errorText} ${request.url()}`);
    }
  });
  return trouble;
}
