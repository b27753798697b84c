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

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  requestStatuses,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import { AllRequests } from '../../pages';
import { aMe, anActiveRequest, aRequest } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const LIVE: RequestStatus[] = ['activating', 'active', 'ending'];
const WAITING: RequestStatus[] = ['pending', 'scheduled'];
const ENDED: RequestStatus[] = [
  'ended',
  'rejected',
  'cancelled',
  'expired',
  'lapsed',
  'failed',
];

function apiWith(...requests: ReturnType<typeof aRequest>[]) {
  return aTestApi({
    listRequests: jest.fn(async ({ status }) => ({
      items: requests.filter(r => !status || status.includes(r.status)),
    })),
  });
}

/** The row of a person, as one reads it. */
async function rowOf(name: string) {
  return screen.findByRole('row', { name });
}

describe('All requests', () => {
  it('asks for all that the reader may see and shows what is live', async () => {
    const { api } = renderPage(<AllRequests />);
    expect(
      await screen.findByText('Nobody you may see has access now.'),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: 'Live now' })).toBeChecked();
    expect(api.listRequests).toHaveBeenCalledTimes(1);
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({ view: 'all', status: LIVE }),
      expect.anything(),
    );
  });

  it.each([
    {
      name: 'Waiting',
      show: 'waiting',
      status: WAITING,
      title: 'Who is waiting for access',
      empty: 'Nobody you may see is waiting for access.',
    },
    {
      name: 'Ended',
      show: 'ended',
      status: ENDED,
      title: 'What has ended',
      empty: 'Nothing you may see has ended yet.',
    },
    {
      name: 'All',
      show: 'all',
      status: undefined,
      title: 'Who has asked for access',
      empty: 'Nobody you may see has asked for access yet.',
    },
  ])(
    'asks for the statuses of the filter $name and puts it into the address',
    async ({ name, show, status, title, empty }) => {
      const { api, container } = renderPage(<AllRequests />, {
        search: '?from=mail',
      });
      await screen.findByText('Nobody you may see has access now.');
      await userEvent.click(screen.getByRole('radio', { name }));
      expect(await screen.findByText(empty)).toBeVisible();
      expect(screen.getByRole('heading', { name: title })).toBeVisible();
      expect(api.listRequests).toHaveBeenLastCalledWith(
        expect.objectContaining({ view: 'all', status }),
        expect.anything(),
      );
      expect(screen.getByLabelText('address')).toHaveTextContent(
        `/?from=mail&show=${show}`,
      );
      await expectNoBarriers(container);
    },
  );

  it('has a filter for every status', () => {
    expect([...WAITING, ...LIVE, ...ENDED].sort()).toEqual(
      [...requestStatuses].sort(),
    );
  });

  it('takes the filter from the address', async () => {
    const { api } = renderPage(<AllRequests />, { search: '?show=waiting' });
    expect(
      await screen.findByRole('heading', { name: 'Who is waiting for access' }),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: 'Waiting' })).toBeChecked();
    await waitFor(() => expect(api.listRequests).toHaveBeenCalled());
    for (const [query] of api.listRequests.mock.calls) {
      expect(query.status).toEqual(WAITING);
    }
  });

  it('shows what is live when the address names no filter that there is', async () => {
    renderPage(<AllRequests />, { search: '?show=nonsense' });
    expect(
      await screen.findByRole('heading', { name: 'Who has access now' }),
    ).toBeVisible();
  });

  it('tells a reader without a role what the list is limited to', async () => {
    renderPage(<AllRequests />);
    expect(await screen.findByText(/You see your own requests/)).toBeVisible();
  });

  it('tells an auditor no limit, for there is none', async () => {
    renderPage(<AllRequests />, {
      api: aTestApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
    });
    await screen.findByText('Nobody you may see has access now.');
    expect(
      screen.queryByText(/You see your own requests/),
    ).not.toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<AllRequests />, {
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Who has access now' }),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = aTestApi({ listRequests: jest.fn().mockRejectedValue(error) });
    const { container } = renderPage(<AllRequests />, { api });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await expectNoBarriers(container);

    api.listRequests.mockResolvedValue({ items: [anActiveRequest()] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('Ann Li')).toBeVisible();
  });

  it('says what to do when the reader is denied', async () => {
    const error = await refusal(403, {
      code: 'forbidden',
      remedy: 'Ask the platform team for the role.',
    });
    const { container } = renderPage(<AllRequests />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    expect(
      await screen.findByText('Ask the platform team for the role.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('reads again what a signal says has changed', async () => {
    const api = apiWith();
    const { signals } = renderPage(<AllRequests />, { api });
    await screen.findByText('Nobody you may see has access now.');
    api.listRequests.mockResolvedValue({ items: [anActiveRequest()] });
    signals.send(['req-1']);
    expect(await rowOf('Ann Li')).toBeVisible();
  });

  it('keeps the rows and says so when they cannot be read again', async () => {
    const api = apiWith(anActiveRequest());
    const { signals } = renderPage(<AllRequests />, { api });
    await rowOf('Ann Li');
    api.listRequests.mockRejectedValue(await refusal(500));
    signals.send(['req-1']);
    expect(
      await screen.findByText(
        'Could not refresh. What you see may be out of date.',
      ),
    ).toBeVisible();
    expect(await rowOf('Ann Li')).toBeVisible();
  });
});
