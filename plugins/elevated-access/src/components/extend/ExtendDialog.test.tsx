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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { MyAccess } from '../../pages';
import { PageBody } from '../common/PageBody';
import { RequestPage } from '../request/RequestPage';
import {
  anActiveExtension,
  anActiveRequest,
  anExtendableRequest,
  anExtension,
  aPreflight,
  aStrictRequest,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

function apiWith(...requests: AccessRequest[]) {
  return aTestApi({
    getRequest: jest.fn(async (id: string) =>
      requests.find(request => request.id === id),
    ),
    listRequests: jest.fn(async ({ status = [] }) => ({
      items: requests.filter(request => status.includes(request.status)),
    })),
  });
}

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'More time' }),
  );
  return screen.findByRole('dialog', {
    name: 'More time on PowerUser on payments-prod',
  });
}

const says = async (dialog: HTMLElement, reason: string) =>
  userEvent.type(
    within(dialog).getByRole('textbox', { name: /Reason/ }),
    reason,
  );

describe('More time', () => {
  it('is offered only where the access can be extended', async () => {
    renderPage(<MyAccess />, { api: apiWith(anActiveRequest()) });
    await screen.findByRole('button', { name: 'I’m done' });
    expect(screen.queryByRole('button', { name: 'More time' })).toBeNull();
  });

  it('shows the end that it would get beside the one that it has', async () => {
    renderPage(<MyAccess />, { api: apiWith(anExtendableRequest()) });
    const dialog = await openDialog();
    expect(dialog).toHaveTextContent(
      'Access lasts until 17:10 (in 1 h 10 min) instead of 16:40.',
    );
    expect(dialog).toHaveTextContent(
      'Sessions begun before then may last until 18:10.',
    );
    expect(dialog).toHaveTextContent(
      'After this, it can be extended 1 more time.',
    );
    await userEvent.click(
      within(dialog).getByRole('radio', { name: '15 min' }),
    );
    expect(dialog).toHaveTextContent(
      'until 16:55 (in 55 min) instead of 16:40',
    );
    await expectNoBarriers(dialog);
  });

  it('counts from the end of what already prolongs the access', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        anExtendableRequest({ actions: ['release'], extension: null }),
        anActiveExtension(),
      ),
    });
    const dialog = await openDialog();
    expect(dialog).toHaveTextContent(
      'until 17:40 (in 1 h 40 min) instead of 17:10',
    );
    expect(dialog).toHaveTextContent('This is the last time');
  });

  it('tells of a strict window when the last session can begin', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        aStrictRequest({
          actions: ['extend'],
          extension: { maxDuration: 'PT30M', remaining: 1 },
        }),
      ),
    });
    expect(await openDialog()).toHaveTextContent(
      'New sessions can begin until 17:10 (in 1 h 10 min) instead of 16:40; all access is over at 18:10.',
    );
  });

  it('sends what was chosen and shows the answer beneath the card', async () => {
    const api = apiWith(anExtendableRequest());
    renderPage(<MyAccess />, { api });
    const dialog = await openDialog();
    await says(dialog, 'The queue still drains');
    api.listRequests.mockImplementation(async ({ status = [] }) => ({
      items: [
        anExtendableRequest({ actions: ['release'] }),
        anExtension(),
      ].filter(request => status.includes(request.status)),
    }));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask for 30 min more' }),
    );
    expect(await screen.findByText('30 min more')).toBeVisible();
    expect(api.extend).toHaveBeenCalledWith('req-1', {
      duration: 'PT30M',
      reason: 'The queue still drains',
      ticket: 'OPS-31',
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      screen.getByText('Asked for more time on PowerUser on payments-prod'),
    ).toBeInTheDocument();
  });

  it('asks for what the policy wants to read before it sends anything', async () => {
    const api = apiWith(anExtendableRequest({ ticket: null }));
    api.preflight.mockResolvedValue({
      items: [
        aPreflight({
          policy: {
            name: 'payments-engineers',
            risk: 'normal',
            maxDuration: 'PT2H',
            reason: { required: true, minLength: 10 },
            ticket: { required: true, minLength: 0 },
          },
        }),
      ],
    });
    renderPage(<MyAccess />, { api });
    const dialog = await openDialog();
    await says(dialog, 'short');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask for 30 min more' }),
    );
    expect(
      within(dialog).getByText('At least 10 characters are needed.'),
    ).toBeVisible();
    expect(within(dialog).getByText('A ticket is needed.')).toBeVisible();
    expect(api.extend).not.toHaveBeenCalled();
  });

  it('does not send more than may be asked for', async () => {
    renderPage(<MyAccess />, { api: apiWith(anExtendableRequest()) });
    const dialog = await openDialog();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Other' }));
    const minutes = await within(dialog).findByRole('textbox', {
      name: 'Minutes',
    });
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '31');
    await userEvent.tab();
    expect(
      within(dialog).getByText('At most 30 minutes (30 min).'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: /^Ask for/ }),
    ).toBeDisabled();
  });

  it('shows at the field what the backend refused', async () => {
    const api = apiWith(anExtendableRequest());
    api.extend.mockRejectedValue(
      await refusal(400, {
        code: 'reason-invalid',
        field: 'reason',
        message: 'The reason names no incident.',
        remedy: 'Name it.',
      }),
    );
    renderPage(<MyAccess />, { api });
    const dialog = await openDialog();
    await says(dialog, 'The queue still drains');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask for 30 min more' }),
    );
    expect(
      await within(dialog).findByText('The reason names no incident. Name it.'),
    ).toBeVisible();
  });

  it('shows in the dialog what the backend refused as a whole', async () => {
    const api = apiWith(anExtendableRequest());
    api.extend.mockRejectedValue(
      await refusal(409, {
        code: 'not-extendable',
        message: 'The access has just ended.',
        remedy: 'Request it again.',
      }),
    );
    renderPage(<MyAccess />, { api });
    const dialog = await openDialog();
    await says(dialog, 'The queue still drains');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask for 30 min more' }),
    );
    expect(
      await within(dialog).findByText('The access has just ended.'),
    ).toBeVisible();
    await expectNoBarriers(dialog);
  });

  it('is offered on the request’s page, which shows the whole of the time', async () => {
    const { container } = renderPage(
      <PageBody>
        <RequestPage id="req-1" />
      </PageBody>,
      {
        api: apiWith(
          anExtendableRequest(),
          anActiveExtension(),
          anExtension({ id: 'req-3', extends: 'req-2' }),
        ),
      },
    );
    expect(
      await screen.findByText('Active until 17:10 (in 1 h 10 min)'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'More time' })).toBeVisible();
    expect(screen.getByText('30 min more')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says on the extension’s page which access it prolongs, until when, and what it was', async () => {
    const api = apiWith(anExtendableRequest(), anExtension());
    api.listRequestEvents.mockResolvedValue({
      items: [
        {
          id: '1',
          type: 'request.created',
          at: '2026-11-22T14:58:00.000Z',
          actor: {
            kind: 'user',
            entityRef: 'user:default/ann.li',
            displayName: 'Ann Li',
          },
          data: { reason: 'The queue still drains' },
        },
      ],
    });
    renderPage(
      <PageBody>
        <RequestPage id="req-2" />
      </PageBody>,
      { api },
    );
    const note = await screen.findByText(/^More time on/);
    expect(note).toHaveTextContent(
      'More time on PowerUser on payments-prod: until 17:10 (in 1 h 10 min) (was 16:40)',
    );
    expect(
      within(note).getByRole('link', { name: 'PowerUser on payments-prod' }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(await screen.findByText(/asked for more time/)).toBeVisible();
  });
});
