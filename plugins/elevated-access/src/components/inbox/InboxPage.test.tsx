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
import { Inbox } from '../../pages';
import {
  anExtension,
  aRequest,
  aStage,
  bo,
  carla,
  dee,
} from '../../__testUtils__/builders';
import {
  aServerStorage,
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const first = aRequest({
  id: 'req-1',
  requester: carla,
  createdAt: '2026-11-22T14:51:00.000Z',
  actions: ['decide'],
});
const second = aRequest({
  id: 'req-2',
  requester: dee,
  account: { id: '444455556666', name: 'audit-logs' },
  reason: 'check login spike',
  ticket: null,
  digest: 'digest-2',
  duration: 'PT30M',
  actions: ['decide'],
});

function withRule(
  request: AccessRequest,
  comment: 'optional' | 'on-reject' | 'always',
): AccessRequest {
  return {
    ...request,
    approval: { policy: 'prod', comment, stages: [aStage()] },
  };
}

function apiWith(...items: AccessRequest[]) {
  return aTestApi({ listRequests: jest.fn(async () => ({ items })) });
}

function details() {
  return screen.findByRole('region', {
    name: 'Details of the selected request',
  });
}

describe('Inbox', () => {
  it('says that nothing waits', async () => {
    const { container } = renderPage(<Inbox />, { api: apiWith() });
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing is waiting for you.',
      }),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<Inbox />, {
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('offers another try when the backend does not answer', async () => {
    const api = apiWith(first);
    api.listRequests.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { container } = renderPage(<Inbox />, { api });
    expect(
      await screen.findByText('The portal’s backend did not answer.'),
    ).toBeVisible();
    await expectNoBarriers(container);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await details()).toBeVisible();
  });

  it('says whom to ask when the reader is denied', async () => {
    const error = await refusal(403, { code: 'forbidden' });
    renderPage(<Inbox />, {
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    expect(
      await screen.findByText(
        /Ask the people who look after elevated access in your organization/,
      ),
    ).toBeVisible();
  });

  it('shows everything needed to decide beside the list', async () => {
    const { container } = renderPage(<Inbox />, {
      api: apiWith(first, second),
    });
    expect(
      await screen.findByRole('heading', {
        name: '2 requests are waiting for you',
      }),
    ).toBeVisible();
    const region = await details();
    for (const text of [
      'Carla Ruiz',
      'payments-prod',
      '1111 2222 3333',
      'PowerUser',
      'as soon as approved',
      '17:00 if approved now (16:00 UTC)',
      '18:00 if approved now',
      'Deploy of payments is stuck, restarting the queue workers',
      'OPS-31',
      'payments-engineers, version 3',
      'Payments leads: 0 of 1',
      'Can decide: Bo Ek, Carla Ruiz',
    ]) {
      expect(within(region).getAllByText(text)[0]).toBeVisible();
    }
    await expectNoBarriers(container);
  });

  it('marks high risk in words, in the list and beside it, and has it first', async () => {
    const danger: AccessRequest = {
      ...second,
      id: 'req-3',
      risk: 'high',
      createdAt: '2026-11-22T14:59:00.000Z',
    };
    const { container } = renderPage(<Inbox />, {
      api: apiWith(danger, first),
    });
    const rows = await screen.findAllByRole('row');
    expect(rows.map(row => within(row).queryByText('High risk'))).toEqual([
      expect.any(HTMLElement),
      null,
    ]);
    expect(within(await details()).getByText('High risk')).toBeVisible();
    await expectNoBarriers(container);
    await userEvent.keyboard('j');
    expect(
      await within(await details()).findAllByText('Carla Ruiz'),
    ).not.toHaveLength(0);
    expect(within(await details()).queryByText('High risk')).toBeNull();
  });

  it('approves with the digest of what was shown', async () => {
    const api = apiWith(first, second);
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'approve',
        comment: '',
        digest: 'digest-1',
      }),
    );
    const [said] = await screen.findAllByText(
      /^Approved: PowerUser on payments-prod/,
    );
    expect(said).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Approve 30 min' }),
    ).toBeVisible();
  });

  it('approves for a shorter time than was asked', async () => {
    const api = apiWith(first);
    const { container } = renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Approve for a shorter time',
      }),
    );
    const minutes = screen.getByRole('textbox', {
      name: /Approve for how many minutes/,
    });
    expect(minutes).toHaveValue('30');
    await expectNoBarriers(container);
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '15');
    await userEvent.tab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 15 min' }),
    );
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'approve',
        comment: '',
        digest: 'digest-1',
        duration: 'PT15M',
      }),
    );
  });

  it('does not approve for as long as was asked or longer as a shorter time', async () => {
    const api = apiWith(first);
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Approve for a shorter time',
      }),
    );
    const minutes = screen.getByRole('textbox', {
      name: /Approve for how many minutes/,
    });
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '60');
    await userEvent.tab();
    expect(
      await screen.findByText(
        'Give at least one minute, and less than was asked for.',
      ),
    ).toBeVisible();
    expect(minutes).toHaveAccessibleDescription(
      /Give at least one minute, and less than was asked for\./,
    );
    expect(screen.getByRole('button', { name: 'Approve 1 h' })).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve all of 1 h' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Approve 1 h' }));
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'approve',
        comment: '',
        digest: 'digest-1',
      }),
    );
  });

  it('says who can decide, why them, and when more people are asked', async () => {
    const people = [
      { ...bo, via: ['owner'], escalated: false },
      {
        ...dee,
        via: ['group:default/heads', 'manager'],
        escalated: true,
      },
    ];
    renderPage(<Inbox />, {
      api: apiWith(
        aRequest({
          actions: ['decide'],
          approval: {
            policy: 'prod',
            comment: 'optional',
            stages: [
              aStage({
                approvers: people,
                escalatesAt: '2026-11-22T15:30:00.000Z',
              }),
            ],
          },
        }),
      ),
    });
    const region = await details();
    for (const text of [
      'Can decide: Bo Ek',
      'Asked as well, since nobody had decided: Dee Okafor',
      'Why them: they own the account in the catalog; members of heads; they manage who asks',
    ]) {
      expect(within(region).getByText(text)).toBeVisible();
    }
    expect(
      within(region).getByText(/If nobody decides, more people are asked/),
    ).toHaveTextContent('16:30');
  });

  it('does not reject without a comment when the policy wants one', async () => {
    const api = apiWith(withRule(first, 'on-reject'));
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    expect(api.decide).not.toHaveBeenCalled();
    const comment = screen.getByRole('textbox', { name: 'Comment' });
    expect(comment).toHaveFocus();
    expect(comment).toBeInvalid();

    await userEvent.type(comment, 'ReadOnly is enough');
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'reject',
        comment: 'ReadOnly is enough',
        digest: 'digest-1',
      }),
    );
  });

  it('does not approve without a comment when the policy always wants one', async () => {
    const api = apiWith(withRule(first, 'always'));
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    expect(api.decide).not.toHaveBeenCalled();
  });

  it('rejects without a comment when the policy leaves it open', async () => {
    const api = apiWith(withRule(first, 'optional'));
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    await waitFor(() => expect(api.decide).toHaveBeenCalledTimes(1));
  });

  it('says of a request for more time until when, what it was, and why it asks again', async () => {
    const { container } = renderPage(<Inbox />, {
      api: apiWith(
        anExtension({
          reapprovalReason: 'Bo Ek has left Payments leads.',
          actions: ['decide'],
        }),
      ),
    });
    expect(await screen.findByText(/^More time on/)).toHaveTextContent(
      'More time on PowerUser on payments-prod: until 17:10 (in 1 h 10 min) (was 16:40)',
    );
    expect(
      screen.getByText('Expires in 40 min · More time · Asked again'),
    ).toBeVisible();
    expect(screen.getByText('Bo Ek has left Payments leads.')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('does not call the last request handled by somebody once the reader has decided it', async () => {
    const api = apiWith(first);
    renderPage(<Inbox />, { api });
    const button = await screen.findByRole('button', { name: 'Approve 1 h' });
    api.listRequests.mockResolvedValue({ items: [] });
    await userEvent.click(button);
    await screen.findAllByText(/^Approved: PowerUser on payments-prod/);
    expect(
      screen.queryByRole('region', { name: 'Details of the selected request' }),
    ).toBeNull();
  });

  it('says who was faster instead of an error', async () => {
    const handled = aRequest({
      ...first,
      status: 'scheduled',
      actions: [],
      decisions: [
        {
          approver: bo,
          verdict: 'approved',
          comment: '',
          stage: 0,
          duration: null,
          decidedAt: '2026-11-22T14:59:00.000Z',
        },
      ],
    });
    const api = apiWith(first);
    api.getRequest.mockResolvedValue(handled);
    const error = await refusal(409, { code: 'already-decided' });
    api.decide.mockImplementation(async () => {
      api.listRequests.mockResolvedValue({ items: [] });
      throw error;
    });
    const { container } = renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    const region = await details();
    expect(
      await within(region).findByText(/Already approved by Bo Ek/),
    ).toHaveTextContent('Already approved by Bo Ek, 1 min ago');
    expect(
      screen.queryByRole('button', { name: 'Approve 1 h' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('asks to look again when the request changed after it was shown', async () => {
    const api = apiWith(first);
    api.decide.mockRejectedValue(
      await refusal(409, { code: 'digest-changed', message: 'Changed' }),
    );
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    expect(
      await screen.findByText(/The request changed after you opened it/),
    ).toBeVisible();
  });

  it('keeps what is being looked at when somebody else decides it meanwhile', async () => {
    const api = apiWith(first, second);
    const { signals } = renderPage(<Inbox />, { api });
    await details();
    api.listRequests.mockResolvedValue({ items: [second] });
    api.getRequest.mockResolvedValue(
      aRequest({ ...first, status: 'cancelled', actions: [] }),
    );
    signals.send(['req-1']);
    const region = await details();
    expect(
      await within(region).findByText('Cancelled by Carla Ruiz'),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: '1 request is waiting for you' }),
    ).toBeVisible();
  });

  it('is worked with the keyboard alone', async () => {
    const api = apiWith(first, second);
    const { container } = renderPage(<Inbox />, { api });
    await screen.findByRole('button', { name: 'Approve 1 h' });

    await userEvent.keyboard('j');
    expect(
      await screen.findByRole('button', { name: 'Approve 30 min' }),
    ).toBeVisible();
    await userEvent.keyboard('k');
    expect(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    ).toBeVisible();

    await userEvent.keyboard('r');
    const comment = screen.getByRole('textbox', { name: 'Comment' });
    expect(comment).toHaveFocus();
    await userEvent.keyboard('a jar');
    expect(comment).toHaveValue('a jar');
    expect(api.decide).not.toHaveBeenCalled();

    await userEvent.tab();
    await userEvent.keyboard('?');
    const help = await screen.findByRole('dialog', {
      name: 'Keyboard shortcuts',
    });
    await expectNoBarriers(container);
    await expectNoBarriers(help);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.keyboard('a');
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'approve',
        comment: 'a jar',
        digest: 'digest-1',
      }),
    );
  });

  it('lets single keys be turned off', async () => {
    const api = apiWith(first);
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keyboard' }),
    );
    await userEvent.click(
      await screen.findByRole('switch', {
        name: 'Use single-key shortcuts on this page',
      }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await userEvent.keyboard('a');
    expect(api.decide).not.toHaveBeenCalled();
  });

  it('leaves single keys off where a server keeps that choice', async () => {
    const api = apiWith(first);
    const { storage, kept } = aServerStorage();
    renderPage(<Inbox />, { api, storage });
    await screen.findByRole('button', { name: 'Approve 1 h' });
    await act(() => kept.set('singleKeyShortcuts', false));
    await userEvent.keyboard('a');
    expect(api.decide).not.toHaveBeenCalled();
  });

  it('keeps what was typed about a request while another one is looked at', async () => {
    const api = apiWith(first, second);
    renderPage(<Inbox />, { api });
    await screen.findByRole('button', { name: 'Approve 1 h' });
    const comment = () => screen.getByRole('textbox', { name: 'Comment' });
    await userEvent.type(comment(), 'Only today');
    await userEvent.tab();
    await userEvent.keyboard('j');
    await screen.findByRole('button', { name: 'Approve 30 min' });
    expect(comment()).toHaveValue('');
    await userEvent.type(comment(), 'Not you');
    await userEvent.tab();
    await userEvent.keyboard('k');
    await screen.findByRole('button', { name: 'Approve 1 h' });
    expect(comment()).toHaveValue('Only today');
    await userEvent.tab();
    await userEvent.keyboard('a');
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith(
        'req-1',
        expect.objectContaining({ comment: 'Only today' }),
      ),
    );
    await screen.findByRole('button', { name: 'Approve 30 min' });
    expect(comment()).toHaveValue('Not you');
  });

  it('keeps what was typed about a request when the page is loaded again', async () => {
    const api = apiWith(first);
    const { unmount } = renderPage(<Inbox />, { api });
    const comment = () => screen.findByRole('textbox', { name: 'Comment' });
    await userEvent.type(await comment(), 'Only today');
    unmount();

    renderPage(<Inbox />, { api });
    expect(await comment()).toHaveValue('Only today');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it('shows reasons as text, whatever they contain', async () => {
    renderPage(<Inbox />, {
      api: apiWith({ ...first, reason: '<script>alert(1)</script>' }),
    });
    const region = await details();
    expect(within(region).getByText('<script>alert(1)</script>')).toBeVisible();
  });
});
