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
import { Audit } from '../../auditPages';
import {
  anActiveRequest,
  aRequest,
  auditLogs,
  bo,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const search = '?as=timeline&view=all';

function apiWith(...items: ReturnType<typeof aRequest>[]) {
  return aTestApi({ listRequests: jest.fn(async () => ({ items })) });
}

const ofBo = anActiveRequest({
  id: 'req-2',
  requester: bo,
  account: { id: auditLogs.id, name: auditLogs.name },
  status: 'ending',
  endsAt: '2026-11-22T14:52:00.000Z',
  overdueSince: '2026-11-22T14:53:00.000Z',
});

describe('The timeline', () => {
  it('draws one line per person; each bar says what it is and leads to the request', async () => {
    const { container } = renderPage(<Audit />, {
      api: apiWith(anActiveRequest(), ofBo, aRequest({ id: 'req-3' })),
      search,
    });
    const picture = await screen.findByRole('group', {
      name: /^Access over time, /,
    });
    expect(
      within(picture)
        .getAllByRole('toolbar')
        .map(lane => lane.getAttribute('aria-label')),
    ).toEqual(['Ann Li', 'Bo Ek']);
    expect(
      within(picture).getByRole('link', {
        name: 'PowerUser on payments-prod, Ann Li, 15:40, until 16:40',
      }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(
      within(picture).getByRole('link', {
        name: 'PowerUser on audit-logs, Bo Ek, overdue since 15:52',
      }),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('draws one line per account when asked to', async () => {
    renderPage(<Audit />, { api: apiWith(anActiveRequest(), ofBo), search });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Account' }),
    );
    expect(
      screen
        .getAllByRole('toolbar')
        .map(lane => lane.getAttribute('aria-label'))
        .filter(name => name !== null),
    ).toEqual(expect.arrayContaining(['audit-logs', 'payments-prod']));
    expect(screen.getByLabelText('address')).toHaveTextContent('lane=account');
  });

  it('asks only for access of the time that is shown, and moves on request', async () => {
    const { api } = renderPage(<Audit />, {
      api: apiWith(anActiveRequest()),
      search,
    });
    await screen.findByRole('group', { name: /^Access over time, / });
    expect(api.listRequests).toHaveBeenLastCalledWith(
      expect.objectContaining({
        view: 'all',
        accessTo: '2026-11-22T21:00:00.000Z',
      }),
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(api.listRequests).toHaveBeenLastCalledWith(
      expect.objectContaining({ accessTo: '2026-11-22T09:00:00.000Z' }),
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'To now' }));
    expect(screen.getByLabelText('address')).not.toHaveTextContent('from=');
  });

  it('keeps what it shows while the time goes on and while another span is read', async () => {
    const { api, clock } = renderPage(<Audit />, {
      api: apiWith(anActiveRequest()),
      search,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'The same as a table' }),
    );
    const row = await screen.findByRole('row', { name: 'Ann Li' });
    const asked = api.listRequests.mock.calls.length;
    api.listRequests.mockImplementation(never);
    clock.advance(60_000);
    expect(api.listRequests).toHaveBeenCalledTimes(asked + 1);
    expect(api.listRequests).toHaveBeenLastCalledWith(
      expect.objectContaining({ accessTo: '2026-11-22T22:00:00.000Z' }),
      expect.anything(),
    );
    clock.advance(60_000);
    expect(api.listRequests).toHaveBeenCalledTimes(asked + 1);
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(api.listRequests).toHaveBeenCalledTimes(asked + 2);
    expect(row).toBeVisible();
    expect(screen.queryByText('Loading…')).toBeNull();
  });

  it('says the same as a table', async () => {
    renderPage(<Audit />, { api: apiWith(anActiveRequest()), search });
    await userEvent.click(
      await screen.findByRole('button', { name: 'The same as a table' }),
    );
    const row = await screen.findByRole('row', { name: 'Ann Li' });
    expect(row).toHaveTextContent('since 15:40');
  });

  it('says that nobody had access', async () => {
    const { container } = renderPage(<Audit />, { search });
    expect(
      await screen.findByText('Nobody you may see had access in this period.'),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    renderPage(<Audit />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
      search,
    });
    expect(await screen.findByText('The database is away')).toBeVisible();
  });
});
