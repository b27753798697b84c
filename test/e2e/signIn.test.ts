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

test('a reload keeps the person who was chosen', async ({ signInAs }) => {
  const page = await signInAs('Ann Li');

  await page.reload();

  await expect(
    page.getByRole('heading', { name: 'Hello, Ann Li' }),
  ).toBeVisible();
});

test('two tabs can be two people', async ({ signInAs }) => {
  const ann = await signInAs('Ann Li');
  const bo = await ann.context().newPage();

  await bo.goto('/');
  await bo.getByRole('button', { name: 'Bo Ek Approver' }).click();

  await expect(bo.getByRole('heading', { name: 'Hello, Bo Ek' })).toBeVisible();
  await ann.reload();
  await expect(
    ann.getByRole('heading', { name: 'Hello, Ann Li' }),
  ).toBeVisible();
});

test('signing out leads back to the choice', async ({ signInAs }) => {
  const page = await signInAs('Ann Li');

  await page.getByRole('button', { name: 'Switch person' }).click();

  await expect(
    page.getByRole('heading', { name: 'Who would you like to be?' }),
  ).toBeVisible();
});
