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
import { ann, aMe } from '../../__testUtils__/builders';
import {
  aChange,
  aLintFinding,
  anApprovalPolicy,
  aPolicy,
  aVersion,
  engineers,
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
    listPolicies: jest.fn(async () => ({
      items: [aPolicy(), anApprovalPolicy()],
      total: 2,
    })),
    getPolicyCoverage: jest.fn(async ({ kind, names }) => ({
      items: names.map((name: string) => ({
        kind,
        name,
        people: 12,
        accounts: 40,
        permissionSets: 3,
      })),
    })),
    listLintFindings: jest.fn(async () => ({
      checkedAt: '2026-11-22T14:55:00.000Z',
      items: [aLintFinding()],
      total: 1,
    })),
    listPolicyChanges: jest.fn(async () => ({ items: [] })),
    getPolicy: jest.fn(async () => aPolicy()),
    listPolicyVersions: jest.fn(async () => ({ items: [aVersion()] })),
    ...overrides,
  });
}

describe('The list of policies', () => {
  it('tells how much each policy covers, where it comes from and what is wrong with it', async () => {
    const { container } = renderPage(<Policies />, { api: anAdminsApi() });
    const row = await screen.findByRole('row', { name: /payments-engineers/ });
    expect(
      await within(row).findByText(
        '12 people · 40 accounts · 3 permission sets',
      ),
    ).toBeVisible();
    expect(within(row).getByText('Allows')).toBeVisible();
    expect(within(row).getByText('Portal')).toBeVisible();
    expect(await within(row).findByText('1 warning')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('marks the policies that call what they permit dangerous', async () => {
    const dangerous = { ...engineers, risk: 'high' as const };
    renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicies: jest.fn(async () => ({
          items: [
            aPolicy(),
            aPolicy({ name: 'administrators', spec: dangerous }),
          ],
          total: 2,
        })),
      }),
    });
    const row = await screen.findByRole('row', { name: /administrators/ });
    expect(within(row).getByText('High risk')).toBeVisible();
    expect(screen.getAllByText('High risk')).toHaveLength(1);
  });

  it('says what cannot be read and what that means, and lets an administrator delete it', async () => {
    const { api, container } = renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicies: jest.fn(async () => ({
          items: [aPolicy()],
          total: 1,
          unreadable: [
            {
              kind: 'eligibility' as const,
              name: 'nightly',
              version: 'v1',
              enabled: true,
              closing: true,
              problems: [{ path: ['effect'], reason: 'is novel' }],
            },
          ],
        })),
        changePolicy: jest.fn(async () => ({
          outcome: 'applied' as const,
          changeId: null,
        })),
      }),
    });
    expect(
      await screen.findByText('The policy nightly cannot be read'),
    ).toBeVisible();
    expect(screen.getByText(/nothing is granted/)).toHaveTextContent(
      /nothing is granted.*effect: is novel/,
    );
    expect(screen.getByText('effect: is novel')).toHaveAttribute('lang', 'en');
    await expectNoBarriers(container);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete nightly' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'OPS-9');
    await userEvent.click(
      within(dialog).getByRole('button', { name: /Delete/ }),
    );
    expect(api.changePolicy).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'eligibility', name: 'nightly' }),
      { action: 'delete', version: 'v1', comment: 'OPS-9' },
    );
  });

  it('asks the backend for what the address filters, and counts it', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: '?search=prod&kind=approval&source=file',
    });
    expect(await screen.findByText('2 policies')).toBeVisible();
    expect(api.listPolicies).toHaveBeenCalledWith(
      expect.objectContaining({
        search: 'prod',
        kind: 'approval',
        source: 'file',
        total: true,
      }),
      expect.anything(),
    );
  });

  it('is denied to who is neither administrator nor auditor, and nothing is asked for', async () => {
    const { api, container } = renderPage(<Policies />, { api: aTestApi() });
    expect(
      await screen.findByText('Policies are for administrators and auditors'),
    ).toBeVisible();
    expect(api.listPolicies).not.toHaveBeenCalled();
    await expectNoBarriers(container);
  });

  it('offers an auditor nothing to change', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
    });
    await screen.findByRole('row', { name: /payments-engineers/ });
    expect(screen.queryByText('New policy')).not.toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({ listPolicies: jest.fn(never) }),
    });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('offers another try when the backend fails', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const api = anAdminsApi({
      listPolicies: jest.fn().mockRejectedValueOnce(error),
    });
    renderPage(<Policies />, { api });
    expect(await screen.findByText('The database is away')).toBeVisible();
    api.listPolicies.mockResolvedValue({ items: [aPolicy()], total: 1 });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('row', { name: /payments-engineers/ }),
    ).toBeVisible();
  });

  it('says what it means that there are none', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicies: jest.fn(async () => ({ items: [], total: 0 })),
      }),
    });
    expect(
      await screen.findByText(
        'Until there is one, nobody can request anything.',
      ),
    ).toBeVisible();
  });
});

const ONE = 'eligibility/payments-engineers';

describe('A policy', () => {
  it('is told in sentences, with its history line by line', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: ONE,
    });
    expect(await screen.findByText('For 2 h at most.')).toBeVisible();
    expect(
      screen.getByText('Somebody has to approve each time.'),
    ).toBeVisible();
    expect(
      await screen.findByText('OPS-77 two hours were not enough'),
    ).toBeVisible();
    const diff = screen.getByRole('region', {
      name: 'What changed with version 2',
    });
    expect(diff).toHaveTextContent('removed: maxDuration: PT1H');
    expect(diff).toHaveTextContent('added: maxDuration: PT2H');
    await expectNoBarriers(container);
  });

  it('is disabled only with a reason, naming the version that was seen', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi({
        changePolicy: jest.fn(async () => ({
          outcome: 'applied',
          changeId: null,
        })),
      }),
      search: ONE,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Disable' }),
    );
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Disable' });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'OPS-9');
    await userEvent.click(confirm);
    expect(api.changePolicy).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'payments-engineers' }),
      { action: 'disable', version: 'aaaaaaaaaaaa', comment: 'OPS-9' },
    );
  });

  it('keeps what was written about a change until it is sent', async () => {
    const options = {
      api: anAdminsApi({
        changePolicy: jest.fn(async () => ({
          outcome: 'applied',
          changeId: null,
        })),
      }),
      search: ONE,
    };
    const open = async (name: string) => {
      await userEvent.click(await screen.findByRole('button', { name }));
      return screen.findByRole('dialog');
    };
    const { unmount } = renderPage(<Policies />, options);
    await userEvent.type(
      within(await open('Disable')).getByRole('textbox'),
      'OPS-9 nobody needs it',
    );
    unmount();

    renderPage(<Policies />, options);
    const other = await open('Delete');
    expect(within(other).getByRole('textbox')).toHaveValue('');
    await userEvent.click(
      within(other).getByRole('button', { name: 'Cancel' }),
    );
    const dialog = await open('Disable');
    expect(within(dialog).getByRole('textbox')).toHaveValue(
      'OPS-9 nobody needs it',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Disable' }),
    );
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it('of a file is not changed in the portal', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({ getPolicy: jest.fn(async () => anApprovalPolicy()) }),
      search: 'approval/payments-leads',
    });
    expect(
      await screen.findByText(
        'It is written outside the portal and is changed there.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Copy' })).toBeVisible();
  });

  it('shows markup and turned text as they are', async () => {
    const description = '<b>bold</b> \u202etxet';
    renderPage(<Policies />, {
      api: anAdminsApi({
        getPolicy: jest.fn(async () => {
          const policy = aPolicy();
          return { ...policy, spec: { ...policy.spec, description } };
        }),
      }),
      search: ONE,
    });
    const shown = await screen.findByText(description);
    expect(shown.tagName).toBe('BDI');
  });

  it('that is no more keeps its history', async () => {
    const error = await refusal(404, { code: 'unknown-policy' });
    renderPage(<Policies />, {
      api: anAdminsApi({ getPolicy: jest.fn().mockRejectedValue(error) }),
      search: ONE,
    });
    expect(await screen.findByText('There is no such policy.')).toBeVisible();
    expect(
      await screen.findByText('OPS-77 two hours were not enough'),
    ).toBeVisible();
  });
});

describe('Waiting changes', () => {
  it('are confirmed by somebody else', async () => {
    const { api, container } = renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicyChanges: jest.fn(async () => ({ items: [aChange()] })),
        resolvePolicyChange: jest.fn(async () => ({
          outcome: 'applied',
          changeId: 'change-1',
        })),
      }),
      search: 'changes',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm' }),
    );
    expect(api.resolvePolicyChange).toHaveBeenCalledWith('change-1', {
      verdict: 'confirm',
      comment: '',
    });
    await expectNoBarriers(container);
  });

  it('keep the comment that is written about them until it is sent', async () => {
    const options = {
      api: anAdminsApi({
        listPolicyChanges: jest.fn(async () => ({ items: [aChange()] })),
        resolvePolicyChange: jest.fn(async () => ({
          outcome: 'discarded',
          changeId: 'change-1',
        })),
      }),
      search: 'changes',
    };
    const { unmount } = renderPage(<Policies />, options);
    await userEvent.type(await screen.findByRole('textbox'), 'Not two hours');
    unmount();

    const { api } = renderPage(<Policies />, options);
    expect(await screen.findByRole('textbox')).toHaveValue('Not two hours');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard' }),
    );
    expect(api.resolvePolicyChange).toHaveBeenCalledWith('change-1', {
      verdict: 'discard',
      comment: 'Not two hours',
    });
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it('of one’s own can only be withdrawn', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        listPolicyChanges: jest.fn(async () => ({
          items: [aChange({ proposedBy: ann, mayConfirm: false })],
        })),
      }),
      search: 'changes',
    });
    expect(
      await screen.findByRole('button', { name: 'Withdraw' }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull();
  });
});

describe('Findings', () => {
  it('say what to do, lead to the policy and are filtered by the address', async () => {
    const { api, container } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: 'lint?severity=warning&policy=payments-engineers',
    });
    expect(
      await screen.findByText('Name another group, or remove it.'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'payments-engineers' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/policies/eligibility/payments-engineers'),
    );
    expect(api.listLintFindings).toHaveBeenCalledWith(
      expect.objectContaining({
        severity: 'warning',
        policy: 'payments-engineers',
      }),
      expect.anything(),
    );
    await expectNoBarriers(container);
  });

  it('say since when nothing is wrong', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        listLintFindings: jest.fn(async () => ({
          checkedAt: '2026-11-22T14:55:00.000Z',
          items: [],
          total: 0,
        })),
      }),
      search: 'lint',
    });
    expect(
      await screen.findByText('Nothing is wrong with the policies.'),
    ).toBeVisible();
    expect(screen.getByText(/15:55/)).toBeVisible();
  });
});
