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
import { Policies } from '../../policyPages';
import { aMe, ann, paymentsProd } from '../../__testUtils__/builders';
import {
  aChange,
  aLintFinding,
  anApprovalPolicy,
  aPolicy,
  aSettingsView,
  aVersion,
} from '../../__testUtils__/policyBuilders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

function anAdminsApi(overrides: Parameters<typeof aTestApi>[0] = {}) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['admin'] })),
    listPolicyChanges: jest.fn(async () => ({ items: [] })),
    listSettingsVersions: jest.fn(async () => ({ items: [] })),
    ...overrides,
  });
}

/** Each page with what it reads, and something that it then shows. */
const pages = [
  {
    page: 'Lint',
    search: 'lint',
    call: 'listLintFindings' as const,
    answer: {
      checkedAt: '2026-11-22T14:55:00.000Z',
      items: [aLintFinding()],
      total: 1,
    },
    shown: /does not have group:default\/payments/,
  },
  {
    page: 'Settings',
    search: 'settings',
    call: 'getSettings' as const,
    answer: aSettingsView(),
    shown: 'Whoever the policies say',
  },
  {
    page: 'Changes that wait',
    search: 'changes',
    call: 'listPolicyChanges' as const,
    answer: { items: [aChange()] },
    shown: 'Edit payments-engineers',
  },
  {
    page: 'Who can reach an account',
    search: `reach?account=${paymentsProd.id}`,
    call: 'getAccountReach' as const,
    answer: {
      account: { id: paymentsProd.id, name: paymentsProd.name },
      barred: null,
      items: [
        {
          name: 'payments-engineers',
          effect: 'allow',
          priority: 10,
          people: 1,
          samplePeople: [ann],
          permissionSets: 0,
          samplePermissionSets: [],
          maxDuration: 'PT2H',
          approval: 'required',
          workingHoursOnly: false,
        },
      ],
      truncated: false,
    },
    shown: 'payments-engineers',
  },
  {
    page: 'Sources',
    search: 'sources',
    call: 'listPolicySources' as const,
    answer: {
      items: [
        {
          source: { type: 'file', place: 'policies/payments.yaml' },
          policies: 3,
          readAt: '2026-11-22T14:55:00.000Z',
          attemptedAt: '2026-11-22T14:55:00.000Z',
          problems: [],
        },
      ],
    },
    shown: 'policies/payments.yaml',
  },
];

describe.each(pages)('$page', ({ search, call, answer, shown }) => {
  it('says that it is loading', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({ [call]: jest.fn(never) }),
      search,
    });
    await screen.findByRole('heading', { level: 2 });
    expect((await screen.findAllByText('Loading…')).length).toBeGreaterThan(0);
    expect(screen.queryByText(shown)).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('says why it could not be read, and tries again', async () => {
    const failing = jest
      .fn()
      .mockRejectedValue(
        await refusal(500, { message: 'The database is away' }),
      );
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({ [call]: failing }),
      search,
    });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await expectNoBarriers(container);
    failing.mockResolvedValue(answer);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(shown)).toBeVisible();
  });

  it('says whom to ask when the reader may not see it', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        [call]: jest
          .fn()
          .mockRejectedValue(
            await refusal(403, { remedy: 'Ask the platform team.' }),
          ),
      }),
      search,
    });
    expect(await screen.findByText('Ask the platform team.')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
  });

  it('shows what was read', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({ [call]: jest.fn(async () => answer) }),
      search,
    });
    expect(await screen.findByText(shown)).toBeVisible();
    await expectNoBarriers(container);
  });
});

describe('Findings that cannot be read', () => {
  const coverage = jest.fn(async () => ({ items: [] }));

  it('do not make the list of policies look clean', async () => {
    const findings = jest.fn().mockRejectedValue(await refusal(503));
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicies: jest.fn(async () => ({
          items: [aPolicy(), anApprovalPolicy()],
          total: 2,
        })),
        getPolicyCoverage: coverage,
        listLintFindings: findings,
      }),
    });
    const note = await screen.findByText(/The findings could not be read/);
    expect(note).toBeVisible();
    await expectNoBarriers(container);
    findings.mockResolvedValue({
      checkedAt: '2026-11-22T14:55:00.000Z',
      items: [aLintFinding()],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const row = await screen.findByRole('row', { name: /payments-engineers/ });
    expect(await within(row).findByText('1 warning')).toBeVisible();
    await waitFor(() => expect(note).not.toBeInTheDocument());
  });

  it('do not make a policy look clean', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getPolicy: jest.fn(async () => aPolicy()),
        listPolicyVersions: jest.fn(async () => ({ items: [aVersion()] })),
        getPolicyCoverage: coverage,
        listLintFindings: jest.fn().mockRejectedValue(await refusal(503)),
      }),
      search: 'eligibility/payments-engineers',
    });
    expect(
      await screen.findByText(/The findings could not be read/),
    ).toBeVisible();
  });
});
