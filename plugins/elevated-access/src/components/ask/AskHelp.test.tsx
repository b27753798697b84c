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

import { act, screen, waitFor, within } from '@testing-library/react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import userEvent from '@testing-library/user-event';
import {
  catalogAnnotations,
  type Explanation,
} from 'backstage-plugin-elevated-access-common';
import { Ask } from '../../pages';
import {
  ann,
  aMe,
  aRequestable,
  auditLogs,
  dee,
  paymentsProd,
  powerUser,
} from '../../__testUtils__/builders';
import { anEntity } from '../../__testUtils__/entities';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const REASON = 'Deploy is stuck, restarting workers';

/** Types a reason, and comes back later in the same tab. */
async function typeAndLeave() {
  const { unmount } = renderPage(<Ask />);
  await userEvent.click(await screen.findByRole('option'));
  await userEvent.type(
    await screen.findByRole('textbox', { name: /^Reason/ }),
    REASON,
  );
  unmount();
}

describe('What was typed and not sent', () => {
  it('is there again after the page was left or the session ended, and said to be', async () => {
    await typeAndLeave();
    const { container } = renderPage(<Ask />);
    expect(
      await screen.findByText('This is what you had typed and not sent.'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /^Reason/ })).toHaveValue(
      REASON,
    );
    expect(
      screen.getByRole('heading', { name: 'PowerUser on payments-prod' }),
    ).toBeVisible();
    await expectNoBarriers(container);
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(await screen.findByRole('searchbox')).toBeVisible();
  });

  it('is nobody else’s', async () => {
    await typeAndLeave();
    renderPage(<Ask />, {
      api: aTestApi({ getMe: jest.fn(async () => aMe({ ...dee })) }),
    });
    expect(await screen.findByRole('searchbox')).toBeVisible();
    expect(screen.queryByDisplayValue(REASON)).not.toBeInTheDocument();
  });

  it('gives way to a link that asks for something', async () => {
    await typeAndLeave();
    renderPage(<Ask />, {
      search:
        '?account=111122223333&permissionSet=PowerUser&reason=From+a+link',
    });
    expect(await screen.findByRole('textbox', { name: /^Reason/ })).toHaveValue(
      'From a link',
    );
  });

  it('is forgotten once it was sent', async () => {
    const { unmount } = renderPage(<Ask />);
    await userEvent.click(await screen.findByRole('option'));
    await userEvent.type(
      await screen.findByRole('textbox', { name: /^Reason/ }),
      REASON,
    );
    const send = screen.getByRole('button', { name: 'Request access' });
    await waitFor(() => expect(send).toBeEnabled());
    await userEvent.click(send);
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent('req-9'),
    );
    unmount();
    renderPage(<Ask />);
    expect(await screen.findByRole('searchbox')).toBeVisible();
  });

  const failures: Array<[string, () => Promise<unknown>, RegExp]> = [
    ['the session has ended', () => refusal(401), /your session has ended/],
    ['the reader may not', () => refusal(403), /Nothing was sent/],
    ['the backend fails', () => refusal(500), /Nothing was sent/],
    [
      'nothing answers',
      async () => new TypeError('Failed to fetch'),
      /It is not known whether the request arrived/,
    ],
  ];
  it.each(failures)(
    'stays, and is said to, when %s',
    async (_, error, text) => {
      const api = aTestApi();
      api.createRequests.mockRejectedValue(await error());
      renderPage(<Ask />, { api });
      await userEvent.click(await screen.findByRole('option'));
      const reason = await screen.findByRole('textbox', { name: /^Reason/ });
      await userEvent.type(reason, REASON);
      const send = screen.getByRole('button', { name: 'Request access' });
      await waitFor(() => expect(send).toBeEnabled());
      await userEvent.click(send);
      expect(await screen.findByText(text)).toBeVisible();
      expect(reason).toHaveValue(REASON);
    },
  );
});

describe('Favourites', () => {
  it('are marked on what was picked, and picked from then on with one press', async () => {
    renderPage(<Ask />);
    await userEvent.click(await screen.findByRole('option'));
    const star = await screen.findByRole('button', {
      name: 'Favourite: PowerUser on payments-prod',
    });
    expect(star).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(star);
    expect(star).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    const shortcut = await screen.findByRole('link', {
      name: 'PowerUser on payments-prod',
    });
    expect(shortcut).toHaveAttribute(
      'href',
      expect.stringContaining(
        `account=111122223333&permissionSet=${encodeURIComponent(
          powerUser.arn,
        )}`,
      ),
    );
    expect(screen.getByRole('option')).toHaveTextContent('Favourite');
  });

  it('are marked with the star of a row without picking it', async () => {
    const { container } = renderPage(<Ask />);
    await screen.findByRole('option');
    await userEvent.click(screen.getByTitle('Mark as favourite'));
    expect(await screen.findByTitle('No longer a favourite')).toBeVisible();
    expect(screen.getByRole('searchbox')).toBeVisible();
    await expectNoBarriers(container);
  });
});

describe('The search', () => {
  it('is reached with / from anywhere but a field', async () => {
    renderPage(<Ask />);
    const search = await screen.findByRole('searchbox');
    search.blur();
    await userEvent.keyboard('/');
    expect(search).toHaveFocus();
    await userEvent.keyboard('a/b');
    expect(search).toHaveValue('a/b');
  });

  it('begins with what the address says', async () => {
    const api = aTestApi();
    renderPage(<Ask />, { api, search: '?search=payments' });
    expect(await screen.findByRole('searchbox')).toHaveValue('payments');
    await waitFor(() =>
      expect(api.listRequestable).toHaveBeenCalledWith(
        expect.objectContaining({ search: 'payments' }),
        expect.anything(),
      ),
    );
  });

  it('names its list after the search that found it, until another one has', async () => {
    const api = aTestApi();
    renderPage(<Ask />, { api });
    const list = await screen.findByRole('listbox', {
      name: 'What you may request',
    });
    let answer = (_: unknown) => {};
    api.listRequestable.mockImplementation(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    await userEvent.type(screen.getByRole('searchbox'), 'pay');
    await waitFor(() =>
      expect(api.listRequestable).toHaveBeenCalledWith(
        expect.objectContaining({ search: 'pay' }),
        expect.anything(),
      ),
    );
    expect(list).toHaveAccessibleName('What you may request');
    await act(async () => answer({ items: [aRequestable()] }));
    expect(
      await screen.findByRole('listbox', {
        name: 'What you may request, matching “pay”',
      }),
    ).toBeVisible();
  });
});

const refused: Explanation = {
  person: ann,
  account: { id: auditLogs.id, name: auditLogs.name },
  permissionSet: { arn: powerUser.arn, name: powerUser.name },
  outcome: 'refused',
  refusal: {
    code: 'not-eligible',
    reason: 'No policy lets you request this.',
    remedy: 'Ask the owners of audit-logs.',
  },
  policy: null,
  checks: [],
  eligibility: [
    {
      policy: 'security',
      version: '1',
      effect: 'allow',
      priority: 1,
      applies: false,
      answers: false,
      checks: [
        { check: 'subject', ok: false, detail: 'You are not in security.' },
      ],
      change: 'you were a member of security',
    },
  ],
  approvalPolicies: [],
  approval: null,
};

const auditAccount = anEntity('Resource', `aws-account-${auditLogs.id}`, {
  type: 'aws-account',
  title: auditLogs.name,
  annotations: { [catalogAnnotations.accountId]: auditLogs.id },
});

const permissionSetField = () =>
  screen.getByRole('combobox', { name: /Permission set/ });

describe('Why can’t I', () => {
  it('says why, what would have to change, and whom to ask', async () => {
    const api = aTestApi({ explain: jest.fn(async () => refused) });
    const { container } = renderPage(<Ask />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Why can’t I/ }),
    );
    await userEvent.type(
      await screen.findByRole('combobox', { name: /Account/ }),
      '4444 5555 6666',
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.type(permissionSetField(), 'poweruser');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Tell me why' }));
    expect(
      await screen.findByText('You may not request PowerUser on audit-logs.'),
    ).toBeVisible();
    expect(api.explain).toHaveBeenCalledWith(
      {
        accountId: auditLogs.id,
        permissionSetArn: powerUser.arn,
        duration: 'PT15M',
      },
      expect.anything(),
    );
    expect(screen.getByText('Ask the owners of audit-logs.')).toBeVisible();
    expect(screen.getByText(/^It would if:/)).toHaveTextContent(
      'It would if: you were a member of security',
    );
    await expectNoBarriers(container);
  });

  it('takes the name of an account', async () => {
    const api = aTestApi({ explain: jest.fn(async () => refused) });
    renderPage(<Ask />, {
      api,
      catalog: catalogApiMock({ entities: [auditAccount] }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Why can’t I/ }),
    );
    const account = await screen.findByRole('combobox', { name: /Account/ });
    await userEvent.type(account, 'Audit-Logs');
    expect(
      await screen.findByRole('option', { name: /audit-logs/ }),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await userEvent.type(permissionSetField(), 'poweruser');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Tell me why' }));
    expect(
      await screen.findByText('You may not request PowerUser on audit-logs.'),
    ).toBeVisible();
    expect(api.explain).toHaveBeenCalledWith(
      expect.objectContaining({ accountId: auditLogs.id }),
      expect.anything(),
    );
  });

  it('takes a permission set from the list, which says when none fits', async () => {
    const api = aTestApi({ explain: jest.fn(async () => refused) });
    renderPage(<Ask />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Why can’t I/ }),
    );
    await userEvent.type(
      await screen.findByRole('combobox', { name: /Account/ }),
      auditLogs.id,
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.type(permissionSetField(), 'zebra');
    expect(
      await screen.findByRole('option', { name: 'Nothing found' }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.clear(permissionSetField());
    await userEvent.type(permissionSetField(), 'pow');
    await userEvent.click(
      await screen.findByRole('option', { name: 'PowerUser' }),
    );
    expect(permissionSetField()).toHaveValue('PowerUser');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Tell me why' }),
    );
    expect(api.explain).toHaveBeenCalledWith(
      expect.objectContaining({ permissionSetArn: powerUser.arn }),
      expect.anything(),
    );
  });

  it('does not ask about what is no account and no permission set', async () => {
    const api = aTestApi();
    renderPage(<Ask />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Why can’t I/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Tell me why' }),
    );
    expect(
      await screen.findByText(/not the name of exactly one account/),
    ).toBeVisible();
    expect(screen.getByText(/This name is not known here/)).toBeVisible();
    expect(permissionSetField()).toHaveAttribute('aria-invalid', 'true');
    expect(permissionSetField()).toHaveAccessibleDescription(
      expect.stringContaining('This name is not known here'),
    );
    expect(api.explain).not.toHaveBeenCalled();
  });

  it('is open, filled in, when a link asks for what is not offered', async () => {
    const api = aTestApi();
    api.listRequestable.mockImplementation(async ({ search }) => ({
      items: search?.includes(auditLogs.id) ? [] : [aRequestable()],
      directorySyncedAt: '2026-11-22T15:00:00.000Z',
    }));
    renderPage(<Ask />, {
      api,
      search: `?account=${auditLogs.id}&account=${paymentsProd.id}&permissionSet=PowerUser`,
    });
    const panel = await screen.findByRole('region', {
      name: 'Why can’t I request it?',
    });
    expect(
      within(panel).getByRole('combobox', { name: /Account/ }),
    ).toHaveValue(auditLogs.id);
    expect(
      screen.getByText(
        /You may not request PowerUser · 444455556666. The others are filled in/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'PowerUser on payments-prod' }),
    ).toBeVisible();
  });
});
