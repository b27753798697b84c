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
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import { expectNoBarriers } from '../../__testUtils__/renderPage';
import { AccountSearchResult } from './AccountSearchResult';

const document = {
  title: 'payments-prod',
  text: 'Workloads/Prod env:prod',
  location: '/elevated-access/request?search=111122223333',
  accountId: '111122223333',
  ouPath: ['Workloads', 'Prod'],
};

describe('An account among the results of the search', () => {
  it('leads to the request for it', async () => {
    const { container } = renderOnEntity(
      <AccountSearchResult result={document} />,
    );
    expect(
      await screen.findByRole('link', {
        name: 'Request access to payments-prod',
      }),
    ).toHaveAttribute('href', '/elevated-access/request?account=111122223333');
    expect(screen.getByText('1111 2222 3333')).toBeVisible();
    expect(screen.getByText('Workloads/Prod')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('goes by the location of a document that does not name the account', async () => {
    const { title, text, location } = document;
    renderOnEntity(<AccountSearchResult result={{ title, text, location }} />);
    expect(
      await screen.findByRole('link', {
        name: 'Request access to payments-prod',
      }),
    ).toHaveAttribute('href', location);
  });

  it('marks what was found and shows markup as text', async () => {
    const { container } = renderOnEntity(
      <AccountSearchResult
        result={{ ...document, title: '<i>payments</i>' }}
        highlight={{
          preTag: '<x1>',
          postTag: '</x1>',
          fields: { title: '<i><x1>payments</x1></i>' },
        }}
      />,
    );
    expect((await screen.findByText('payments')).tagName).toBe('MARK');
    expect(container.querySelector('i')).toBeNull();
  });

  it('is nothing without a result', async () => {
    const { container } = renderOnEntity(
      <p>
        <AccountSearchResult />
      </p>,
    );
    await screen.findByText('', { selector: 'p' });
    expect(container.querySelector('a')).toBeNull();
  });
});
