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
import type {
  AccessRequest,
  Me,
} from 'backstage-plugin-elevated-access-common';
import { Audit } from '../../auditPages';
import { PageBody } from '../common/PageBody';
import { RequestPage } from '../request/RequestPage';
import {
  aMe,
  anActiveRequest,
  anAssignment,
  aRequest,
  auditLogs,
  bo,
  dee,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const live = anActiveRequest({ actions: ['revoke'] });
const waiting = aRequest({
  id: 'req-2',
  account: { id: auditLogs.id, name: auditLogs.name },
  actions: [],
});
const ofSomebodyElse = anActiveRequest({ id: 'req-3', requester: dee });

const page = (
  <PageBody>
    <RequestPage id="req-1" />
  </PageBody>
);

function apiFor(roles: Me['roles'], ...requests: AccessRequest[]) {
  const known = new Map(requests.map(request => [request.id, request]));
  const api = aTestApi({
    getMe: jest.fn(async () => aMe({ ...bo, roles })),
    getRequest: jest.fn(async (id: string) => known.get(id)),
    listRequests: jest.fn(async ({ status, requester }) => ({
      items: [...known.values()].filter(
        it =>
          (!status || status.includes(it.status)) &&
          (!requester || requester.includes(it.requester.entityRef)),
      ),
    })),
    revokeAll: jest.fn(async () => {
      known.set('req-1', {
        ...live,
        status: 'ending',
        endReason: 'revoked',
        assignment: anAssignment({ operation: 'delete', phase: 'accepted' }),
      });
      known.set('req-2', { ...waiting, status: 'cancelled' });
      return {
        items: [
          {
            requestId: 'req-1',
            outcome: 'ending',
            request: known.get('req-1'),
          },
          {
            requestId: 'req-2',
            outcome: 'cancelled',
            request: known.get('req-2'),
          },
        ],
      };
    }),
  });
  return { api, known };
}

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Revoke everything' }),
  );
  return screen.findByRole('dialog', { name: /^Revoke everything Ann Li/ });
}

async function confirm(dialog: HTMLElement) {
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: /Comment/ }),
    'Laptop stolen',
  );
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Revoke everything' }),
  );
}

describe('Revoke everything', () => {
  it.each([[[]], [['auditor']]] as Me['roles'][][])(
    'is not offered to %j',
    async roles => {
      renderPage(page, { api: apiFor(roles, live).api });
      await screen.findByRole('button', { name: 'Revoke' });
      expect(
        screen.queryByRole('button', { name: 'Revoke everything' }),
      ).toBeNull();
    },
  );

  it('is not offered for one’s own access', async () => {
    const { api } = apiFor(['admin'], live);
    api.getMe.mockResolvedValue(aMe({ roles: ['admin'] }));
    renderPage(page, { api });
    await screen.findByRole('button', { name: 'Revoke' });
    expect(
      screen.queryByRole('button', { name: 'Revoke everything' }),
    ).toBeNull();
  });

  it('lists what the person holds, and nothing of anybody else', async () => {
    renderPage(page, {
      api: apiFor(['responder'], live, waiting, ofSomebodyElse).api,
    });
    const dialog = await openDialog();
    expect(
      await within(dialog).findByText(
        '2 requests are live, waiting or scheduled:',
      ),
    ).toBeVisible();
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(item => within(item).getByText(/ on /).textContent),
    ).toEqual(['PowerUser on payments-prod', 'PowerUser on audit-logs']);
    await expectNoBarriers(dialog);
  });

  it('needs a comment', async () => {
    const { api } = apiFor(['admin'], live);
    renderPage(page, { api });
    const dialog = await openDialog();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke everything' }),
    );
    expect(within(dialog).getByText(/Write a comment first/)).toBeVisible();
    expect(api.revokeAll).not.toHaveBeenCalled();
  });

  it('shows each end until it is verified gone', async () => {
    const { api, known } = apiFor(['responder'], live, waiting);
    const { signals } = renderPage(page, { api });
    const dialog = await openDialog();
    await confirm(dialog);
    expect(await screen.findByText('1 of 2 verified gone')).toBeVisible();
    expect(api.revokeAll).toHaveBeenCalledWith({
      person: 'user:default/ann.li',
      comment: 'Laptop stolen',
    });
    const list = screen.getByRole('list', { name: 'What became of each' });
    expect(list).toHaveTextContent('AWS is removing this access now');
    expect(list).toHaveTextContent('Cancelled before access began');
    await expectNoBarriers(screen.getByRole('dialog'));

    known.set('req-1', {
      ...live,
      status: 'ended',
      endReason: 'revoked',
      endedAt: '2026-11-22T15:00:00.000Z',
      endedBy: bo,
    });
    signals.send(['req-1']);
    expect(
      await screen.findByText(
        'All 2 requests are verified gone. Ann Li holds nothing more.',
      ),
    ).toBeVisible();
    const [close] = screen.getAllByRole('button', { name: 'Close' });
    await userEvent.click(close);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('keeps its comment until it is sent', async () => {
    const { api } = apiFor(['responder'], live, waiting);
    const { unmount } = renderPage(page, { api });
    await userEvent.type(
      within(await openDialog()).getByRole('textbox', { name: /Comment/ }),
      'Laptop stolen',
    );
    unmount();

    renderPage(page, { api });
    const dialog = await openDialog();
    expect(
      within(dialog).getByRole('textbox', { name: /Comment/ }),
    ).toHaveValue('Laptop stolen');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke everything' }),
    );
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it('says that there was nothing to end', async () => {
    const { api } = apiFor(['responder'], live);
    api.revokeAll.mockResolvedValue({ items: [] });
    renderPage(page, { api });
    await confirm(await openDialog());
    expect(
      await screen.findByText('Ann Li held nothing. There was nothing to end.'),
    ).toBeVisible();
  });

  it('shows why it was refused, and can be tried again', async () => {
    const { api } = apiFor(['responder'], live);
    api.revokeAll.mockRejectedValueOnce(
      await refusal(403, {
        code: 'acting-through-plugin',
        message: 'A plugin may not do this for you.',
        remedy: 'Do it yourself.',
      }),
    );
    renderPage(page, { api });
    const dialog = await openDialog();
    await confirm(dialog);
    expect(
      await within(dialog).findByText('A plugin may not do this for you.'),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke everything' }),
    );
    expect(await screen.findByText('1 of 2 verified gone')).toBeVisible();
  });

  it('says what it does not know when the list cannot be read', async () => {
    const { api } = apiFor(['responder'], live);
    api.listRequests.mockRejectedValue(await refusal(500));
    renderPage(page, { api });
    expect(await openDialog()).toHaveTextContent(
      'What Ann Li holds could not be read. Whatever there is, is ended.',
    );
  });

  it('is offered at the rows of those who hold or wait for something', async () => {
    const { api } = apiFor(['admin'], live, ofSomebodyElse);
    renderPage(<Audit />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Actions for Ann Li' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', {
        name: 'Revoke everything of Ann Li',
      }),
    );
    expect(
      await screen.findByRole('dialog', {
        name: 'Revoke everything Ann Li holds?',
      }),
    ).toBeVisible();
  });
});
