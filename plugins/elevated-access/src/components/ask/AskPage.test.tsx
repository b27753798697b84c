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

import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { Ask } from '../../pages';
import {
  aPreflight,
  aRequest,
  aRequestable,
  auditLogs,
  paymentsProd,
  powerUser,
  readOnly,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  NOW,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const offered = [
  aRequestable(),
  aRequestable({
    permissionSet: readOnly,
    maxDuration: 'PT4H',
    approval: 'not-required',
  }),
  aRequestable({ account: auditLogs }),
];

function apiOffering(items = offered, nextCursor?: string) {
  return aTestApi({
    listRequestable: jest.fn(async () => ({
      items,
      nextCursor,
      directorySyncedAt: NOW,
    })),
  });
}

async function pick(name: RegExp) {
  await userEvent.click(await screen.findByRole('option', { name }));
}

const PAYMENTS_POWER = /payments-prod.*PowerUser/;

async function sendButton() {
  const button = await screen.findByRole('button', { name: 'Request access' });
  await waitFor(() => expect(button).toBeEnabled());
  return button;
}

describe('Choosing what to request', () => {
  it('offers only what the backend says may be asked for', async () => {
    const { container } = renderPage(<Ask />, { api: apiOffering() });
    const options = await screen.findAllByRole('option');
    expect(options).toHaveLength(3);
    expect(options[0]).toHaveTextContent(
      'payments-prod1111 2222 3333 · Workloads / ProdPowerUserChange everything except IAMup to 2 hNeeds approval',
    );
    expect(options[1]).toHaveTextContent('up to 4 hNo approval needed');
    await expectNoBarriers(container);
  });

  it('keeps the direction of one name out of the text around it', async () => {
    const turned = 'Root\u202edorP';
    renderPage(<Ask />, {
      api: apiOffering([
        aRequestable({
          account: { ...paymentsProd, ouPath: [turned, 'Teams'] },
          permissionSet: { ...powerUser, description: turned },
        }),
      ]),
    });
    for (const text of [`${turned} / Teams`, turned]) {
      expect((await screen.findByText(text)).tagName).toBe('BDI');
    }
    await userEvent.click(await screen.findByRole('option'));
    expect((await screen.findByText(`${turned} / Teams`)).tagName).toBe('BDI');
  });

  it('searches on the backend for what was typed', async () => {
    const api = apiOffering();
    renderPage(<Ask />, { api });
    await screen.findAllByRole('option');
    await userEvent.type(screen.getByRole('searchbox'), 'audit');
    await waitFor(() =>
      expect(api.listRequestable).toHaveBeenLastCalledWith(
        expect.objectContaining({ search: 'audit' }),
        expect.anything(),
      ),
    );
  });

  it('is worked with arrows and Enter from the search field', async () => {
    renderPage(<Ask />, { api: apiOffering() });
    await screen.findAllByRole('option');
    await userEvent.click(screen.getByRole('searchbox'));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(
      await screen.findByRole('heading', { name: 'ReadOnly on payments-prod' }),
    ).toBeVisible();
  });

  it('begins at the top of what another search finds, so that Enter never picks a row left over from the last', async () => {
    const api = apiOffering();
    const first = aRequestable({ account: auditLogs });
    api.listRequestable.mockImplementation(async ({ search }) => ({
      items: search ? [aRequestable(), first] : [first, aRequestable()],
      directorySyncedAt: NOW,
    }));
    renderPage(<Ask />, { api });
    await screen.findAllByRole('option');
    await userEvent.click(screen.getByRole('searchbox'));
    await userEvent.keyboard('{ArrowDown}');
    await userEvent.keyboard('prod');
    await waitFor(() =>
      expect(screen.getAllByRole('option')[0]).toHaveTextContent(
        /payments-prod/,
      ),
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(
      await screen.findByRole('heading', { name: /on payments-prod/ }),
    ).toBeVisible();
  });

  it('shows more on demand', async () => {
    const api = apiOffering([aRequestable()], 'next');
    api.listRequestable.mockImplementation(async ({ cursor }) =>
      cursor
        ? {
            items: [aRequestable({ account: auditLogs })],
            directorySyncedAt: NOW,
          }
        : {
            items: [aRequestable()],
            nextCursor: 'next',
            directorySyncedAt: NOW,
          },
    );
    renderPage(<Ask />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(
      await screen.findByRole('option', { name: /audit-logs/ }),
    ).toBeVisible();
    expect(screen.getAllByRole('option')).toHaveLength(2);
  });

  it('says that the next page failed, and tries it again', async () => {
    const api = apiOffering([aRequestable()], 'next');
    const error = await refusal(500, { message: 'The database is away' });
    renderPage(<Ask />, { api });
    const more = await screen.findByRole('button', { name: 'Show more' });
    api.listRequestable.mockRejectedValue(error);
    await userEvent.click(more);
    expect(await screen.findByText('The database is away')).toBeVisible();
    expect(screen.getAllByRole('option')).toHaveLength(1);
    api.listRequestable.mockResolvedValue({
      items: [aRequestable({ account: auditLogs })],
      directorySyncedAt: NOW,
    });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it('says that no policy lets the reader request anything', async () => {
    const { container } = renderPage(<Ask />, { api: apiOffering([]) });
    expect(
      await screen.findByText('No policy lets you request anything yet.'),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<Ask />, {
      api: aTestApi({ listRequestable: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('offers another try when the list cannot be loaded', async () => {
    const api = apiOffering();
    api.listRequestable.mockRejectedValueOnce(
      await refusal(503, {
        code: 'directory-unavailable',
        message: 'The list of accounts has not been read yet.',
        remedy: 'Try again in a minute.',
      }),
    );
    const { container } = renderPage(<Ask />, { api });
    expect(
      await screen.findByText(
        'The list of accounts has not been read yet. Try again in a minute.',
      ),
    ).toBeVisible();
    await expectNoBarriers(container);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
  });

  it('says whom to ask when the reader is denied', async () => {
    renderPage(<Ask />, {
      api: aTestApi({
        listRequestable: jest.fn().mockRejectedValue(await refusal(403)),
      }),
    });
    expect(await screen.findByText('You may not see this')).toBeVisible();
  });

  it('offers what was asked for lately', async () => {
    const api = apiOffering();
    api.listRequests.mockResolvedValue({ items: [aRequest()] });
    renderPage(<Ask />, { api });
    expect(
      await screen.findByRole('link', {
        name: 'PowerUser on payments-prod 4 min ago',
      }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('account=111122223333&permissionSet=PowerUser'),
    );
  });

  it('keeps the place of what was asked for lately until it is known, so that the search stays where it is', async () => {
    const api = apiOffering();
    let answer = (_: { items: AccessRequest[] }) => {};
    api.listRequests.mockImplementation(
      () => new Promise(resolve => (answer = resolve)),
    );
    renderPage(<Ask />, { api });
    await screen.findAllByRole('option');
    const place = screen.getByRole('group', { name: 'Recent' });
    expect(place).toHaveAttribute('aria-busy', 'true');
    act(() => answer({ items: [] }));
    await waitFor(() => expect(place).not.toBeInTheDocument());
  });
});

describe('Filling in the request', () => {
  it('offers lengths up to the limit of the policy and no longer', async () => {
    const { container } = renderPage(<Ask />, { api: apiOffering() });
    await pick(PAYMENTS_POWER);
    const lengths = await screen.findByRole('radiogroup', {
      name: 'For how long',
    });
    expect(
      within(lengths)
        .getAllByRole('radio')
        .map(choice => choice.textContent),
    ).toEqual(['15 min', '30 min', '1 h', '2 h (max)', 'Other']);
    await sendButton();
    await expectNoBarriers(container);
  });

  it('marks what the policy calls dangerous before it is sent', async () => {
    const api = apiOffering();
    api.preflight.mockResolvedValue({
      items: [
        aPreflight({
          policy: {
            name: 'payments-administrators',
            risk: 'high',
            maxDuration: 'PT2H',
            reason: { required: true, minLength: 10 },
            ticket: { required: false, minLength: 0 },
          },
        }),
      ],
    });
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    const panel = await screen.findByRole('region', {
      name: 'What will happen',
    });
    await waitFor(() =>
      expect(panel).toHaveTextContent(
        'Policy: payments-administrators High risk',
      ),
    );
  });

  it('tells who approves, until when access lasts and how long sessions may', async () => {
    const { clock } = renderPage(<Ask />, { api: apiOffering() });
    await pick(PAYMENTS_POWER);
    const panel = await screen.findByRole('region', {
      name: 'What will happen',
    });
    await waitFor(() =>
      expect(panel).toHaveTextContent(
        'Approval by Payments leads – 2 people can decide: Bo Ek, Carla Ruiz',
      ),
    );
    expect(panel).toHaveTextContent('Access until 17:00 (in 1 h) · 16:00 UTC');
    expect(panel).toHaveTextContent(
      'Sessions begun before then may last until 18:00 (in 2 h)',
    );
    expect(panel).toHaveTextContent('Policy: payments-engineers');
    expect(panel).toHaveTextContent('Times in Europe/Stockholm');
    // An hour is an hour however long the form takes.
    act(() => clock.advance(5_000));
    expect(panel).toHaveTextContent('Access until 17:00 (in 1 h) · 16:00 UTC');
  });

  it('tells of a strict window when the last session can begin and when all is over', async () => {
    const api = apiOffering();
    api.preflight.mockResolvedValue({
      items: [
        aPreflight({
          endsAt: '2026-11-22T17:00:00.000Z',
          sessionsEndBy: '2026-11-22T17:00:00.000Z',
        }),
      ],
    });
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    const panel = await screen.findByRole('region', {
      name: 'What will happen',
    });
    await waitFor(() =>
      expect(panel).toHaveTextContent(
        'No new sessions after 17:00; all access is over at 18:00 (in 2 h)',
      ),
    );
  });

  it('sends what was filled in and goes to the page of the request', async () => {
    const api = apiOffering();
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    await userEvent.click(await screen.findByRole('radio', { name: '30 min' }));
    await userEvent.click(screen.getByRole('textbox', { name: /Reason/ }));
    await userEvent.paste('Restarting the queue workers');
    await userEvent.type(
      screen.getByRole('textbox', { name: /Ticket/ }),
      'OPS-31',
    );
    await userEvent.click(await sendButton());
    await waitFor(() =>
      expect(api.createRequests).toHaveBeenCalledWith({
        accountIds: [paymentsProd.id],
        permissionSetArn: powerUser.arn,
        startsAt: undefined,
        duration: 'PT30M',
        reason: 'Restarting the queue workers',
        ticket: 'OPS-31',
      }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(
        '/elevated-access/requests/req-9',
      ),
    );
    expect(screen.getByText('Request sent')).toBeInTheDocument();
  });

  it('cannot be sent while a check fails, and says why', async () => {
    const api = apiOffering();
    api.preflight.mockResolvedValue({
      items: [
        aPreflight({
          checks: [
            {
              check: 'conflict',
              ok: false,
              code: 'already-requested',
              reason: 'You already hold this access.',
              remedy: 'Use what you have under My access.',
            },
          ],
        }),
      ],
    });
    const { container } = renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    expect(
      await screen.findByText('Not yet: You already hold this access.'),
    ).toBeVisible();
    const button = screen.getByRole('button', { name: 'Request access' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'Not yet: You already hold this access.',
    );
    expect(
      screen.getByText('Use what you have under My access.'),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('calls a reason too short only after its field was left', async () => {
    renderPage(<Ask />, { api: apiOffering() });
    await pick(PAYMENTS_POWER);
    const reason = await screen.findByRole('textbox', { name: /Reason/ });
    await screen.findByText('At least 10 characters');
    await userEvent.type(reason, 'short');
    expect(reason).toBeValid();
    await userEvent.tab();
    expect(
      await screen.findByText('At least 10 characters are needed.'),
    ).toBeVisible();
    expect(reason).toBeInvalid();
    // Whoever comes back to the field hears what is wrong, too.
    expect(reason).toHaveAccessibleDescription(
      /At least 10 characters are needed\.$/,
    );
  });

  it('sends once, however often the button is pressed', async () => {
    const api = apiOffering();
    api.createRequests.mockImplementation(never);
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    await userEvent.dblClick(await sendButton());
    expect(api.createRequests).toHaveBeenCalledTimes(1);
  });

  it('shows a refusal at the field it belongs to', async () => {
    const api = apiOffering();
    api.createRequests.mockRejectedValue(
      await refusal(400, {
        code: 'ticket-invalid',
        field: 'ticket',
        message: 'OPS-31 is closed.',
        remedy: 'Name an open ticket.',
      }),
    );
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    const ticket = screen.getByRole('textbox', { name: /Ticket/ });
    await userEvent.type(ticket, 'OPS-31');
    await userEvent.click(await sendButton());
    expect(
      await screen.findByText('OPS-31 is closed. Name an open ticket.'),
    ).toBeVisible();
    expect(ticket).toBeInvalid();
    expect(ticket).toHaveValue('OPS-31');
  });

  it('shows a refusal that belongs to no field, with the way out', async () => {
    const api = apiOffering();
    api.createRequests.mockRejectedValue(
      await refusal(403, {
        code: 'not-eligible',
        message: 'You lost your membership of payments.',
        remedy: 'Ask the owners of the group.',
      }),
    );
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    await userEvent.click(await sendButton());
    expect(
      await screen.findByText('You lost your membership of payments.'),
    ).toBeVisible();
    expect(screen.getByText('Ask the owners of the group.')).toBeVisible();
  });

  it('asks for several accounts at once, with the same permission set only', async () => {
    const api = apiOffering();
    api.preflight.mockImplementation(async ({ accountIds }) => ({
      items: accountIds.map((accountId: string) => aPreflight({ accountId })),
    }));
    api.createRequests.mockResolvedValue({
      batchId: 'batch-9',
      items: [aRequest({ id: 'req-8' }), aRequest({ id: 'req-9' })],
    });
    renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Another account' }),
    );
    const options = await screen.findAllByRole('option');
    expect(options).toHaveLength(1);
    await pick(/audit-logs/);
    const send = await screen.findByRole('button', {
      name: 'Request access to 2 accounts',
    });
    await waitFor(() => expect(send).toBeEnabled());
    await userEvent.click(send);
    await waitFor(() =>
      expect(api.createRequests).toHaveBeenCalledWith(
        expect.objectContaining({
          accountIds: [paymentsProd.id, auditLogs.id],
        }),
      ),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(
        '/elevated-access/my-access',
      ),
    );
  });

  it('starts at a time, shown with UTC beside it', async () => {
    const api = apiOffering();
    const { container } = renderPage(<Ask />, { api });
    await pick(PAYMENTS_POWER);
    await userEvent.click(
      await screen.findByRole('radio', { name: 'At a time' }),
    );
    expect(
      await screen.findByText('Europe/Stockholm · 2026-11-22 16:00 UTC'),
    ).toBeVisible();
    await waitFor(() =>
      expect(api.preflight).toHaveBeenLastCalledWith(
        expect.objectContaining({ startsAt: '2026-11-22T16:00:00.000Z' }),
        expect.anything(),
      ),
    );
    await expectNoBarriers(container);
  });

  it('is filled in from the address, with what is still offered', async () => {
    const api = apiOffering();
    renderPage(<Ask />, {
      api,
      search:
        '?account=111122223333&permissionSet=PowerUser&minutes=45&reason=Same%20as%20before',
    });
    expect(
      await screen.findByRole('heading', {
        name: 'PowerUser on payments-prod',
      }),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'Same as before',
    );
    expect(await screen.findByRole('textbox', { name: 'Minutes' })).toHaveValue(
      '45',
    );
  });

  describe('from an address that could not be read at first', () => {
    const search = '?account=111122223333&permissionSet=PowerUser&reason=Again';

    async function apiFailingOnce() {
      const api = apiOffering();
      const error = await refusal(500, { message: 'The database is away' });
      let isAway = true;
      api.listRequestable.mockImplementation(async ({ search: text }) => {
        if (isAway && text) {
          throw error;
        }
        return { items: offered, directorySyncedAt: NOW };
      });
      return {
        api,
        comeBack: () => {
          isAway = false;
        },
      };
    }

    it('says so, and is filled in by another try', async () => {
      const { api, comeBack } = await apiFailingOnce();
      const { container } = renderPage(<Ask />, { api, search });
      expect(await screen.findByText('The database is away')).toBeVisible();
      expect(await screen.findAllByRole('option')).toHaveLength(3);
      await expectNoBarriers(container);
      comeBack();
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(
        await screen.findByRole('textbox', { name: /Reason/ }),
      ).toHaveValue('Again');
      expect(screen.queryByText('The database is away')).toBeNull();
    });

    it('keeps what was picked and typed meanwhile', async () => {
      const { api, comeBack } = await apiFailingOnce();
      renderPage(<Ask />, { api, search });
      await screen.findByText('The database is away');
      await pick(/audit-logs/);
      await userEvent.type(
        await screen.findByRole('textbox', { name: /Reason/ }),
        'Mine',
      );
      expect(screen.queryByText('The database is away')).toBeNull();
      comeBack();
      const before = api.listRequestable.mock.calls.length;
      act(() => {
        window.dispatchEvent(new Event('visibilitychange'));
      });
      await waitFor(() =>
        expect(api.listRequestable.mock.calls.length).toBeGreaterThan(before),
      );
      await screen.findByRole('button', { name: 'Request access' });
      expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue(
        'Mine',
      );
      expect(
        screen.getByRole('heading', { name: 'PowerUser on audit-logs' }),
      ).toBeVisible();
    });
  });

  it('says when what the address asks for is no longer offered', async () => {
    renderPage(<Ask />, {
      api: apiOffering([]),
      search: '?account=999999999999&permissionSet=PowerUser',
    });
    expect(
      await screen.findByText(
        /You may no longer request PowerUser · 999999999999/,
      ),
    ).toBeVisible();
  });
});
