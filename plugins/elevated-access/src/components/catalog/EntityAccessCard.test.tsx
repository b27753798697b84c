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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import {
  aMe,
  anActiveExtension,
  anActiveRequest,
  bo,
  carla,
  paymentsProd,
} from '../../__testUtils__/builders';
import {
  accountEntity,
  annEntity,
  annotatedApi,
  paymentsApi,
  paymentsGroup,
  permissionSetEntity,
} from '../../__testUtils__/entities';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
} from '../../__testUtils__/renderPage';
import { EntityAccessCard } from './EntityAccessCard';

function apiWith(...items: AccessRequest[]) {
  return aTestApi({ listRequests: jest.fn(async () => ({ items })) });
}

const bosAccess = anActiveRequest({ id: 'req-7', requester: bo });

describe('Who has access now', () => {
  it('names people, what they hold and until when, on the page of an account', async () => {
    const { api, container } = renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: apiWith(anActiveRequest(), bosAccess),
    });
    expect(await screen.findByText('2 people have access now')).toBeVisible();
    await screen.findByText(/You see your own access/);
    const [anns] = screen.getAllByRole('listitem');
    const row = within(anns);
    expect(row.getByRole('link', { name: 'Ann Li' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ann.li',
    );
    expect(row.getByText('PowerUser').closest('a')).toHaveAttribute(
      'href',
      '/elevated-access/requests/req-1',
    );
    expect(row.getByText('until 16:40 (in 40 min)')).toBeVisible();
    expect(row.getByText(/sessions until/)).toHaveTextContent(
      'sessions until 17:40',
    );
    expect(
      screen.getByRole('link', { name: 'Request access to payments-prod' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/request?account=${paymentsProd.id}`,
    );
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({
        view: 'all',
        accountId: [paymentsProd.id],
        status: ['activating', 'active', 'ending'],
        order: 'ends-first',
      }),
      expect.anything(),
    );
    await expectNoBarriers(container);
  });

  it('counts a person once who has prolonged their access, with the later end', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: apiWith(anActiveRequest(), anActiveExtension()),
    });
    expect(await screen.findByText('1 person has access now')).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByText('until 17:10 (in 1 h 10 min)')).toBeVisible();
  });

  it('says of overdue access that it is not confirmed gone', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: apiWith(
        anActiveRequest({
          status: 'ending',
          overdueSince: '2026-11-22T14:52:00.000Z',
        }),
      ),
    });
    expect(await screen.findByText(/AWS has not confirmed/)).toBeVisible();
    expect(screen.getByText('Overdue')).toBeVisible();
  });

  it('shows the first five and links to the rest with the same question', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: apiWith(
        ...[1, 2, 3, 4, 5, 6, 7].map(number =>
          anActiveRequest({ id: `req-${number}` }),
        ),
      ),
    });
    const link = await screen.findByRole('link', { name: '2 more' });
    expect(link).toHaveAttribute(
      'href',
      expect.stringContaining(`accountId=${paymentsProd.id}`),
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
  });

  it('does not pretend to have counted when there is more than was read', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: aTestApi({
        listRequests: jest.fn(async () => ({
          items: [anActiveRequest()],
          nextCursor: 'more',
        })),
      }),
    });
    expect(await screen.findByText(/At least 1/)).toBeVisible();
  });

  it.each([
    ['a user', annEntity, { requester: ['user:default/ann.li'] }],
    ['a group', paymentsGroup, { requester: ['group:default/payments'] }],
  ])(
    'names accounts on the page of %s, and offers nothing to ask for',
    async (_, entity, query) => {
      const { api } = renderOnEntity(<EntityAccessCard />, {
        entity,
        api: apiWith(anActiveRequest()),
      });
      expect(
        await screen.findByText('PowerUser on payments-prod'),
      ).toBeVisible();
      expect(api.listRequests).toHaveBeenCalledWith(
        expect.objectContaining(query),
        expect.anything(),
      );
      expect(
        screen.queryByRole('link', { name: /Request access/ }),
      ).not.toBeInTheDocument();
    },
  );

  it('names accounts on the page of a permission set', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: permissionSetEntity,
      api: apiWith(anActiveRequest({ requester: carla })),
    });
    expect(await screen.findByText('payments-prod')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Carla Ruiz' })).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Request access to PowerUser' }),
    ).toHaveAttribute('href', '/elevated-access/request?search=PowerUser');
  });

  it('names people and accounts on the page of what runs in accounts, and leaves asking to its own card', async () => {
    const { api } = renderOnEntity(<EntityAccessCard />, {
      entity: annotatedApi,
      api: apiWith(anActiveRequest({ requester: carla })),
    });
    expect(await screen.findByText('PowerUser on payments-prod')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Carla Ruiz' })).toBeVisible();
    expect(
      screen.getByText('Who has access to its AWS accounts now'),
    ).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /Request access/ }),
    ).not.toBeInTheDocument();
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({ accountId: [paymentsProd.id] }),
      expect.anything(),
    );
  });

  it('says that nobody has, and to a reader without a role what they do not see', async () => {
    const { container } = renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
    });
    expect(
      await screen.findByText('Nobody has elevated access now.'),
    ).toBeVisible();
    expect(await screen.findByText(/You see your own access/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it('tells an auditor no limit, for there is none', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: aTestApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
    });
    await screen.findByText('Nobody has elevated access now.');
    expect(
      screen.queryByText(/You see your own access/),
    ).not.toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: aTestApi({ listRequests: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('offers another try when the backend fails, and asking all the while', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = aTestApi({ listRequests: jest.fn().mockRejectedValue(error) });
    renderOnEntity(<EntityAccessCard />, { entity: accountEntity, api });
    expect(await screen.findByText('The database is away')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Request access to payments-prod' }),
    ).toBeVisible();
    api.listRequests.mockResolvedValue({ items: [anActiveRequest()] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 person has access now')).toBeVisible();
  });

  it('says what to do when the reader is denied', async () => {
    const error = await refusal(403, { remedy: 'Ask the platform team.' });
    renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('Ask the platform team.')).toBeVisible();
  });

  it('reads again what a signal says has changed', async () => {
    const api = apiWith();
    const { signals } = renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api,
    });
    await screen.findByText('Nobody has elevated access now.');
    api.listRequests.mockResolvedValue({ items: [bosAccess] });
    signals.send(['req-7']);
    expect(await screen.findByRole('link', { name: 'Bo Ek' })).toBeVisible();
  });

  it('shows markup and right-to-left overrides in names as text', async () => {
    const name = '<img src=x onerror=alert(1)>\u202Egnirts';
    const { container } = renderOnEntity(<EntityAccessCard />, {
      entity: accountEntity,
      api: apiWith(
        anActiveRequest({ requester: { ...bo, displayName: name } }),
      ),
    });
    expect((await screen.findByText(name)).tagName).toBe('BDI');
    expect(container.querySelector('img')).toBeNull();
  });

  it('is nothing on the page of an entity that has no access of its own', async () => {
    const { api } = renderOnEntity(
      <>
        <EntityAccessCard />
        <p>The rest of the page</p>
      </>,
      { entity: paymentsApi },
    );
    expect(await screen.findByText('The rest of the page')).toBeVisible();
    expect(screen.queryByText('Who has access now')).not.toBeInTheDocument();
    expect(api.listRequests).not.toHaveBeenCalled();
  });
});
