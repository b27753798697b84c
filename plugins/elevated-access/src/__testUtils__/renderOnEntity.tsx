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
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { RenderResult } from '@testing-library/react';
import type { JSX } from 'react';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { rootRouteRef } from '../routes';
import { ClockProvider } from '../time/clock';
import { aTestApi, TestClock, TestSignals } from './renderPage';

/** Renders something that stands on an entity's page, or on a page of another plugin. */
export function renderOnEntity(
  element: JSX.Element,
  options: {
    entity?: Entity;
    api?: ReturnType<typeof aTestApi>;
  } = {},
): RenderResult & {
  api: ReturnType<typeof aTestApi>;
  clock: TestClock;
  signals: TestSignals;
} {
  const { entity, api = aTestApi() } = options;
  const clock = new TestClock();
  const signals = new TestSignals();
  const result = renderInTestApp(
    <ClockProvider clock={clock} zone="Europe/Stockholm" locale="en-GB">
      {entity ? (
        <EntityProvider entity={entity}>{element}</EntityProvider>
      ) : (
        element
      )}
    </ClockProvider>,
    {
      apis: [
        [elevatedAccessApiRef, api],
        [signalApiRef, signals],
        mockApis.storage(),
      ],
      mountedRoutes: {
        '/elevated-access': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return { ...result, api, clock, signals };
}
