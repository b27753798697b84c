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
import { Inbox } from '../../pages';
import {
  ann,
  aBackground,
  anActiveRequest,
  aRequest,
  bo,
  carla,
  dee,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const waiting = [carla, dee, bo].map((requester, index) =>
  aRequest({
    id: `req-${index + 1}`,
    requester,
    account: { id: `11112222333${index}`, name: `team-${index + 1}` },
    digest: `digest-${index + 1}`,
    createdAt: `2026-11-22T14:5${index}:00.000Z`,
    actions: ['decide'],
  }),
);
const [first = aRequest(), second = aRequest(), third = aRequest()] = waiting;

function apiWith(items = waiting) {
  return aTestApi({ listRequests: jest.fn(async () => ({ items })) });
}

const approvedBy = (who: typeof bo) =>
  aRequest({
    ...first,
    status: 'scheduled',
    actions: [],
    decisions: [
      {
        approver: who,
        verdict: 'approved',
        comment: '',
        stage: 0,
        duration: null,
        decidedAt: '2026-11-22T14:59:00.000Z',
      },
    ],
  });

async function choose(name: RegExp) {
  await userEvent.click(await screen.findByRole('checkbox', { name }));
}

describe('Deciding several requests at once', () => {
  it('decides what was chosen with the digests that were shown, one result line each', async () => {
    const api = apiWith();
    api.decideMany.mockImplementation(async () => {
      api.listRequests.mockResolvedValue({ items: [third] });
      return {
        items: [
          { requestId: 'req-1', outcome: 'decided', request: approvedBy(bo) },
          {
            requestId: 'req-2',
            outcome: 'refused',
            status: 409,
            code: 'already-decided',
            reason: 'Too late',
            remedy: null,
            request: { ...approvedBy(carla), id: 'req-2' },
          },
        ],
      };
    });
    const { container } = renderPage(<Inbox />, { api });
    await choose(/team-1/);
    await choose(/team-2/);
    expect(
      await screen.findByRole('region', { name: '2 chosen' }),
    ).toBeVisible();
    // It scrolls once it is long.
    expect(screen.getByRole('list', { name: '2 chosen' })).toHaveAttribute(
      'tabindex',
      '0',
    );
    expect(
      screen.queryByRole('button', { name: 'Approve 1 h' }),
    ).not.toBeInTheDocument();
    await expectNoBarriers(container);
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve 2 requests' }),
    );

    const results = await screen.findByRole('region', {
      name: 'What came of it',
    });
    expect(api.decideMany).toHaveBeenCalledWith({
      verdict: 'approve',
      comment: '',
      items: [
        { requestId: 'req-1', digest: 'digest-1' },
        { requestId: 'req-2', digest: 'digest-2' },
      ],
    });
    const [done, late] = within(results).getAllByRole('listitem');
    expect(done).toHaveTextContent(
      'Approved: PowerUser on team-1 for Carla Ruiz',
    );
    expect(late).toHaveTextContent(
      'PowerUser on team-2 for Dee Okafor: Already approved by Carla Ruiz, 1 min ago',
    );
    expect(results).toHaveFocus();
    await expectNoBarriers(container);
  });

  it('says what came of each although all of them have left the list, until it is put away', async () => {
    const api = apiWith();
    let answer: (items: object) => void = () => {};
    api.decideMany.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    const { signals } = renderPage(<Inbox />, { api });
    await choose(/team-1/);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 request' }),
    );
    api.getRequest.mockResolvedValue(approvedBy(carla));
    api.listRequests.mockResolvedValue({ items: [] });
    signals.send(['req-1']);
    await screen.findByRole('heading', { name: /Nothing is waiting/ });
    answer({
      items: [
        {
          requestId: 'req-1',
          outcome: 'refused',
          status: 409,
          code: 'already-decided',
          reason: 'Too late',
          remedy: null,
          request: approvedBy(carla),
        },
      ],
    });
    const results = await screen.findByRole('region', {
      name: 'What came of it',
    });
    expect(within(results).getByRole('listitem')).toHaveTextContent(
      'PowerUser on team-1 for Carla Ruiz: Already approved by Carla Ruiz',
    );

    // One more decision is no reason to take it away.
    api.listRequests.mockResolvedValue({ items: [third] });
    signals.send(['req-3']);
    await userEvent.click(await screen.findByRole('row', { name: /team-3/ }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    await waitFor(() => expect(api.decide).toHaveBeenCalled());
    expect(results).toBeVisible();
    await userEvent.click(within(results).getByRole('button'));
    expect(results).not.toBeInTheDocument();
  });

  it('keeps the comment for all of them when the page is loaded again', async () => {
    const api = apiWith();
    const written = async () => {
      await choose(/team-1/);
      await choose(/team-2/);
      const panel = await screen.findByRole('region', { name: '2 chosen' });
      return within(panel).getByRole('textbox');
    };
    const { unmount } = renderPage(<Inbox />, { api });
    await userEvent.type(await written(), 'Release week');
    unmount();

    renderPage(<Inbox />, { api });
    expect(await written()).toHaveValue('Release week');
  });

  it('wants a comment when the policy of one of them does', async () => {
    const api = apiWith();
    renderPage(<Inbox />, { api });
    await choose(/team-1/);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject 1 request' }),
    );
    expect(api.decideMany).not.toHaveBeenCalled();
    expect(screen.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
  });

  it('is worked with x, and asks for one key more than a single decision', async () => {
    const api = apiWith();
    renderPage(<Inbox />, { api });
    await screen.findByRole('button', { name: 'Approve 1 h' });
    await userEvent.keyboard('xjx');
    const approve = await screen.findByRole('button', {
      name: 'Approve 2 requests',
    });
    await userEvent.keyboard('a');
    expect(approve).toHaveFocus();
    expect(api.decideMany).not.toHaveBeenCalled();
    expect(api.decide).not.toHaveBeenCalled();
  });

  it('is worked with keys after a box was ticked with the mouse', async () => {
    renderPage(<Inbox />, { api: apiWith() });
    await choose(/team-1/);
    expect(document.activeElement).toHaveAttribute('type', 'checkbox');
    await userEvent.keyboard('jx');
    expect(
      await screen.findByRole('button', { name: 'Approve 2 requests' }),
    ).toBeVisible();
  });

  it('says of what was not answered that nobody knows', async () => {
    const api = apiWith();
    api.decideMany.mockRejectedValue(
      await refusal(503, { message: 'Not now.' }),
    );
    renderPage(<Inbox />, { api });
    await choose(/team-1/);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 request' }),
    );
    const results = await screen.findByRole('region', {
      name: 'What came of it',
    });
    expect(within(results).getByRole('listitem')).toHaveTextContent(
      /there was no answer/,
    );
    expect(within(results).getByText('Not now.')).toBeVisible();
  });
});

describe('A request that somebody else decides', () => {
  it('says so in its row for a while, and is gone then', async () => {
    const api = apiWith();
    const { signals, clock } = renderPage(<Inbox />, { api });
    const list = await screen.findByRole('grid');
    // The reader looks at the first; the second leaves.
    api.listRequests.mockResolvedValue({ items: [first, third] });
    api.getRequest.mockResolvedValue({ ...approvedBy(carla), id: 'req-2' });
    signals.send(['req-2']);
    expect(
      await within(list).findByText(/Already approved by Carla Ruiz/),
    ).toBeVisible();
    expect(within(list).getAllByRole('row')).toHaveLength(3);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();

    clock.advance(11_000);
    await waitFor(() =>
      expect(within(list).getAllByRole('row')).toHaveLength(2),
    );
  });

  it('does not announce what the reader decided', async () => {
    const api = apiWith([first, second]);
    api.decide.mockImplementation(async () => {
      api.listRequests.mockResolvedValue({ items: [second] });
      return approvedBy(ann);
    });
    renderPage(<Inbox />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    await screen.findByRole('heading', {
      name: '1 request is waiting for you',
    });
    expect(screen.queryByText(/Already approved/)).not.toBeInTheDocument();
  });
});

describe('The background of a request', () => {
  it('tells of the requester, the permission set, the last approval and what else is held', async () => {
    const api = apiWith([first]);
    api.getRequestBackground.mockResolvedValue(
      aBackground({
        permissionSet: {
          description: 'Everything but IAM',
          managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
          hasInlinePolicy: true,
          hasBoundary: false,
        },
        lastApproval: {
          requestId: 'req-0',
          at: '2026-11-02T10:00:00.000Z',
          unchanged: false,
        },
        alsoHolds: [
          {
            requestId: 'req-8',
            permissionSetName: 'ReadOnly',
            accessEndsAt: '2026-11-22T15:30:00.000Z',
          },
        ],
      }),
    );
    const { container } = renderPage(<Inbox />, { api });
    const card = await screen.findByRole('region', { name: 'Background' });
    for (const text of [
      '3 other requests in 30 days: 2 approved, 1 rejected. 1 access was never used.',
      'Made of PowerUserAccess, a policy of its own',
    ]) {
      expect(await within(card).findByText(text)).toBeVisible();
    }
    expect(card).toHaveTextContent(/Changed since you approved it Mon,? 2 Nov/);
    expect(card).toHaveTextContent('ReadOnly until 16:30 (in 30 min)');
    await expectNoBarriers(container);
  });

  it('does not stand in the way of a decision when it cannot be read', async () => {
    const api = apiWith([first]);
    api.getRequestBackground.mockRejectedValue(await refusal(500));
    renderPage(<Inbox />, { api });
    expect(
      await screen.findByText(/The decision does not depend on it/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Approve 1 h' })).toBeEnabled();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('is not asked for where the reader may not decide', async () => {
    const api = apiWith([anActiveRequest()]);
    renderPage(<Inbox />, { api });
    await screen.findByRole('region', {
      name: 'Details of the selected request',
    });
    expect(api.getRequestBackground).not.toHaveBeenCalled();
  });
});
