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

import type { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { SearchResultListItemExtensions } from '@backstage/plugin-search-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import type { JSX } from 'react';
import { Route, Routes } from 'react-router-dom';
import {
  elevatedAccessApiRef,
  ElevatedAccessPage,
  elevatedAccessPlugin,
  ElevatedAccessSearchResultListItem,
  EntityElevatedAccessCard,
  EntityElevatedAccessContent,
  EntityRequestElevatedAccessCard,
  HomePageElevatedAccessInbox,
  HomePageMyElevatedAccess,
  rootRouteRef,
} from '.';
import { anActiveRequest, aRequest } from './__testUtils__/builders';
import { accountEntity, paymentsApi } from './__testUtils__/entities';
import { aTestApi } from './__testUtils__/renderPage';

/** A portal on the old frontend system. */
function renderInOldApp(
  element: JSX.Element,
  options: { api?: ReturnType<typeof aTestApi>; entity?: Entity } = {},
) {
  const { api = aTestApi(), entity } = options;
  return renderInTestApp(
    <TestApiProvider apis={[[elevatedAccessApiRef, api]]}>
      {entity ? (
        <EntityProvider entity={entity}>{element}</EntityProvider>
      ) : (
        element
      )}
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/elevated-access': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

/** The page, mounted where the portal's administrator wanted it. */
function renderPageAt(address: string) {
  return renderInTestApp(
    <TestApiProvider apis={[[elevatedAccessApiRef, aTestApi()]]}>
      <Routes>
        <Route path="/access-to-aws/*" element={<ElevatedAccessPage />} />
      </Routes>
    </TestApiProvider>,
    { routeEntries: [address] },
  );
}

const holding = () =>
  aTestApi({
    listRequests: jest.fn(async ({ view }) => ({
      items: [view === 'inbox' ? aRequest() : anActiveRequest()],
    })),
  });

describe('In a portal on the old frontend system', () => {
  it('the page shows its tabs', async () => {
    await renderPageAt('/access-to-aws');
    expect(await screen.findByRole('tab', { name: 'Inbox' })).toHaveAttribute(
      'href',
      '/access-to-aws/inbox',
    );
  });

  it('an address that is no tab says so below the tabs', async () => {
    await renderPageAt('/access-to-aws/nonsense');
    expect(await screen.findByRole('tab', { name: 'Inbox' })).toBeVisible();
    expect(await screen.findByText('There is no such page')).toBeVisible();
  });

  it('the plugin brings the client of its API', () => {
    expect([...elevatedAccessPlugin.getApis()].map(({ api }) => api)).toEqual([
      elevatedAccessApiRef,
    ]);
  });

  it('the card of an account says who has access now', async () => {
    await renderInOldApp(<EntityElevatedAccessCard />, {
      entity: accountEntity,
      api: holding(),
    });
    expect(await screen.findByText('1 person has access now')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Request access to payments-prod' }),
    ).toBeVisible();
  });

  it('the tab of an account shows its requests', async () => {
    await renderInOldApp(<EntityElevatedAccessContent />, {
      entity: accountEntity,
      api: holding(),
    });
    expect(await screen.findByRole('row', { name: /Ann Li/ })).toBeVisible();
  });

  it('the card of a component shows the accounts behind it', async () => {
    await renderInOldApp(<EntityRequestElevatedAccessCard />, {
      entity: paymentsApi,
      api: aTestApi({
        getEntityAccess: jest.fn(async () => ({
          items: [],
          truncated: false,
        })),
      }),
    });
    expect(
      await screen.findByText('No AWS account is known to be behind this.'),
    ).toBeVisible();
  });

  it('the cards of the home page show what is held and what waits', async () => {
    await renderInOldApp(
      <>
        <HomePageMyElevatedAccess />
        <HomePageElevatedAccessInbox title="To decide" />
      </>,
      { api: holding() },
    );
    expect(await screen.findByText('My AWS access')).toBeVisible();
    expect(
      await screen.findByRole('button', { name: 'I’m done' }),
    ).toBeVisible();
    expect(await screen.findByText('To decide')).toBeVisible();
    expect(
      await screen.findByRole('link', {
        name: 'Ann Li: PowerUser on payments-prod',
      }),
    ).toBeVisible();
  });

  it('the search shows accounts with our item and leaves the rest alone', async () => {
    const document = {
      title: 'payments-prod',
      text: 'Workloads/Prod',
      location: '/elevated-access/request',
      accountId: '111122223333',
    };
    await renderInOldApp(
      <SearchResultListItemExtensions
        results={[
          { type: 'aws-account', document, rank: 1 },
          {
            type: 'techdocs',
            document: { title: 'A page', text: 'of docs', location: '/docs' },
            rank: 2,
          },
        ]}
      >
        <ElevatedAccessSearchResultListItem />
      </SearchResultListItemExtensions>,
    );
    expect(
      await screen.findByRole('link', {
        name: 'Request access to payments-prod',
      }),
    ).toBeVisible();
    expect(screen.getByText('A page')).toBeVisible();
    expect(
      screen.getAllByRole('link', { name: /^Request access/ }),
    ).toHaveLength(1);
  });
});
