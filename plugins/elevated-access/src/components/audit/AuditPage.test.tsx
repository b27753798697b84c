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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Audit } from '../../auditPages';
import { aMe, anActiveRequest, aRequest } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

function apiWith(...items: ReturnType<typeof aRequest>[]) {
  return aTestApi({ listRequests: jest.fn(async () => ({ items })) });
}

const question = () => screen.findByRole('heading', { level: 2 });
const address = () => screen.getByLabelText('address');

async function addFilter(name: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Add filter' }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name }));
  return screen.findByRole('dialog', { name });
}

async function choose(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Views' }));
  await userEvent.click(await screen.findByRole('menuitem', { name }));
}

describe('The question of the audit', () => {
  it.each([
    ['', 'Who has asked for access'],
    ['?status=activating,active,ending', 'Who has access now'],
    ['?status=pending,scheduled', 'Who is waiting for access'],
    [
      '?status=ended,rejected,cancelled,expired,lapsed,failed',
      'Which requests for access are over',
    ],
    ['?status=rejected,failed', 'Which requests are rejected or failed'],
    [
      '?approvalPolicy=payments-leads&endedBy=user:default/rosa.diaz&wasOverdue=true',
      'Who has asked for access, under the approval policy payments-leads, ended by rosa.diaz, overdue at some time',
    ],
    [
      '?accountId=111122223333&accessFrom=2026-09-30T22:00:00Z&accessTo=2026-10-31T23:00:00Z',
      'Who had access to payments-prod in October 2026',
    ],
    [
      '?requester=user:default/ann.li&status=activating,active,ending',
      'Which access Ann Li has now',
    ],
    [
      '?requester=user:default/ann.li&accountId=111122223333&permissionSetArn=arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-5555666677778888',
      'Which access Ann Li has asked for to PowerUser on payments-prod',
    ],
    [
      '?overdue=true&automatic=false&reason=deploy',
      'Who has asked for access, overdue, only with approval, with “deploy” in the reason',
    ],
    [
      '?createdFrom=2026-11-21T23:00:00Z',
      'Who has asked for access, asked since 22 Nov 2026',
    ],
  ])('of the address “%s” is “%s”', async (search, words) => {
    renderPage(<Audit />, { api: apiWith(anActiveRequest()), search });
    await screen.findByRole('row', { name: 'Ann Li' });
    expect(await question()).toHaveTextContent(words);
  });
});

describe('Filters of the audit', () => {
  it('are asked of the backend as the address says them', async () => {
    const { api } = renderPage(<Audit />, {
      search: '?status=active&overdue=true&ticket=OPS&usage=unused',
    });
    await screen.findByText(/No request that you may see/);
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({
        view: 'all',
        status: ['active'],
        overdue: true,
        ticket: 'OPS',
        usage: ['unused'],
      }),
      expect.anything(),
    );
  });

  it('are chips that go away with one key, from the address as well', async () => {
    const { container } = renderPage(<Audit />, {
      search: '?status=active&ticket=OPS',
    });
    const chips = await screen.findByRole('grid', { name: 'Filters' });
    expect(
      within(chips)
        .getAllByRole('row')
        .map(chip => chip.textContent),
    ).toEqual(['Status: Active', 'Ticket: OPS']);
    await expectNoBarriers(container);
    await userEvent.click(
      within(within(chips).getByRole('row', { name: 'Ticket: OPS' })).getByRole(
        'button',
      ),
    );
    await waitFor(() =>
      expect(address()).toHaveTextContent(/^\/\?status=active$/),
    );
  });

  it('say what of a link they did not understand', async () => {
    renderPage(<Audit />, { search: '?status=asleep&ticket=OPS' });
    expect(await screen.findByText(/left out: status=asleep$/)).toBeVisible();
    expect(screen.getByText('Ticket: OPS')).toBeVisible();
  });

  it('show markup and right-to-left overrides as text', async () => {
    const text = '<b>x</b>\u202Egnp';
    const { container } = renderPage(<Audit />, {
      search: `?reason=${encodeURIComponent(text)}`,
    });
    expect(await screen.findByText(`Reason: ${text}`)).toBeVisible();
    expect(container.querySelector('b')).toBeNull();
  });

  it('are added by choosing some of a few values', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Status');
    await userEvent.click(within(dialog).getByLabelText('Rejected'));
    await userEvent.click(within(dialog).getByLabelText('Failed'));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );
    expect(await question()).toHaveTextContent(
      'Which requests are rejected or failed',
    );
    expect(address()).toHaveTextContent('status=rejected%2Cfailed');
  });

  it('are added by typing a name, for accounts that the list or the directory knows', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Account');
    await userEvent.type(within(dialog).getByRole('searchbox'), 'payments');
    await userEvent.click(
      await within(dialog).findByRole('option', { name: /^payments-prod/ }),
    );
    await expectNoBarriers(dialog);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );
    expect(await screen.findByText('Account: payments-prod')).toBeVisible();
    expect(address()).toHaveTextContent('accountId=111122223333');
  });

  it('take an id that is typed in full, whatever is known of it', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Person or group');
    await userEvent.type(
      within(dialog).getByRole('searchbox'),
      'group:default/sre',
    );
    await userEvent.click(
      await within(dialog).findByRole('option', { name: 'group:default/sre' }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );
    await waitFor(() =>
      expect(address()).toHaveTextContent('requester=group%3Adefault%2Fsre'),
    );
  });

  it('are added by one click for the likeliest periods, in the reader’s zone', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Had access in');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Last month' }),
    );
    await expectNoBarriers(dialog);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );
    expect(await question()).toHaveTextContent(
      'Who had access in October 2026',
    );
    expect(address()).toHaveTextContent(
      'accessFrom=2026-09-30T22%3A00%3A00.000Z&accessTo=2026-10-31T23%3A00%3A00.000Z',
    );
  });

  it('find approval policies and who ended access among what the list names', async () => {
    const ended = aRequest({
      endedBy: {
        entityRef: 'user:default/rosa.diaz',
        displayName: 'Rosa Diaz',
      },
      approval: { policy: 'payments-leads', comment: 'optional', stages: [] },
    });
    renderPage(<Audit />, { api: apiWith(ended) });
    for (const [filter, option] of [
      ['Approval policy', 'payments-leads'],
      ['Ended by', 'Rosa Diaz'],
    ] as const) {
      const dialog = await addFilter(filter);
      await userEvent.click(
        await within(dialog).findByRole('option', { name: RegExp(option) }),
      );
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Apply' }),
      );
      expect(await screen.findByText(`${filter}: ${option}`)).toBeVisible();
    }
    expect(address()).toHaveTextContent(
      'approvalPolicy=payments-leads&endedBy=user%3Adefault%2Frosa.diaz',
    );
  });

  it('are added by one of two', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Automatic');
    await userEvent.click(
      within(dialog).getByLabelText('Only what needed nobody’s approval'),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );
    expect(await screen.findByText('Automatic: yes')).toBeVisible();
  });

  it('change nothing when the dialog is left', async () => {
    renderPage(<Audit />);
    const dialog = await addFilter('Ticket');
    await userEvent.type(within(dialog).getByRole('textbox'), 'OPS');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    expect(address()).toHaveTextContent(/^\/$/);
  });
});

describe('Views', () => {
  it('that are ready-made ask what their name says', async () => {
    renderPage(<Audit />);
    await choose('Who has access now');
    expect(await question()).toHaveTextContent('Who has access now');
    await choose('Everything');
    expect(await question()).toHaveTextContent('Who has asked for access');
  });

  it('can be saved, opened, begun with and deleted', async () => {
    renderPage(<Audit />, { search: '?ticket=OPS' });
    await choose('Save this view…');
    const saving = await screen.findByRole('dialog');
    await userEvent.type(within(saving).getByRole('textbox'), 'Ours{Enter}');
    await choose('Everything');
    expect(screen.queryByText('Ticket: OPS')).not.toBeInTheDocument();
    await choose('Ours');
    expect(await screen.findByText('Ticket: OPS')).toBeVisible();

    await choose('Manage views…');
    const managing = await screen.findByRole('dialog', { name: 'Your views' });
    await userEvent.click(
      within(managing).getByRole('button', { name: 'Begin with it' }),
    );
    expect(
      await within(managing).findByText('The page begins with it'),
    ).toBeVisible();
    await expectNoBarriers(managing);
    await userEvent.click(
      within(managing).getByRole('button', { name: 'Delete Ours' }),
    );
    expect(
      await within(managing).findByText('You have saved no view yet.'),
    ).toBeVisible();
  });
});

describe('The table of the audit', () => {
  it('has the columns that the reader chose', async () => {
    renderPage(<Audit />, { api: apiWith(anActiveRequest()) });
    await screen.findByRole('row', { name: 'Ann Li' });
    expect(
      screen.queryByRole('columnheader', { name: 'Reason' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Reason' }),
    );
    await userEvent.click(screen.getByRole('option', { name: 'Account' }));
    await userEvent.keyboard('{Escape}');
    expect(
      await screen.findByRole('columnheader', { name: 'Reason' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('columnheader', { name: 'Account' }),
    ).not.toBeInTheDocument();
  });

  it('counts only when asked to', async () => {
    const api = apiWith(anActiveRequest());
    renderPage(<Audit />, { api, search: '?ticket=OPS' });
    await screen.findByRole('row', { name: 'Ann Li' });
    expect(api.listRequests).toHaveBeenCalledTimes(1);
    api.listRequests.mockResolvedValue({ items: [], total: 1234 });
    await userEvent.click(screen.getByRole('button', { name: 'Count them' }));
    expect(await screen.findByText('1234 requests')).toBeVisible();
    expect(api.listRequests).toHaveBeenLastCalledWith(
      expect.objectContaining({ ticket: 'OPS', total: true, limit: 1 }),
      expect.anything(),
    );
  });

  it('tells a reader without a role what the list is limited to', async () => {
    renderPage(<Audit />);
    expect(await screen.findByText(/You see your own requests/)).toBeVisible();
  });

  it('tells an auditor no limit, for there is none', async () => {
    renderPage(<Audit />, {
      api: aTestApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
    });
    await screen.findByText(/No request that you may see/);
    expect(
      screen.queryByText(/You see your own requests/),
    ).not.toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<Audit />, {
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = aTestApi({ listRequests: jest.fn().mockRejectedValue(error) });
    const { container } = renderPage(<Audit />, { api });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await expectNoBarriers(container);
    api.listRequests.mockResolvedValue({ items: [anActiveRequest()] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: 'Ann Li' })).toBeVisible();
  });

  it('says what to do when the reader is denied', async () => {
    const error = await refusal(403, {
      code: 'forbidden',
      remedy: 'Ask the platform team for the role.',
    });
    renderPage(<Audit />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    expect(
      await screen.findByText('Ask the platform team for the role.'),
    ).toBeVisible();
  });

  it('keeps the rows and says so when they cannot be read again', async () => {
    const api = apiWith(anActiveRequest());
    const { signals } = renderPage(<Audit />, { api });
    await screen.findByRole('row', { name: 'Ann Li' });
    api.listRequests.mockRejectedValue(await refusal(500));
    signals.send(['req-1']);
    expect(await screen.findByText(/Could not refresh/)).toBeVisible();
    expect(screen.getByRole('row', { name: 'Ann Li' })).toBeVisible();
  });
});
