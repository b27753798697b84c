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
import { Policies } from '../../policyPages';
import { aMe, paymentsProd, powerUser } from '../../__testUtils__/builders';
import { anExplanation } from '../../__testUtils__/policyBuilders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const ASKED = `explain?${new URLSearchParams({
  account: paymentsProd.id,
  permissionSet: powerUser.arn,
  minutes: '90',
})}`;

describe('Explain', () => {
  it('answers first, then says what every policy says', async () => {
    const { api, container } = renderPage(<Policies />, {
      api: aTestApi({ explain: jest.fn(async () => anExplanation()) }),
      search: ASKED,
    });
    expect(
      await screen.findByText(
        'Yes: Ann Li may ask for PowerUser on payments-prod.',
      ),
    ).toBeVisible();
    expect(screen.getByText('Ann would have to be in security.')).toBeVisible();
    expect(screen.getByText('Bo Ek')).toBeVisible();
    expect(api.explain).toHaveBeenCalledWith(
      {
        accountId: paymentsProd.id,
        permissionSetArn: powerUser.arn,
        duration: 'PT1H30M',
      },
      expect.anything(),
    );
    await expectNoBarriers(container);
  });

  it('says why not and what to do about it', async () => {
    renderPage(<Policies />, {
      api: aTestApi({
        explain: jest.fn(async () =>
          anExplanation({
            outcome: 'refused',
            policy: null,
            approval: null,
            refusal: {
              code: 'not-eligible',
              reason: 'No policy permits it.',
              remedy: 'Ask the platform team.',
            },
          }),
        ),
      }),
      search: ASKED,
    });
    expect(await screen.findByText('No policy permits it.')).toBeVisible();
    expect(screen.getByText('Ask the platform team.')).toBeVisible();
  });

  it('lets only administrators and auditors ask about others', async () => {
    renderPage(<Policies />, { api: aTestApi(), search: 'explain' });
    await screen.findByRole('button', { name: 'Explain' });
    expect(screen.queryByRole('combobox', { name: /Person/ })).toBeNull();
  });

  it('says what is missing in the question instead of asking', async () => {
    const { api } = renderPage(<Policies />, {
      api: aTestApi(),
      search: 'explain',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Explain' }),
    );
    expect(
      await screen.findByText('Pick an account or type its 12 digits.'),
    ).toBeVisible();
    expect(api.explain).not.toHaveBeenCalled();
  });
});

describe('Who reaches an account', () => {
  const anAuditorsApi = (overrides: Parameters<typeof aTestApi>[0]) =>
    aTestApi({
      getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      listPolicyChanges: jest.fn(async () => ({ items: [] })),
      ...overrides,
    });

  it('is told policy by policy', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAuditorsApi({
        getAccountReach: jest.fn(async () => ({
          account: { id: paymentsProd.id, name: paymentsProd.name },
          barred: null,
          truncated: false,
          items: [
            {
              name: 'payments-engineers',
              effect: 'allow',
              priority: 10,
              people: 7,
              samplePeople: [
                { entityRef: 'user:default/ann', displayName: 'Ann Li' },
              ],
              permissionSets: 1,
              samplePermissionSets: [powerUser],
              maxDuration: 'PT2H',
              approval: 'required',
              workingHoursOnly: false,
            },
          ],
        })),
      }),
      search: `reach?account=${paymentsProd.id}`,
    });
    expect(await screen.findByText(/7 people/)).toHaveTextContent(
      'Ann Li and 6 more',
    );
    expect(
      screen.getByRole('link', { name: 'payments-engineers' }),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('is nobody where the account is protected, with the reason', async () => {
    renderPage(<Policies />, {
      api: anAuditorsApi({
        getAccountReach: jest.fn(async () => ({
          account: { id: paymentsProd.id, name: paymentsProd.name },
          barred: 'It is the management account.',
          truncated: false,
          items: [],
        })),
      }),
      search: `reach?account=${paymentsProd.id}`,
    });
    expect(
      await screen.findByText('It is the management account.'),
    ).toBeVisible();
  });

  it('says of an account that the directory does not have that it does not know it', async () => {
    const error = await refusal(404, { code: 'unknown-account' });
    renderPage(<Policies />, {
      api: anAuditorsApi({
        getAccountReach: jest.fn().mockRejectedValue(error),
      }),
      search: `reach?account=${paymentsProd.id}`,
    });
    expect(
      await screen.findByText('The directory does not know this account.'),
    ).toBeVisible();
  });
});
