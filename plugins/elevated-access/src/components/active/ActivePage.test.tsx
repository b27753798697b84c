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

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Active } from '../../auditPages';
import { aMe, anActiveRequest, carla } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const overdue = anActiveRequest({
  id: 'req-2',
  requester: carla,
  status: 'ending',
  overdueSince: '2026-11-22T14:53:00.000Z',
  actions: ['revoke'],
});

const live = anActiveRequest({ actions: ['revoke'] });

function apiWith(...items: ReturnType<typeof anActiveRequest>[]) {
  return aTestApi({
    getMe: jest.fn(async () =>
      aMe({ entityRef: 'user:default/eli', roles: ['responder'] }),
    ),
    listRequests: jest.fn(async () => ({ items })),
  });
}

describe('Active', () => {
  it('asks for what the reader may end, what is overdue and ends soonest first', async () => {
    const { api } = renderPage(<Active />, { api: apiWith(overdue, live) });
    const rows = await screen.findAllByRole('row');
    expect(
      rows
        .slice(1)
        .map(row => row.getAttribute('aria-label') ?? row.textContent),
    ).toEqual([
      expect.stringContaining('Carla Ruiz'),
      expect.stringContaining('Ann Li'),
    ]);
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({ view: 'active', order: 'ends-first' }),
      expect.anything(),
    );
  });

  it('is loud about what is overdue and says until when the rest is', async () => {
    const { container } = renderPage(<Active />, {
      api: apiWith(overdue, live),
    });
    expect(
      await screen.findByText(
        '1 access is overdue: AWS has not confirmed that it is gone.',
      ),
    ).toBeVisible();
    expect(screen.getByText('until 16:40 (in 40 min)')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('revokes one access after asking once more', async () => {
    const { api } = renderPage(<Active />, { api: apiWith(live) });
    const row = await screen.findByRole('row', { name: 'Ann Li' });
    await userEvent.click(within(row).getByRole('button', { name: 'Revoke' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke it' }),
    );
    expect(api.revoke).toHaveBeenCalledWith('req-1', expect.anything());
  });

  it('offers to revoke everything that a person holds', async () => {
    renderPage(<Active />, { api: apiWith(live) });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Actions for Ann Li' }),
    );
    expect(
      await screen.findByRole('menuitem', {
        name: 'Revoke everything of Ann Li',
      }),
    ).toBeVisible();
  });

  it('takes its filters from the address', async () => {
    const { api } = renderPage(<Active />, {
      api: apiWith(),
      search: '?accountId=111122223333',
    });
    expect(
      await screen.findByText('Nothing that is live matches these filters.'),
    ).toBeVisible();
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({ accountId: ['111122223333'] }),
      expect.anything(),
    );
  });

  it('says who would see something here when there is nothing', async () => {
    const { container } = renderPage(<Active />, { api: apiWith() });
    expect(
      await screen.findByText(
        'Nobody whose access you may end has access now.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/Approvers see here/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    renderPage(<Active />, { api: aTestApi({ listRequests: jest.fn(never) }) });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('says what to do when the reader is denied', async () => {
    const error = await refusal(403, {
      code: 'forbidden',
      remedy: 'Ask the platform team for the role.',
    });
    const { container } = renderPage(<Active />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    expect(
      await screen.findByText('Ask the platform team for the role.'),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('reads again what a signal says has changed', async () => {
    const api = apiWith();
    const { signals } = renderPage(<Active />, { api });
    await screen.findByText(/Approvers see here/);
    api.listRequests.mockResolvedValue({ items: [live] });
    signals.send(['req-1']);
    expect(await screen.findByRole('row', { name: 'Ann Li' })).toBeVisible();
  });
});
