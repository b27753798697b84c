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
import type { AccessReport } from 'backstage-plugin-elevated-access-common';
import { paymentsProd } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';
import { PageBody } from '../common/PageBody';
import { InsightsPage } from './InsightsPage';

const page = (
  <PageBody>
    <InsightsPage />
  </PageBody>
);

function aReport(overrides: Partial<AccessReport> = {}): AccessReport {
  return {
    from: '2026-10-23T16:00:00.000Z',
    to: '2026-11-22T16:00:00.000Z',
    step: 'day',
    overTime: [
      {
        at: '2026-11-21T00:00:00.000Z',
        requests: 7,
        given: 5,
        rejected: 1,
        live: 9,
      },
    ],
    requests: 40,
    given: 30,
    rejected: 4,
    expired: 5,
    failed: 1,
    timeToApprove: { median: 'PT4M', p95: 'PT1H10M' },
    decidedAutomatically: { count: 12, of: 30 },
    neverUsed: { count: 0, of: 0 },
    overdueMinutes: 12,
    busiestAccounts: [
      { id: paymentsProd.id, name: paymentsProd.name, requests: 20, given: 15 },
    ],
    busiestPermissionSets: [],
    busiestPeople: [],
    ...overrides,
  };
}

const apiWith = (report: AccessReport) =>
  aTestApi({ getAccessReport: jest.fn(async () => report) });

const figure = async (label: string) =>
  (await screen.findByText(label)).closest('div');

describe('Insights', () => {
  it('says the figures in words', async () => {
    const { container } = renderPage(page, { api: apiWith(aReport()) });
    expect(await figure('Time to approve, half of all')).toHaveTextContent(
      '4 min',
    );
    expect(await figure('Time to approve, 95 of 100')).toHaveTextContent(
      '1 h 10 min',
    );
    expect(await figure('Approved by nobody')).toHaveTextContent(
      '40 %12 of 30',
    );
    expect(await figure('Never used')).toHaveTextContent('not known');
    expect(await figure('Overdue')).toHaveTextContent('12 min');
    await expectNoBarriers(container);
  });

  it('has the picture’s numbers in a table', async () => {
    renderPage(page, { api: apiWith(aReport()) });
    await userEvent.click(
      await screen.findByRole('button', { name: 'As a table' }),
    );
    const row = await screen.findByRole('row', { name: '21 Nov' });
    expect(
      within(row)
        .getAllByRole('gridcell')
        .map(cell => cell.textContent),
    ).toEqual(['7', '5', '1', '9']);
  });

  it('leads from the busiest to the requests behind them', async () => {
    renderPage(page, { api: apiWith(aReport()) });
    expect(
      await screen.findByRole('link', {
        name: 'Show the requests for payments-prod',
      }),
    ).toHaveAttribute(
      'href',
      '/elevated-access/audit?accountId=111122223333&createdFrom=2026-10-23T16%3A00%3A00.000Z&createdTo=2026-11-22T16%3A00%3A00.000Z',
    );
  });

  it('asks for the period of the address, thirty days by default', async () => {
    const { api } = renderPage(page, { api: apiWith(aReport()) });
    await figure('Overdue');
    expect(api.getAccessReport).toHaveBeenCalledWith(
      expect.objectContaining({
        from: '2026-10-23T16:00:00.000Z',
        to: '2026-11-22T16:00:00.000Z',
      }),
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('radio', { name: '7 days' }));
    expect(api.getAccessReport).toHaveBeenLastCalledWith(
      expect.objectContaining({ from: '2026-11-15T16:00:00.000Z' }),
      expect.anything(),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('period=days7');
  });

  it('says that there was nothing', async () => {
    renderPage(page, { api: apiWith(aReport({ requests: 0, overTime: [] })) });
    expect(
      await screen.findByText('Nobody asked for access in this period.'),
    ).toBeVisible();
  });

  it('says that it is loading', async () => {
    renderPage(page, { api: aTestApi({ getAccessReport: jest.fn(never) }) });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const { container } = renderPage(page, {
      api: aTestApi({ getAccessReport: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await expectNoBarriers(container);
  });
});
