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
import { Active } from '../../auditPages';
import { MyAccess } from '../../pages';
import {
  anActiveRequest,
  anExtendableRequest,
  aRequest,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

function apiWith(...requests: AccessRequest[]) {
  return aTestApi({
    listRequests: jest.fn(async ({ status = [] }) => ({
      items: requests.filter(request => status.includes(request.status)),
    })),
  });
}

const revocable = anActiveRequest({ actions: ['revoke'] });

async function press(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
}

async function writeInto(dialog: HTMLElement, field: RegExp, text: string) {
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: field }),
    text,
  );
}

describe('A dialog whose row leaves the page', () => {
  it('stays with what was typed, and says what happened', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async () => ({ items: [revocable] })),
    });
    const { signals } = renderPage(<Active />, { api });
    await press('Revoke');
    const dialog = await screen.findByRole('dialog');
    await writeInto(dialog, /Comment/, 'Incident 4711');

    api.listRequests.mockResolvedValue({ items: [] });
    api.getRequest.mockResolvedValue(
      anActiveRequest({ status: 'ended', actions: [] }),
    );
    signals.send(['req-1']);
    expect(
      await within(dialog).findByText('This access has ended meanwhile.'),
    ).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    const comment = within(dialog).getByRole('textbox', { name: /Comment/ });
    expect(comment).toHaveValue('Incident 4711');
    expect(comment).toHaveAttribute('readonly');
    expect(
      within(dialog).getByRole('button', { name: 'Revoke it' }),
    ).toBeDisabled();
    await expectNoBarriers(dialog);

    await press('Not now');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.body).not.toHaveFocus());
    expect(api.revoke).not.toHaveBeenCalled();
  });

  it('stays usable as long as the access does', async () => {
    const api = aTestApi({
      listRequests: jest.fn(async () => ({ items: [revocable] })),
    });
    const { signals } = renderPage(<Active />, { api });
    await press('Revoke');
    const dialog = await screen.findByRole('dialog');
    await writeInto(dialog, /Comment/, 'Incident 4711');
    // Another filter, another page: the row is gone and the access is not.
    api.getRequest.mockResolvedValue(revocable);
    api.listRequests.mockResolvedValue({ items: [] });
    signals.send(['req-1']);
    await waitFor(() =>
      expect(screen.queryByRole('row')).not.toBeInTheDocument(),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke it' }),
    );
    await waitFor(() =>
      expect(api.revoke).toHaveBeenCalledWith('req-1', {
        comment: 'Incident 4711',
      }),
    );
  });

  it('keeps the reason for more time when the access ends', async () => {
    const api = apiWith(anExtendableRequest());
    const { signals } = renderPage(<MyAccess />, { api });
    await press('More time');
    const dialog = await screen.findByRole('dialog');
    await writeInto(dialog, /Reason/, 'The queue still drains');
    api.listRequests.mockResolvedValue({ items: [] });
    api.getRequest.mockResolvedValue(
      anExtendableRequest({ status: 'ending', actions: [], extension: null }),
    );
    signals.send(['req-1']);
    expect(
      await within(dialog).findByText('AWS is removing this access already.'),
    ).toBeVisible();
    expect(within(dialog).getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'The queue still drains',
    );
    expect(
      within(dialog).getByRole('button', { name: /^Ask for/ }),
    ).toBeDisabled();
    await expectNoBarriers(dialog);
  });

  it('says so when the request cannot be seen any more', async () => {
    const api = apiWith(aRequest({ actions: ['cancel'] }));
    const { signals } = renderPage(<MyAccess />, { api });
    await press('Cancel request');
    const dialog = await screen.findByRole('dialog');
    api.listRequests.mockResolvedValue({ items: [] });
    api.getRequest.mockRejectedValue(await refusal(404));
    signals.send(['req-1']);
    expect(
      await within(dialog).findByText(/does not exist any more/),
    ).toBeVisible();
  });
});

describe('What was typed into a dialog', () => {
  it('is there again until it is sent', async () => {
    const api = apiWith(aRequest({ actions: ['cancel'] }));
    const { unmount } = renderPage(<MyAccess />, { api });
    await press('Cancel request');
    await writeInto(await screen.findByRole('dialog'), /Comment/, 'Not needed');
    unmount();

    renderPage(<MyAccess />, { api });
    await press('Cancel request');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByRole('textbox', { name: /Comment/ }),
    ).toHaveValue('Not needed');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel the request' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.cancel).toHaveBeenCalledWith('req-1', { comment: 'Not needed' });
    expect(sessionStorage).toHaveLength(0);
  });

  it('is kept for the reason of more time, too', async () => {
    const api = apiWith(anExtendableRequest());
    const { unmount } = renderPage(<MyAccess />, { api });
    await press('More time');
    await writeInto(await screen.findByRole('dialog'), /Reason/, 'It drains');
    unmount();

    renderPage(<MyAccess />, { api });
    await press('More time');
    expect(
      within(await screen.findByRole('dialog')).getByRole('textbox', {
        name: /Reason/,
      }),
    ).toHaveValue('It drains');
  });
});
