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
import { requestStatuses } from 'backstage-plugin-elevated-access-common';
import { AuditPage } from '../audit/AuditPage';
import { PageBody } from '../common/PageBody';
import {
  anActiveRequest,
  aRequest,
  bo,
  carla,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  renderPage,
} from '../../__testUtils__/renderPage';

const page = (
  <PageBody>
    <AuditPage />
  </PageBody>
);

function apiWith(...requests: ReturnType<typeof aRequest>[]) {
  return aTestApi({
    listRequests: jest.fn(async ({ status }) => ({
      items: requests.filter(r => !status || status.includes(r.status)),
    })),
  });
}

/** The row of a person, as one reads it. */
async function rowOf(name: string) {
  return screen.findByRole('row', { name });
}

describe('A row of a table of requests', () => {
  it('answers who has access now: who, what, where, until when and why', async () => {
    const { container } = renderPage(page, {
      api: apiWith(anActiveRequest()),
    });
    const row = await rowOf('Ann Li');
    expect(within(row).getByText('PowerUser')).toBeVisible();
    expect(within(row).getByText('payments-prod')).toBeVisible();
    expect(within(row).getByText('1111 2222 3333')).toBeVisible();
    expect(within(row).getByText('Active')).toBeVisible();
    const until = within(row).getByText('until 16:40 (in 40 min)');
    expect(until).toHaveAttribute(
      'title',
      expect.stringContaining('2026-11-22 15:40 UTC'),
    );
    expect(within(row).getByText('payments-engineers')).toBeVisible();
    expect(within(row).getByText('Approved by Bo Ek')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('leads to the request, where access can be revoked', async () => {
    renderPage(page, { api: apiWith(anActiveRequest()) });
    const link = await screen.findByRole('link', {
      name: 'PowerUser on payments-prod for Ann Li',
    });
    expect(link).toHaveAttribute('href', '/elevated-access/requests/req-1');
    await userEvent.click(screen.getByText('payments-prod'));
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/elevated-access/requests/req-1',
    );
  });

  it('says first that access is overdue, and since when', async () => {
    const { container } = renderPage(page, {
      api: apiWith(
        anActiveRequest({
          status: 'ending',
          overdueSince: '2026-11-22T14:53:00.000Z',
        }),
      ),
    });
    const row = await rowOf('Ann Li');
    expect(
      within(row).getByText('Overdue').closest('[data-tone]'),
    ).toHaveAttribute('data-tone', 'danger');
    expect(within(row).queryByText('Being removed')).not.toBeInTheDocument();
    expect(row).toHaveTextContent('since 15:53 (7 min ago)');
    await expectNoBarriers(container);
  });

  it.each(requestStatuses)('has a row for the status %s', async status => {
    const { container } = renderPage(page, {
      api: apiWith(anActiveRequest({ status })),
      search: '?view=all',
    });
    expect(await rowOf('Ann Li')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says when what waits will expire or begin', async () => {
    renderPage(page, {
      api: apiWith(
        aRequest(),
        aRequest({
          id: 'req-2',
          status: 'scheduled',
          requester: carla,
          approval: null,
          startsAt: '2026-11-22T16:00:00.000Z',
        }),
      ),
      search: '?status=pending,scheduled',
    });
    expect(await rowOf('Ann Li')).toHaveTextContent(
      'expires 18:56 (in 2 h 56 min)',
    );
    const scheduled = await rowOf('Carla Ruiz');
    expect(scheduled).toHaveTextContent('from 17:00 (in 1 h)');
    expect(scheduled).toHaveTextContent('No approval needed');
  });

  it('names who ended access early and who rejected', async () => {
    const [approval] = anActiveRequest().decisions;
    renderPage(page, {
      api: apiWith(
        anActiveRequest({
          status: 'ended',
          endReason: 'revoked',
          endedAt: '2026-11-22T14:50:00.000Z',
          endedBy: bo,
        }),
        aRequest({
          id: 'req-2',
          requester: bo,
          status: 'rejected',
          endedAt: '2026-11-22T14:30:00.000Z',
          decisions: [{ ...approval, approver: carla, verdict: 'rejected' }],
        }),
      ),
      search: '?view=all',
    });
    const revoked = await rowOf('Ann Li');
    expect(within(revoked).getByText('by Bo Ek')).toBeVisible();
    expect(revoked).toHaveTextContent('15:50 (10 min ago)');
    const rejected = await rowOf('Bo Ek');
    expect(within(rejected).getByText('by Carla Ruiz')).toBeVisible();
    expect(rejected).not.toHaveTextContent('Approved by');
  });

  it('shows very long names whole, and markup as text', async () => {
    const person = 'Maximiliana Theodora von Hohenstein-Oberkirchenfelden';
    const account = `${'settlement-'.repeat(20)}<img src=x onerror=alert(1)>`;
    const { container } = renderPage(page, {
      api: apiWith(
        anActiveRequest({
          requester: { entityRef: 'user:default/max', displayName: person },
          account: { id: '111122223333', name: account },
        }),
      ),
    });
    const row = await rowOf(person);
    expect(within(row).getByText(account)).toBeVisible();
    expect(container.querySelector('img')).toBeNull();
    await expectNoBarriers(container);
  });
});
