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

import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SettingsView } from 'backstage-plugin-elevated-access-common';
import { Policies } from '../../policyPages';
import { aMe } from '../../__testUtils__/builders';
import { aSettingsView } from '../../__testUtils__/policyBuilders';
import {
  aServerStorage,
  aStorage,
  aTestApi,
  expectNoBarriers,
  renderPage,
} from '../../__testUtils__/renderPage';

jest.setTimeout(60_000);

const DRAFT = 'policyDraft-settings-new';
const CONFIRM = /until another administrator confirms it/;

function anAdminsApi(overrides: Parameters<typeof aTestApi>[0] = {}) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['admin'] })),
    listPolicyChanges: jest.fn(async () => ({ items: [] })),
    listSettingsVersions: jest.fn(async () => ({ items: [] })),
    getSettings: jest.fn(async () => aSettingsView({ fixed: ['approval'] })),
    changeSettings: jest.fn(async () => ({
      outcome: 'applied',
      changeId: null,
    })),
    ...overrides,
  });
}

describe('Settings', () => {
  it('shows what the configuration fixes, which cannot be changed here', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: 'settings',
    });
    expect(
      await screen.findByText(/elevatedAccess\.settings\.approval\)/),
    ).toBeVisible();
    expect(
      screen.getByRole('radio', { name: 'Whoever the policies say' }),
    ).toBeDisabled();
    await expectNoBarriers(container);
  });

  it('sends all settings with what was changed, the version that was seen, and why', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: 'settings',
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Text' }),
      'Maintenance',
    );
    // In the field, and in the banner as it will look.
    expect(screen.getAllByText('Maintenance')).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'OPS-5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(api.changeSettings).toHaveBeenCalledWith({
      settings: {
        ...aSettingsView().settings,
        banner: { text: 'Maintenance', severity: 'info' },
      },
      version: '000000000000',
      comment: 'OPS-5',
    });
  });

  it('keeps what was changed and not saved, until it is saved', async () => {
    const { storage, kept } = aStorage();
    const api = anAdminsApi();
    const first = renderPage(<Policies />, {
      api,
      search: 'settings',
      storage,
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Text' }),
      'Maintenance',
    );
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'OPS-5');
    await waitFor(() =>
      expect(kept.snapshot(DRAFT).value).toMatchObject({ comment: 'OPS-5' }),
    );
    first.unmount();

    renderPage(<Policies />, { api, search: 'settings', storage });
    expect(
      await screen.findByText('This is what you had changed and not saved.'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue(
      'Maintenance',
    );
    expect(screen.getByRole('textbox', { name: /Why/ })).toHaveValue('OPS-5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(kept.snapshot(DRAFT).value).toBeUndefined());
  });

  it('leaves out of a draft what is no setting any more', async () => {
    const { storage, kept } = aStorage();
    await kept.set(DRAFT, {
      document: { gone: true, comment: 'sometimes', confirmChanges: true },
      comment: 'OPS-6',
      version: '000000000000',
    });
    renderPage(<Policies />, {
      api: anAdminsApi(),
      search: 'settings',
      storage,
    });
    const confirmed = { name: CONFIRM };
    expect(await screen.findByRole('switch', confirmed)).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByRole('switch', confirmed)).not.toBeChecked();
    expect(kept.snapshot(DRAFT).value).toBeUndefined();
  });

  it('shows nothing below what is still loading and would push it down', async () => {
    const api = anAdminsApi();
    let answer = (_: SettingsView) => {};
    api.getSettings.mockImplementation(
      () => new Promise(resolve => (answer = resolve)),
    );
    renderPage(<Policies />, { api, search: 'settings' });
    await waitFor(() => expect(api.listSettingsVersions).toHaveBeenCalled());
    const history = { name: 'History' };
    expect(screen.queryByRole('heading', history)).not.toBeInTheDocument();
    act(() => answer(aSettingsView()));
    expect(await screen.findByRole('heading', history)).toBeVisible();
  });

  it('shows nothing below a draft that is still read either', async () => {
    const { storage, kept } = aServerStorage();
    renderPage(<Policies />, {
      api: anAdminsApi({
        getSettings: jest.fn(async () =>
          aSettingsView({ changedAt: '2026-11-20T09:00:00.000Z' }),
        ),
      }),
      search: 'settings',
      storage,
    });
    await screen.findByText(/Last changed/);
    const history = { name: 'History' };
    expect(screen.queryByRole('heading', history)).not.toBeInTheDocument();
    await act(() => kept.remove(DRAFT));
    expect(await screen.findByRole('heading', history)).toBeVisible();
  });

  it('can be changed by administrators only', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
      search: 'settings',
    });
    expect(await screen.findByRole('textbox', { name: 'Text' })).toBeDisabled();
  });

  it('cannot be changed while another change waits', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getSettings: jest.fn(async () =>
          aSettingsView({ pendingChangeId: 'change-1' }),
        ),
      }),
      search: 'settings',
    });
    expect(
      await screen.findByText('A change waits for another administrator'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Text' })).toBeDisabled();
  });
});
