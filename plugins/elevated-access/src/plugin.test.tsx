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

import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import plugin, { elevatedAccessApiRef } from '.';
import alpha from './alpha';
import { LegacyPage } from './LegacyPage';
import { aMe } from './__testUtils__/builders';
import { aTestApi, renderPage } from './__testUtils__/renderPage';

function renderAt(path: string, api = aTestApi()) {
  return renderTestApp({
    features: [plugin],
    apis: [[elevatedAccessApiRef, api]],
    initialRouteEntries: [path],
  });
}

describe('The plugin in the new frontend system', () => {
  it('is the same instance at both entry points', () => {
    expect(alpha).toBe(plugin);
  });

  it('opens with the tab Request', async () => {
    renderAt('/elevated-access');
    expect(
      await screen.findByRole('heading', { name: 'Request access' }),
    ).toBeVisible();
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'Request',
      'My access',
      'Inbox',
      'Active',
      'Audit',
      'Policies',
      'Health',
    ]);
  });

  it('keeps what a tab shows while its address changes', async () => {
    renderAt('/elevated-access/audit/requests');
    const tabs = await screen.findByRole('tab', { name: 'Policies' });
    const part = await screen.findByRole('tab', { name: 'Event log' });
    await userEvent.click(part);
    await screen.findByRole('heading', { name: 'Event log' });
    // Drawn anew, they would have lost the focus and whatever was typed.
    expect(tabs).toBeInTheDocument();
    expect(part).toBeInTheDocument();
  });

  it('links deeply to a request, below the same tabs', async () => {
    const api = aTestApi();
    renderAt('/elevated-access/requests/req-1', api);
    expect(
      await screen.findByRole('heading', {
        name: 'PowerUser on payments-prod',
      }),
    ).toBeVisible();
    expect(api.getRequest).toHaveBeenCalledWith('req-1', expect.anything());
    expect(screen.getByRole('tab', { name: 'Inbox' })).toHaveAttribute(
      'href',
      '/elevated-access/inbox',
    );
  });

  it.each(['nonsense', 'inboxes', 'requests', 'requests/a/b'])(
    'says below the tabs that there is no page %s',
    async path => {
      renderAt(`/elevated-access/${path}`);
      expect(await screen.findByText('There is no such page')).toBeVisible();
      expect(screen.getByRole('tab', { name: 'Inbox' })).toHaveAttribute(
        'href',
        '/elevated-access/inbox',
      );
    },
  );

  it('leads old links to all requests to the audit', async () => {
    const api = aTestApi();
    renderAt('/elevated-access/all?show=waiting', api);
    expect(
      await screen.findByRole('heading', { name: 'Who is waiting for access' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('tab', { name: 'Audit', selected: true }),
    ).toBeVisible();
  });

  it('shows each part of the audit at its own address', async () => {
    renderAt('/elevated-access/audit/event-log');
    expect(
      await screen.findByRole('heading', { name: 'Event log' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('tab', { name: 'Event log', selected: true }),
    ).toBeVisible();
  });

  it('shows who has access at its own address', async () => {
    renderAt('/elevated-access/active');
    expect(
      await screen.findByText(/Nobody whose access you may end/),
    ).toBeVisible();
  });

  it('shows the health at its own address', async () => {
    renderAt('/elevated-access/health');
    expect(await screen.findByText('Everything is on time.')).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Health' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('shows in the header that AWS is a demo and how much waits', async () => {
    renderAt(
      '/elevated-access/my-access',
      aTestApi({
        getMe: jest.fn(async () =>
          aMe({
            counts: { inbox: 3, live: 0 },
            aws: { region: 'eu-north-1', demo: true },
          }),
        ),
      }),
    );
    expect(await screen.findByText('DEMO AWS')).toBeVisible();
    expect(
      screen.getByRole('link', { name: '3 waiting for you' }),
    ).toHaveAttribute('href', '/elevated-access/inbox');
  });
});

describe('The page for the old frontend system', () => {
  it('shows the same tabs and opens with Request', async () => {
    renderPage(<LegacyPage />);
    expect(
      await screen.findByRole('heading', { name: 'Request access' }),
    ).toBeVisible();
    expect(screen.getByRole('tab', { name: 'My access' })).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Audit' })).toHaveAttribute(
      'href',
      '/elevated-access/audit',
    );
  });
});
