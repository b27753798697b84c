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

import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Container } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import {
  accountEntity,
  annEntity,
  annotatedApi,
  paymentsApi,
  paymentsGroup,
  permissionSetEntity,
} from '../src/__testUtils__/entities';
import { EntityAccessCard } from '../src/components/catalog/EntityAccessCard';
import { EntityAccessContent } from '../src/components/catalog/EntityAccessContent';
import { EntityRequestAccessCard } from '../src/components/catalog/EntityRequestAccessCard';
import {
  hasElevatedAccess,
  mayRunInAwsAccounts,
} from '../src/components/catalog/subject';
import { MyInbox } from '../src/components/home/MyInbox';
import { MyLiveAccess } from '../src/components/home/MyLiveAccess';
import { AccountSearchResult } from '../src/components/search/AccountSearchResult';

const entities = [
  accountEntity,
  permissionSetEntity,
  annEntity,
  paymentsGroup,
  paymentsApi,
  annotatedApi,
];

/** Stands in for the catalog: `/catalog/default/<kind>/<name>`, with our parts only. */
function EntityPage() {
  const { name } = useParams();
  const entity =
    entities.find(({ metadata }) => metadata.name === name) ?? annEntity;
  return (
    <Container>
      <EntityProvider entity={entity}>
        {mayRunInAwsAccounts(entity) && <EntityRequestAccessCard />}
        {hasElevatedAccess(entity) && (
          <>
            <EntityAccessCard />
            <EntityAccessContent />
          </>
        )}
      </EntityProvider>
    </Container>
  );
}

/** Stands in for the pages of other plugins: home and search. */
function Elsewhere() {
  return (
    <Container>
      <Card>
        <CardHeader>My AWS access</CardHeader>
        <CardBody>
          <MyLiveAccess />
        </CardBody>
      </Card>
      <Card>
        <CardHeader>Waiting for my decision</CardHeader>
        <CardBody>
          <MyInbox />
        </CardBody>
      </Card>
      <AccountSearchResult
        result={{
          title: 'payments-prod',
          text: 'Workloads/Prod env:prod owner:payments',
          location: '/elevated-access/request?search=111122223333',
        }}
      />
    </Container>
  );
}

/** Pages of other plugins, as far as this one stands on them. */
export const otherPages = createFrontendPlugin({
  pluginId: 'elsewhere',
  extensions: [
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <EntityPage />,
      },
    }),
    PageBlueprint.make({
      name: 'home',
      params: {
        path: '/elsewhere',
        title: 'Elsewhere',
        loader: async () => <Elsewhere />,
      },
    }),
  ],
});
