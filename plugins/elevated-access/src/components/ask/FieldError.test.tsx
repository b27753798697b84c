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

import { screen } from '@testing-library/react';
import { NOW, renderPage } from '../../__testUtils__/renderPage';
import { PageBody } from '../common/PageBody';
import { DurationField } from './DurationField';
import { StartField } from './StartField';

describe('Screen readers hear with each field what is wrong with it', () => {
  it('when more time is asked for than is permitted', async () => {
    renderPage(
      <PageBody>
        <DurationField minutes={600} longest={120} onChange={() => {}} />
      </PageBody>,
    );
    const minutes = await screen.findByRole('textbox', { name: 'Minutes' });
    expect(minutes).toHaveAttribute('aria-invalid', 'true');
    expect(minutes).toHaveAccessibleDescription(
      'Up to 120 minutes (2 h) At most 120 minutes (2 h).',
    );
  });

  it('when the start has passed', async () => {
    const passed = new Date(Date.parse(NOW) - 60_000).toISOString();
    renderPage(
      <PageBody>
        <StartField start={{ kind: 'at', iso: passed }} onChange={() => {}} />
      </PageBody>,
    );
    const start = await screen.findByRole('group', { name: 'Starts at' });
    expect(start).toHaveAccessibleDescription(
      expect.stringContaining('This time has passed. Choose a later one.'),
    );
  });
});
