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
import { MyAccess } from '../../pages';
import {
  aHealth,
  anActiveExtension,
  anActiveRequest,
  anAssignment,
  anExtendableRequest,
  anExtension,
  aRequest,
  aStrictRequest,
  bo,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
  TestClock,
} from '../../__testUtils__/renderPage';

function apiWith(...requests: ReturnType<typeof aRequest>[]) {
  return aTestApi({
    listRequests: jest.fn(async ({ status = [] }) => ({
      items: requests.filter(request => status.includes(request.status)),
    })),
  });
}

describe('My access', () => {
  it('says in one sentence that nothing is held, and offers to request', async () => {
    const { container } = renderPage(<MyAccess />);
    expect(
      await screen.findByText('You hold no elevated access and wait for none.'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Request access' }),
    ).toHaveAttribute('href', '/elevated-access/request');
    await expectNoBarriers(container);
  });

  it('shows what is live although it comes on a later page of the list', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async ({ status = [], cursor }) => {
        if (!status.includes('active')) {
          return { items: [] };
        }
        return cursor
          ? { items: [anActiveRequest()] }
          : { items: [aRequest({ id: 'req-0' })], nextCursor: 'next' };
      }),
    });
    renderPage(<MyAccess />, { api });
    expect(
      await screen.findByText('Active until 16:40 (in 40 min)'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('does not hide that there is more which cannot be read', async () => {
    const error = await refusal(503, { message: 'Not now' });
    const api = aTestApi({
      listRequests: jest.fn(async ({ status = [], cursor }) => {
        if (cursor) {
          throw error;
        }
        return status.includes('active')
          ? { items: [anActiveRequest()], nextCursor: 'next' }
          : { items: [] };
      }),
    });
    renderPage(<MyAccess />, { api });
    expect(await screen.findByText('Not now')).toBeVisible();
    expect(screen.getByText('Active until 16:40 (in 40 min)')).toBeVisible();
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<MyAccess />, {
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect((await screen.findAllByText('Loading…')).length).toBeGreaterThan(0);
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = aTestApi({
      listRequests: jest.fn().mockRejectedValue(error),
    });
    const { container } = renderPage(<MyAccess />, { api });
    const [alert] = await screen.findAllByText('The database is away');
    expect(alert).toBeVisible();
    await expectNoBarriers(container);

    api.listRequests.mockResolvedValue({ items: [] });
    const [retry] = screen.getAllByRole('button', { name: 'Try again' });
    await userEvent.click(retry);
    expect(
      await screen.findByText('You hold no elevated access and wait for none.'),
    ).toBeVisible();
  });

  it('says what to do when the reader is denied', async () => {
    const error = await refusal(403, {
      code: 'forbidden',
      remedy: 'Ask the platform team for the role.',
    });
    renderPage(<MyAccess />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    const [denied] = await screen.findAllByText(
      'Ask the platform team for the role.',
    );
    expect(denied).toBeVisible();
  });

  it('counts down live access and shows until when, with UTC on hover', async () => {
    const clock = new TestClock();
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(anActiveRequest()),
      clock,
    });
    expect(
      await screen.findByText('Active until 16:40 (in 40 min)'),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: '40 min left' })).toBeVisible();
    const tail = screen.getByText('until 17:40 (in 1 h 40 min)');
    expect(tail).toHaveAttribute(
      'title',
      expect.stringContaining('2026-11-22 16:40 UTC'),
    );
    await expectNoBarriers(container);

    clock.advance(60_000);
    expect(
      await screen.findByText('Active until 16:40 (in 39 min)'),
    ).toBeVisible();
  });

  it('gives access back only after a confirmation that tells the truth about open sessions', async () => {
    const api = apiWith(anActiveRequest());
    renderPage(<MyAccess />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'I’m done' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Give back PowerUser on payments-prod?',
    });
    expect(dialog).toHaveTextContent(
      'Sessions that are open now may keep working until 17:00 (in 1 h)',
    );
    expect(api.release).not.toHaveBeenCalled();
    await expectNoBarriers(dialog);

    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Give it back' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.release).toHaveBeenCalledTimes(1);
    expect(
      screen.getByText(
        'Given back: AWS is removing PowerUser on payments-prod',
      ),
    ).toBeInTheDocument();
  });

  it('moves the focus to the heading when the button that had it is gone', async () => {
    const api = apiWith(anActiveRequest());
    renderPage(<MyAccess />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'I’m done' }),
    );
    api.listRequests.mockResolvedValue({ items: [] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give it back' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'I’m done' }),
      ).not.toBeInTheDocument(),
    );
    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'My access' })).toHaveFocus(),
    );
  });

  it('leaves the focus where it is when a button goes that had none', async () => {
    const api = apiWith(anActiveRequest());
    const { signals } = renderPage(<MyAccess />, { api });
    await screen.findByRole('button', { name: 'I’m done' });
    api.listRequests.mockResolvedValue({ items: [] });
    signals.send(['req-1']);
    await screen.findByText('You hold no elevated access and wait for none.');
    expect(document.body).toHaveFocus();
  });

  it('keeps the access when the confirmation is declined', async () => {
    const api = apiWith(anActiveRequest());
    renderPage(<MyAccess />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'I’m done' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Not now' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.release).not.toHaveBeenCalled();
  });

  it('shows in the dialog why the backend refused', async () => {
    const api = apiWith(anActiveRequest());
    api.release.mockRejectedValue(
      await refusal(503, {
        code: 'identity-center-unavailable',
        message: 'AWS does not answer',
        remedy: 'It will be removed as soon as AWS is back.',
      }),
    );
    renderPage(<MyAccess />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'I’m done' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give it back' }),
    );
    expect(await screen.findByText('AWS does not answer')).toBeVisible();
    expect(
      screen.getByText('It will be removed as soon as AWS is back.'),
    ).toBeVisible();
  });

  it('says since when access is overdue and what AWS answered', async () => {
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(
        anActiveRequest({
          status: 'ending',
          overdueSince: '2026-11-22T14:53:00.000Z',
          assignment: anAssignment({
            operation: 'delete',
            phase: 'accepted',
            attempts: 9,
            lastError: 'ThrottlingException: Rate exceeded',
            nextAttemptAt: '2026-11-22T15:00:30.000Z',
          }),
          actions: [],
        }),
      ),
    });
    expect(
      await screen.findByText(
        'Overdue since 15:53 (7 min ago): AWS has not confirmed that this access is gone',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('AWS accepted the removal, waiting for it to finish'),
    ).toBeVisible();
    expect(screen.getByText(/^Last answer/)).toHaveTextContent(
      'Last answer: ThrottlingException: Rate exceeded',
    );
    expect(screen.getByText('in 30 s')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'I’m done' }),
    ).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('cancels a waiting request after a confirmation', async () => {
    const api = apiWith(aRequest({ actions: ['cancel'] }));
    renderPage(<MyAccess />, { api });
    expect(
      await screen.findByText(/Waiting for Payments leads, expires 18:56/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel request' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel the request' }),
    );
    await waitFor(() =>
      expect(api.cancel).toHaveBeenCalledWith('req-1', { comment: '' }),
    );
  });

  it('offers to ask again for what is over, filled in as it was', async () => {
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(
        anActiveRequest({
          status: 'ended',
          endReason: 'revoked',
          endedAt: '2026-11-20T10:00:00.000Z',
          // What turns the letters after it around stays within the name.
          endedBy: { ...bo, displayName: 'Bo \u202eEk' },
          duration: 'PT1H30M',
          actions: [],
        }),
      ),
    });
    expect(
      await screen.findByText(
        /Ended early by \u2068Bo \u202eEk\u2069 Fri 20 Nov, 11:00/,
      ),
    ).toBeVisible();
    const again = screen.getByRole('link', {
      name: 'Request PowerUser on payments-prod again',
    });
    const href = again.getAttribute('href') ?? '';
    const params = new URLSearchParams(href.slice(href.indexOf('?')));
    expect(Object.fromEntries(params)).toEqual({
      account: '111122223333',
      permissionSet: 'PowerUser',
      minutes: '90',
      reason: 'Deploy of payments is stuck, restarting the queue workers',
      ticket: 'OPS-31',
    });
    await expectNoBarriers(container);
  });

  it('shows names and reasons as text, whatever they contain', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        anActiveRequest({
          account: { id: '111122223333', name: '<img src=x onerror=alert(1)>' },
        }),
      ),
    });
    expect(
      await screen.findByRole('link', {
        name: 'PowerUser on <img src=x onerror=alert(1)>',
      }),
    ).toBeVisible();
  });

  it('reads again what a signal says has changed', async () => {
    const api = apiWith(aRequest({ actions: ['cancel'] }));
    const { signals } = renderPage(<MyAccess />, { api });
    await screen.findByText(/Waiting for Payments leads/);
    api.listRequests.mockImplementation(async ({ status = [] }) => ({
      items: [anActiveRequest()].filter(r => status.includes(r.status)),
    }));
    signals.send(['req-1']);
    expect(
      await screen.findByText('Active until 16:40 (in 40 min)'),
    ).toBeVisible();
  });

  it('shows live access and its extensions as one, until the last of them ends', async () => {
    const clock = new TestClock();
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(anExtendableRequest(), anActiveExtension()),
      clock,
    });
    expect(
      await screen.findByText('Active until 17:10 (in 1 h 10 min)'),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: '1 h 10 min left' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'I’m done' })).toHaveLength(1);
    await expectNoBarriers(container);
  });

  it('shows a request for more time beneath the access, and lets it be cancelled', async () => {
    const api = apiWith(anExtendableRequest(), anExtension());
    renderPage(<MyAccess />, { api });
    const extensions = await screen.findByRole('list', { name: 'More time' });
    expect(within(extensions).getByText('30 min more')).toBeVisible();
    expect(
      within(extensions).getByText(/Waiting for Payments leads, expires 16:40/),
    ).toBeVisible();
    expect(screen.queryByText('Waiting and scheduled')).not.toBeInTheDocument();

    await userEvent.click(
      within(extensions).getByRole('button', { name: 'Cancel request' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Cancel the request for more time on PowerUser on payments-prod?',
    });
    expect(dialog).toHaveTextContent('The access itself stays as it is');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel the request' }),
    );
    await waitFor(() =>
      expect(api.cancel).toHaveBeenCalledWith('req-2', { comment: '' }),
    );
  });

  it('says that giving back ends all that was added to the access', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(anExtendableRequest(), anExtension()),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'I’m done' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'with everything that was added to its time',
    );
  });

  it('says of a strict window when the last session can begin and when all is over', async () => {
    renderPage(<MyAccess />, { api: apiWith(aStrictRequest()) });
    expect(
      await screen.findByText(
        'Active, no new sessions after 16:40 (in 40 min)',
      ),
    ).toBeVisible();
    expect(screen.getByText(/^All access is over at/)).toHaveTextContent(
      'All access is over at 17:40 (in 1 h 40 min)',
    );
    expect(screen.getByRole('img', { name: '40 min left' })).toBeVisible();
  });

  it('says why approval is asked for again', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        aRequest({
          reapprovalReason: 'The permission set permits something else now.',
        }),
      ),
    });
    expect(
      await screen.findByText('Approval is asked for again'),
    ).toBeVisible();
    expect(
      screen.getByText('The permission set permits something else now.'),
    ).toBeVisible();
    expect(
      screen.getByText(/Waiting for Payments leads again, expires 18:56/),
    ).toBeVisible();
  });

  it('shows a request once in the history though two pages name it', async () => {
    const past = anActiveRequest({
      status: 'ended',
      endReason: 'elapsed',
      endedAt: '2026-11-20T10:00:00.000Z',
      actions: [],
    });
    renderPage(<MyAccess />, { api: apiWith(past, past) });
    expect(await screen.findAllByRole('link', { name: /again/ })).toHaveLength(
      1,
    );
  });

  it('keeps the history when its next page fails, and tries that page again', async () => {
    const ended = (id: string) =>
      anActiveRequest({
        id,
        status: 'ended',
        endReason: 'elapsed',
        endedAt: '2026-11-20T10:00:00.000Z',
        actions: [],
      });
    const api = aTestApi();
    const error = await refusal(500, { message: 'The database is away' });
    const firstPage = { items: [ended('req-1')], nextCursor: 'second' };
    api.listRequests.mockImplementation(async ({ status = [], cursor }) => {
      if (cursor) {
        throw error;
      }
      return status.includes('ended') ? firstPage : { items: [] };
    });
    renderPage(<MyAccess />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(await screen.findByText('The database is away')).toBeVisible();
    expect(screen.getAllByRole('link', { name: /again/ })).toHaveLength(1);
    api.listRequests.mockResolvedValue({ items: [ended('req-2')] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('That is all: 2 requests.')).toHaveFocus();
  });

  it('counts down by the server’s clock when the reader’s is wrong', async () => {
    const api = apiWith(anActiveRequest());
    api.getHealth.mockResolvedValue(
      aHealth({ now: '2026-11-22T15:10:00.000Z' }),
    );
    renderPage(<MyAccess />, { api });
    expect(
      await screen.findByText('Active until 16:40 (in 30 min)'),
    ).toBeVisible();
  });
});
