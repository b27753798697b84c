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
  anActiveRequest,
  aRequest,
  bo,
  paymentsProd,
} from '../../__testUtils__/builders';
import {
  accountEntity,
  annEntity,
  annotatedApi,
} from '../../__testUtils__/entities';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
} from '../../__testUtils__/renderPage';
import { EntityAccessContent } from './EntityAccessContent';

const ended = anActiveRequest({
  id: 'req-2',
  requester: bo,
  status: 'ended',
  endReason: 'elapsed',
  endedAt: '2026-11-22T14:50:00.000Z',
});

const scheduled = aRequest({
  id: 'req-4',
  requester: { ...bo, displayName: 'Cy Fox' },
  status: 'scheduled',
  startsAt: '2026-11-22T16:00:00.000Z',
  endsAt: '2026-11-22T17:00:00.000Z',
});

describe('The tab Access', () => {
  it('shows every request for an account, newest first, with its outcome', async () => {
    const { api, container } = renderOnEntity(<EntityAccessContent />, {
      entity: accountEntity,
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [scheduled, aRequest({ id: 'req-3' }), ended],
        })),
      }),
    });
    expect(await screen.findByRole('row', { name: /Bo Ek/ })).toHaveTextContent(
      /PowerUser.*Ended.*15:40 to 15:50/,
    );
    expect(screen.getByRole('row', { name: /Cy Fox/ })).toHaveTextContent(
      /Scheduled.*17:00 to 18:00/,
    );
    expect(screen.getByRole('row', { name: /Ann Li/ })).toHaveTextContent(
      /Waiting for approval.*asked 15:56/,
    );
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual(['Who', 'Permission set', 'Status', 'From and until', 'Reason']);
    expect(
      screen.getByRole('link', { name: /Open the request of Bo Ek/ }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-2');
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({
        view: 'all',
        accountId: [paymentsProd.id],
        order: 'newest',
      }),
      expect.anything(),
    );
    await expectNoBarriers(container);
  });

  it('opens the same question in the audit', async () => {
    renderOnEntity(<EntityAccessContent />, { entity: accountEntity });
    expect(
      await screen.findByRole('link', { name: 'Open in Audit' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/audit?accountId=${paymentsProd.id}`,
    );
  });

  it('leaves out the column that would repeat the person', async () => {
    renderOnEntity(<EntityAccessContent />, {
      entity: annEntity,
      api: aTestApi({
        listRequests: jest.fn(async () => ({ items: [aRequest()] })),
      }),
    });
    await screen.findByText('payments-prod');
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual([
      'Permission set',
      'Account',
      'Status',
      'From and until',
      'Reason',
    ]);
  });

  it('says who, and in which account, of what runs in several', async () => {
    renderOnEntity(<EntityAccessContent />, {
      entity: annotatedApi,
      api: aTestApi({
        listRequests: jest.fn(async () => ({ items: [ended] })),
      }),
    });
    expect(await screen.findByRole('row', { name: /Bo Ek/ })).toHaveTextContent(
      /PowerUser.*payments-prod.*Ended/,
    );
    expect(
      screen.getByText('Access to the AWS accounts it runs in'),
    ).toBeVisible();
  });

  it('reads on page by page and says when that was all', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async ({ cursor }) =>
        cursor
          ? { items: [ended] }
          : { items: [aRequest()], nextCursor: 'page-2' },
      ),
    });
    renderOnEntity(<EntityAccessContent />, { entity: accountEntity, api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(await screen.findByRole('row', { name: /Bo Ek/ })).toBeVisible();
    expect(screen.getByText('That is all: 2 requests.')).toBeVisible();
  });

  it('says that there is nothing, and what a reader without a role does not see', async () => {
    const { container } = renderOnEntity(<EntityAccessContent />, {
      entity: accountEntity,
      api: aTestApi({ getMe: jest.fn(async () => aMe()) }),
    });
    expect(
      await screen.findByText('Nobody you may see has asked for it yet.'),
    ).toBeVisible();
    expect(await screen.findByText(/You see your own requests/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    renderOnEntity(<EntityAccessContent />, {
      entity: accountEntity,
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('offers another try when the backend fails', async () => {
    const api = aTestApi({
      listRequests: jest.fn().mockRejectedValue(await refusal(500)),
    });
    renderOnEntity(<EntityAccessContent />, { entity: accountEntity, api });
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.listRequests.mockResolvedValue({ items: [ended] });
    await userEvent.click(again);
    expect(await screen.findByRole('row', { name: /Bo Ek/ })).toBeVisible();
  });
});
