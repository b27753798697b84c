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
import userEvent from '@testing-library/user-event';
import { Audit } from '../../auditPages';
import { anActiveRequest, carla } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

/** The row of a person, as one reads it. */
async function rowOf(name: string) {
  return screen.findByRole('row', { name });
}

describe('A table of requests, page by page', () => {
  const pages = {
    first: { items: [anActiveRequest()], nextCursor: 'second' },
    second: { items: [anActiveRequest({ id: 'req-2', requester: carla })] },
  };

  it('shows more on demand and says when that was all', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async ({ cursor }) =>
        cursor === 'second' ? pages.second : pages.first,
      ),
    });
    const { container } = renderPage(<Audit />, { api });
    await rowOf('Ann Li');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await rowOf('Carla Ruiz')).toBeVisible();
    expect(await rowOf('Ann Li')).toBeVisible();
    expect(api.listRequests).toHaveBeenLastCalledWith(
      expect.objectContaining({ view: 'all', cursor: 'second' }),
      expect.anything(),
    );
    // The button is gone; what stands in its place has the focus.
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
    expect(screen.getByText('That is all: 2 requests.')).toHaveFocus();
    await expectNoBarriers(container);
  });

  it('keeps the rows when the next page fails, and tries that page again', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = aTestApi({
      listRequests: jest.fn(async ({ cursor }) => {
        if (cursor) {
          throw error;
        }
        return pages.first;
      }),
    });
    renderPage(<Audit />, { api });
    await rowOf('Ann Li');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('The database is away')).toBeVisible();
    expect(await rowOf('Ann Li')).toBeVisible();
    expect(screen.queryByText(/Could not refresh/)).not.toBeInTheDocument();

    api.listRequests.mockResolvedValue(pages.second);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('Carla Ruiz')).toBeVisible();
  });

  it('shows a request once even if two pages hold it', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async ({ cursor }) =>
        cursor ? { items: pages.first.items } : pages.first,
      ),
    });
    renderPage(<Audit />, { api });
    await rowOf('Ann Li');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('That is all: 1 request.')).toBeVisible();
    expect(await rowOf('Ann Li')).toBeVisible();
  });
});
