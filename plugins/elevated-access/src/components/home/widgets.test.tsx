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
import {
  aMe,
  anActiveExtension,
  anActiveRequest,
  aRequest,
} from '../../__testUtils__/builders';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
} from '../../__testUtils__/renderPage';
import { MyInbox } from './MyInbox';
import { MyLiveAccess } from './MyLiveAccess';

describe('My AWS access, on the home page', () => {
  it('counts down and gives back after asking once more', async () => {
    const { api, clock, container } = renderOnEntity(<MyLiveAccess />, {
      api: aTestApi({
        listRequests: jest.fn(async () => ({ items: [anActiveRequest()] })),
      }),
    });
    expect(
      await screen.findByRole('link', { name: 'PowerUser on payments-prod' }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(screen.getByText('40 min left')).toBeVisible();
    expect(
      screen.getByText(/Sessions begun before then may last/),
    ).toBeVisible();
    clock.advance(10 * 60_000);
    expect(screen.getByText('30 min left')).toBeVisible();
    await expectNoBarriers(container);

    await userEvent.click(screen.getByRole('button', { name: 'I’m done' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give it back' }),
    );
    expect(api.release).toHaveBeenCalledWith('req-1', expect.anything());
  });

  it('shows prolonged access once, until its last end', async () => {
    renderOnEntity(<MyLiveAccess />, {
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [anActiveRequest(), anActiveExtension()],
        })),
      }),
    });
    expect(await screen.findByText('1 h 10 min left')).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });

  it('does not count down what is overdue', async () => {
    renderOnEntity(<MyLiveAccess />, {
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [
            anActiveRequest({
              status: 'ending',
              overdueSince: '2026-11-22T14:52:00.000Z',
              actions: [],
            }),
          ],
        })),
      }),
    });
    expect(await screen.findByText(/AWS has not confirmed/)).toBeVisible();
    expect(screen.queryByText(/left$/)).not.toBeInTheDocument();
  });

  it('says that there is none, how much waits, and where to ask', async () => {
    const { container } = renderOnEntity(<MyLiveAccess />, {
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [aRequest(), aRequest({ id: 'req-2', status: 'scheduled' })],
        })),
      }),
    });
    expect(
      await screen.findByText('You hold no elevated access.'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: '2 requests wait or are scheduled' }),
    ).toHaveAttribute('href', '/elevated-access/my-access');
    expect(
      screen.getByRole('link', { name: 'Request access' }),
    ).toHaveAttribute('href', '/elevated-access/request');
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const api = aTestApi({
      listRequests: jest.fn().mockRejectedValue(await refusal(500)),
    });
    renderOnEntity(<MyLiveAccess />, { api });
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.listRequests.mockResolvedValue({ items: [anActiveRequest()] });
    await userEvent.click(again);
    expect(await screen.findByText('40 min left')).toBeVisible();
  });
});

describe('What waits for my decision, on the home page', () => {
  it('shows the first few, with reasons as text, and leads to all', async () => {
    const { api, container } = renderOnEntity(<MyInbox />, {
      api: aTestApi({
        getMe: jest.fn(async () => aMe({ counts: { inbox: 7, live: 0 } })),
        listRequests: jest.fn(async () => ({
          items: [aRequest({ reason: '<b>now</b>' })],
          nextCursor: 'more',
        })),
      }),
    });
    expect(
      await screen.findByRole('link', {
        name: 'Ann Li: PowerUser on payments-prod',
      }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(screen.getByText('<b>now</b>')).toBeVisible();
    expect(
      await screen.findByRole('link', {
        name: 'Open the inbox (7 waiting)',
      }),
    ).toHaveAttribute('href', '/elevated-access/inbox');
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({ view: 'inbox' }),
      expect.anything(),
    );
    await expectNoBarriers(container);
  });

  it('marks high risk', async () => {
    const { container } = renderOnEntity(<MyInbox />, {
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [
            aRequest({ id: 'req-2', risk: 'high' }),
            aRequest({ id: 'req-3' }),
          ],
        })),
      }),
    });
    const [danger, usual] = await screen.findAllByRole('listitem');
    expect(danger).toHaveTextContent('High risk');
    expect(usual).not.toHaveTextContent('High risk');
    await expectNoBarriers(container);
  });

  it('says that nothing waits', async () => {
    renderOnEntity(<MyInbox />);
    expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
  });

  it('says that it is loading', async () => {
    renderOnEntity(<MyInbox />, {
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('says what to do when the reader is denied', async () => {
    renderOnEntity(<MyInbox />, {
      api: aTestApi({
        listRequests: jest
          .fn()
          .mockRejectedValue(
            await refusal(403, { remedy: 'Ask the platform team.' }),
          ),
      }),
    });
    expect(await screen.findByText('Ask the platform team.')).toBeVisible();
  });
});
