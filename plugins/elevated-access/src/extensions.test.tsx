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
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import plugin, { elevatedAccessApiRef } from '.';
import {
  accountEntity,
  anEntity,
  annEntity,
  paymentsApi,
  paymentsGroup,
  permissionSetEntity,
} from './__testUtils__/entities';
import { aTestApi } from './__testUtils__/renderPage';

function renderEntityPage(entity: Entity) {
  return renderTestApp({
    features: [plugin],
    extensions: [createTestEntityPage({ entity })],
    apis: [
      [
        elevatedAccessApiRef,
        aTestApi({
          getEntityAccess: jest.fn(async () => ({
            items: [],
            truncated: false,
          })),
        }),
      ],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const live = ['Who has access now', /^AWS access .*now$/];

describe('On pages of the catalog in the new frontend system', () => {
  it.each([
    ['an account', accountEntity],
    ['a permission set', permissionSetEntity],
  ])('%s says who has access now', async (_, entity) => {
    renderEntityPage(entity);
    expect(
      await screen.findByRole('heading', { name: 'Who has access now' }),
    ).toBeVisible();
    expect(screen.queryByText('AWS access')).not.toBeInTheDocument();
  });

  it.each([
    ['a user', annEntity, 'AWS access now'],
    ['a group', paymentsGroup, 'AWS access of members now'],
  ])('%s says what access there is', async (_, entity, name) => {
    renderEntityPage(entity);
    expect(await screen.findByRole('heading', { name })).toBeVisible();
  });

  it.each([
    ['a component', paymentsApi],
    ['a system', anEntity('System', 'payments')],
    ['an API', anEntity('API', 'orders')],
    ['a resource', anEntity('Resource', 'orders', { type: 's3-bucket' })],
  ])('%s offers to request access', async (_, entity) => {
    renderEntityPage(entity);
    expect(
      await screen.findByRole('heading', { name: 'AWS access' }),
    ).toBeVisible();
    for (const name of live) {
      expect(screen.queryByRole('heading', { name })).not.toBeInTheDocument();
    }
  });
});

describe('The plugin', () => {
  it.each([
    'entity-card:elevated-access/access',
    'entity-card:elevated-access/request',
    'entity-content:elevated-access/access',
    'home-page-widget:elevated-access/my-access',
    'home-page-widget:elevated-access/inbox',
    'search-result-list-item:elevated-access/account',
    'search-filter-result-type:elevated-access/account',
  ] as const)('has %s, which portals may configure by this name', id => {
    expect(plugin.getExtension(id)).toBeDefined();
  });
});
