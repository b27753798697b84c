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

import { expect, test } from './fixtures';
import { minutesLeft } from './support/countdown';
import { Person } from './support/Person';

// The clock of whoever looks is wrong. Access ends by the server's.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test.afterEach(async ({ system }) => {
  const eli = await Person.signIn(system.portalUrl, 'Eli Stone');
  await eli.endEverythingOf('Ines Costa');
});

for (const [wrong, by, account] of [
  ['an hour fast', HOUR_MS, 'payments-prod'],
  ['an hour slow', -HOUR_MS, 'cards-prod'],
] as const) {
  test(`counts, tells and asks by the server’s clock when the browser’s is ${wrong}`, async ({
    signInAs,
    person,
  }) => {
    const api = await person('Ines Costa');
    const live = await api.ask({
      account,
      permissionSet: 'ReadOnly',
      minutes: 40,
      reason: 'OPS-410 what time is it',
    });
    const bo = await person('Bo Ek');
    await bo.approve(live);
    const { endsAt } = await api.untilStatus(live, 'active');
    await api.ask({
      account,
      permissionSet: 'SupportOps',
      minutes: 30,
      reason: 'OPS-411 asked just now',
    });

    const ines = await signInAs('Ines Costa');
    await ines.clock.install({ time: Date.now() + by });
    await ines.goto('/elevated-access/my-access');
    const ahead = (await ines.evaluate(() => Date.now())) - Date.now();
    expect(Math.abs(ahead - by)).toBeLessThan(MINUTE_MS);
    const left = () => (Date.parse(endsAt ?? '') - Date.now()) / MINUTE_MS;
    await expect
      .poll(async () => Math.abs((await minutesLeft(ines)) - left()))
      .toBeLessThan(1.5);

    const approver = await signInAs('Bo Ek');
    await approver.clock.install({ time: Date.now() + by });
    await approver.goto('/elevated-access/inbox');
    await expect(
      approver.getByRole('row').filter({ hasText: 'OPS-411' }),
    ).toContainText(/(\d+ s|[1-3] min) ago/);

    // The next full hour is the server's, in the form and in what is sent.
    await ines.goto(
      `/elevated-access/request?${new URLSearchParams({
        account: '111122223334',
        permissionSet: 'ReadOnly',
        reason: 'OPS-412 the closing of the day',
      })}`,
    );
    await expect(
      ines.getByRole('region', { name: 'What will happen' }),
    ).toContainText(/Access until .* \(in 1 h\)/);
    await ines.getByRole('radio', { name: 'At a time' }).click();
    const shown = ines.getByText(/^UTC · .* UTC$/);
    await expect(shown).toBeVisible();
    const start = Date.parse(
      ((await shown.textContent()) ?? '').replace(
        /^UTC · (\S+) (\S+) UTC$/,
        '$1T$2Z',
      ),
    );
    expect(start % HOUR_MS).toBe(0);
    // Whether the hour is over while this is read does not matter.
    expect(start - Date.now()).toBeGreaterThan(-MINUTE_MS);
    expect(start - Date.now()).toBeLessThanOrEqual(HOUR_MS);
    await ines.getByRole('button', { name: 'Request access' }).click();
    await ines.waitForURL(/\/elevated-access\/requests\//);
    const id = new URL(ines.url()).pathname.split('/').pop() ?? '';
    const { requestedStart } = await api.api.getRequest(id);
    expect(Date.parse(requestedStart ?? '')).toBe(start);
  });
}
