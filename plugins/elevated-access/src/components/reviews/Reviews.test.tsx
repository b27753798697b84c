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
import type { AccessReview } from 'backstage-plugin-elevated-access-common';
import {
  ann,
  bo,
  carla,
  paymentsProd,
  powerUser,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';
import { PageBody } from '../common/PageBody';
import { ReviewPage } from './ReviewPage';
import { ReviewsPage } from './ReviewsPage';

const list = (
  <PageBody>
    <ReviewsPage />
  </PageBody>
);

const one = (
  <PageBody>
    <ReviewPage />
  </PageBody>
);

function aReview(overrides: Partial<AccessReview> = {}): AccessReview {
  const row = {
    account: { id: paymentsProd.id, name: paymentsProd.name },
    permissionSet: { arn: powerUser.arn, name: powerUser.name },
    lastGivenAt: '2026-10-20T10:00:00.000Z',
    lastRequestId: 'req-1',
  };
  return {
    id: 'review-1',
    scope: 'accounts',
    reviewer: carla,
    from: '2026-10-01T00:00:00.000Z',
    to: '2026-11-01T00:00:00.000Z',
    createdAt: '2026-11-01T06:00:00.000Z',
    accesses: 5,
    unused: 2,
    rows: [
      { ...row, person: ann, accesses: 3, used: 3, unused: 0 },
      { ...row, person: bo, accesses: 2, used: 0, unused: 2 },
    ],
    accountIds: [paymentsProd.id, '444455556666'],
    truncated: false,
    unusedPolicies: [{ name: 'break-glass', lastUsedAt: null }],
    ...overrides,
  };
}

describe('Access reviews', () => {
  it('are listed with whom they are for and what was never used', async () => {
    const { container } = renderPage(list, {
      api: aTestApi({
        listAccessReviews: jest.fn(async () => ({ items: [aReview()] })),
      }),
    });
    const link = await screen.findByRole('link', {
      name: 'Accounts of Carla Ruiz',
    });
    expect(link).toHaveAttribute(
      'href',
      '/elevated-access/audit/reviews/review-1',
    );
    await expectNoBarriers(container);
  });

  it('say when there is none', async () => {
    renderPage(list, {
      api: aTestApi({
        listAccessReviews: jest.fn(async () => ({ items: [] })),
      }),
    });
    expect(
      await screen.findByText('There is no review for you yet.'),
    ).toBeVisible();
  });

  it('show who held what, and on demand only what was never used', async () => {
    const { container } = renderPage(one, {
      api: aTestApi({ getAccessReview: jest.fn(async () => aReview()) }),
    });
    expect(
      await screen.findByText('2 accesses were never used.'),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: 'Ann Li' })).toBeVisible();
    await userEvent.click(screen.getByLabelText('Only what was never used'));
    expect(screen.queryByRole('row', { name: 'Ann Li' })).toBeNull();
    expect(
      within(screen.getByRole('row', { name: 'Bo Ek' })).getByRole('link', {
        name: 'Last request of Bo Ek for PowerUser on payments-prod',
      }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(screen.getByRole('row', { name: 'break-glass' })).toHaveTextContent(
      'never',
    );
    await expectNoBarriers(container);
  });

  it.each<[string, Partial<AccessReview>, string]>([
    [
      'the accounts that they are about',
      { truncated: true },
      `accountId=${paymentsProd.id}%2C444455556666&`,
    ],
    [
      'the people in the group',
      { scope: 'people', accountIds: null },
      `requester=${encodeURIComponent(carla.entityRef)}&`,
    ],
    ['the period, where they do not know', { accountIds: null }, ''],
    [
      'the period, where more accounts are theirs than can be asked for',
      { accountIds: Array.from({ length: 101 }, () => paymentsProd.id) },
      '',
    ],
  ])('lead to the audit of %s', async (_, overrides, question) => {
    renderPage(one, {
      api: aTestApi({
        getAccessReview: jest.fn(async () => aReview(overrides)),
      }),
    });
    expect(
      await screen.findByRole('link', { name: 'Show in the audit' }),
    ).toHaveAttribute(
      'href',
      `/elevated-access/audit?${question}accessFrom=2026-10-01T00%3A00%3A00.000Z&accessTo=2026-11-01T00%3A00%3A00.000Z`,
    );
  });

  it('say what to do when they are not the reader’s to see', async () => {
    const error = await refusal(403, { remedy: 'Ask Carla.' });
    renderPage(one, {
      api: aTestApi({ getAccessReview: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('Ask Carla.')).toBeVisible();
  });
});
