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
import type { EntityAccess } from 'backstage-plugin-elevated-access-common';
import {
  auditLogs,
  paymentsProd,
  powerUser,
  readOnly,
} from '../../__testUtils__/builders';
import { paymentsApi } from '../../__testUtils__/entities';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
} from '../../__testUtils__/renderPage';
import { EntityRequestAccessCard } from './EntityRequestAccessCard';

type Behind = EntityAccess['items'][number];

function aWish(overrides: Partial<Behind['requestable'][number]> = {}) {
  return {
    permissionSet: powerUser,
    maxDuration: 'PT2H',
    approval: 'required' as const,
    ...overrides,
  };
}

function behind(overrides: Partial<Behind> = {}): Behind {
  return {
    account: paymentsProd,
    because: 'relation',
    requestable: [aWish()],
    ...overrides,
  };
}

function renderCard(access: Partial<EntityAccess>) {
  return renderOnEntity(<EntityRequestAccessCard />, {
    entity: paymentsApi,
    api: aTestApi({
      getEntityAccess: jest.fn(async () => ({
        items: [],
        truncated: false,
        ...access,
      })),
    }),
  });
}

describe('The accounts behind a component', () => {
  it('says why this account and what may be asked for, and leads to the filled form', async () => {
    const { api, container } = renderCard({ items: [behind()] });
    expect(await screen.findByText('payments-prod')).toBeVisible();
    expect(screen.getByText(/this entity depends on it/)).toHaveTextContent(
      '1111 2222 3333 · Workloads/Prod · this entity depends on it',
    );
    expect(screen.getByText(/up to 2 h/)).toHaveTextContent(
      'up to 2 h, with approval',
    );
    // There is but one thing to ask for, so that it is filled in as well.
    expect(
      screen.getByRole('link', { name: 'Request access to payments-prod' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/request?account=${paymentsProd.id}&permissionSet=PowerUser`,
    );
    expect(api.getEntityAccess).toHaveBeenCalledWith(
      { entityRef: 'component:default/payments-api' },
      expect.anything(),
    );
    expect(
      screen.getByRole('link', { name: 'Who has and had access to it' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/audit?accountId=${paymentsProd.id}`,
    );
    await expectNoBarriers(container);
  });

  it('leaves the choice open where there are several permission sets', async () => {
    renderCard({
      items: [
        behind({
          requestable: [
            aWish({ permissionSet: readOnly, approval: 'not-required' }),
            aWish(),
          ],
        }),
      ],
    });
    expect(
      await screen.findByRole('link', {
        name: 'Request access to payments-prod',
      }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/request?account=${paymentsProd.id}`,
    );
    expect(
      screen.getByRole('link', { name: 'Request ReadOnly on payments-prod' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/request?account=${paymentsProd.id}&permissionSet=ReadOnly`,
    );
  });

  it('marks as likely the first account in which something may be asked for', async () => {
    renderCard({
      items: [
        behind({ account: auditLogs, requestable: [] }),
        behind({ because: 'owner' }),
      ],
    });
    await screen.findByText('payments-prod');
    const [audit, payments] = screen
      .getAllByRole('listitem')
      .filter(item => /audit-logs|payments-prod/.test(item.textContent ?? ''));
    expect(within(payments).getByText('Most likely')).toBeVisible();
    expect(within(audit).queryByText('Most likely')).not.toBeInTheDocument();
    expect(
      within(audit).getByText(/nothing here that you may ask for/),
    ).toBeVisible();
    expect(
      within(audit).getByRole('link', {
        name: 'Why may I not ask for access to audit-logs?',
      }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/request?account=${auditLogs.id}`,
    );
  });

  it('shows three and the others when asked, and says when there are more', async () => {
    const items = ['1', '2', '3', '4', '5'].map(digit =>
      behind({
        account: {
          ...paymentsProd,
          id: digit.repeat(12),
          name: `acc-${digit}`,
        },
      }),
    );
    renderCard({ items, truncated: true });
    await screen.findByText('acc-1');
    expect(screen.queryByText('acc-4')).not.toBeInTheDocument();
    expect(screen.queryByText(/There are more/)).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 2 more accounts' }),
    );
    expect(screen.getByText('acc-5')).toBeVisible();
    expect(screen.getByText(/There are more accounts/)).toBeVisible();
  });

  it('says how accounts are found where none is', async () => {
    const { container } = renderCard({});
    expect(
      await screen.findByText('No AWS account is known to be behind this.'),
    ).toBeVisible();
    expect(screen.getByText(/amazonaws.com\/account-id/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    renderOnEntity(<EntityRequestAccessCard />, {
      entity: paymentsApi,
      api: aTestApi({ getEntityAccess: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('offers another try when the backend fails', async () => {
    const api = aTestApi({
      getEntityAccess: jest.fn().mockRejectedValue(await refusal(503)),
    });
    renderOnEntity(<EntityRequestAccessCard />, { entity: paymentsApi, api });
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.getEntityAccess.mockResolvedValue({
      items: [behind()],
      truncated: false,
    });
    await userEvent.click(again);
    expect(await screen.findByText('payments-prod')).toBeVisible();
  });

  it('says what to do when the reader is denied', async () => {
    renderOnEntity(<EntityRequestAccessCard />, {
      entity: paymentsApi,
      api: aTestApi({
        getEntityAccess: jest
          .fn()
          .mockRejectedValue(
            await refusal(403, { remedy: 'Ask the platform team.' }),
          ),
      }),
    });
    expect(await screen.findByText('Ask the platform team.')).toBeVisible();
  });
});
