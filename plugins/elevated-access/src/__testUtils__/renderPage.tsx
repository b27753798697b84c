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

import type { StorageApi } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { ResponseError } from '@backstage/errors';
import {
  catalogApiRef,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { act, type RenderResult } from '@testing-library/react';
import {
  requestStatuses,
  type AccessRequest,
  type ElevatedAccessApi,
  type ProblemCode,
} from 'backstage-plugin-elevated-access-common';
import { axe } from 'jest-axe';
import type { JSX } from 'react';
import { useLocation } from 'react-router-dom';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { rootRouteRef } from '../routes';
import { ClockProvider, type Clock } from '../time/clock';
import {
  aBackground,
  anActivity,
  aDrift,
  aHealth,
  aMe,
  anExtension,
  aPreflight,
  aRequest,
  aRequestable,
} from './builders';

/** A Sunday afternoon; in Stockholm, where the tests read, it is 16:00. */
export const NOW = '2026-11-22T15:00:00.000Z';

/** A clock that stands still until told otherwise; short waits are over at once. */
export class TestClock implements Clock {
  #now = Date.parse(NOW);
  readonly #tickers = new Set<() => void>();

  now() {
    return this.#now;
  }

  every(_ms: number, callback: () => void) {
    this.#tickers.add(callback);
    return () => {
      this.#tickers.delete(callback);
    };
  }

  after(_ms: number, callback: () => void) {
    let cancelled = false;
    Promise.resolve().then(() => {
      if (!cancelled) {
        callback();
      }
    });
    return () => {
      cancelled = true;
    };
  }

  advance(milliseconds: number) {
    this.#now += milliseconds;
    act(() => this.#tickers.forEach(ticker => ticker()));
  }
}

type Mocked = { [K in keyof ElevatedAccessApi]: jest.Mock };

/** A backend that answers everything and offers one thing. */
export function aTestApi(overrides: Partial<Mocked> = {}): Mocked {
  const api: Mocked = {
    getMe: jest.fn(async () => aMe()),
    getHealth: jest.fn(async () => aHealth()),
    listRequestable: jest.fn(async () => ({
      items: [aRequestable()],
      directorySyncedAt: NOW,
    })),
    preflight: jest.fn(async () => ({ items: [aPreflight()] })),
    createRequests: jest.fn(async () => ({
      batchId: 'batch-9',
      items: [aRequest({ id: 'req-9' })],
    })),
    listRequests: jest.fn(async () => ({ items: [] })),
    getRequest: jest.fn(async id => (await listed(id)) ?? aRequest()),
    listRequestEvents: jest.fn(async () => ({ items: [] })),
    decide: jest.fn(async () => aRequest({ status: 'scheduled' })),
    cancel: jest.fn(async () => aRequest({ status: 'cancelled' })),
    release: jest.fn(async () => aRequest({ status: 'ending' })),
    revoke: jest.fn(async () => aRequest({ status: 'ending' })),
    extend: jest.fn(async () => anExtension()),
    revokeAll: jest.fn(async () => ({ items: [] })),
    getDrift: jest.fn(async () => aDrift()),
    decideMany: jest.fn(never),
    getRequestBackground: jest.fn(async () => aBackground()),
    exportRequests: jest.fn(never),
    getActivity: jest.fn(async () => anActivity()),
    exportActivity: jest.fn(never),
    getAccessReport: jest.fn(never),
    listAccessReviews: jest.fn(never),
    getAccessReview: jest.fn(never),
    getEntityAccess: jest.fn(never),
    exportEventLog: jest.fn(never),
    verifyEventLog: jest.fn(never),
    explain: jest.fn(never),
    listPolicies: jest.fn(never),
    getPolicy: jest.fn(never),
    listPolicyVersions: jest.fn(never),
    createPolicy: jest.fn(never),
    changePolicy: jest.fn(never),
    listPolicyChanges: jest.fn(never),
    resolvePolicyChange: jest.fn(never),
    listPolicySources: jest.fn(never),
    validatePolicy: jest.fn(never),
    listLintFindings: jest.fn(never),
    getPolicyCoverage: jest.fn(never),
    getAccountReach: jest.fn(never),
    getSettings: jest.fn(never),
    changeSettings: jest.fn(never),
    listSettingsVersions: jest.fn(never),
    ...overrides,
  };
  return api;

  /** A request by itself is what the list says of it. */
  async function listed(id: string): Promise<AccessRequest | undefined> {
    const answer = await api.listRequests.getMockImplementation()?.({
      status: requestStatuses,
    });
    return answer?.items.find((request: AccessRequest) => request.id === id);
  }
}

/** An answer that never comes. */
export function never(): Promise<never> {
  return new Promise<never>(() => {});
}

/** A refusal as the backend words it. */
export function refusal(
  status: number,
  problem: {
    code?: ProblemCode;
    message?: string;
    field?: string;
    remedy?: string;
  } = {},
): Promise<ResponseError> {
  const body = {
    error: { name: 'Error', message: 'No', ...problem },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      statusText: 'Refused',
      headers: { 'content-type': 'application/json' },
    }),
  );
}

/** Signals that the test sends itself, as text like those of a real server. */
export class TestSignals implements SignalApi {
  readonly #listeners = new Set<(message: string) => void>();

  subscribe<TMessage extends JsonObject>(
    _channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    const listener = (message: string) => onMessage(JSON.parse(message));
    this.#listeners.add(listener);
    return {
      unsubscribe: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  send(requestIds: string[]) {
    const message = JSON.stringify({ requestIds });
    act(() => this.#listeners.forEach(listener => listener(message)));
  }
}

type TestStorage = ReturnType<typeof mockApis.storage>;

/** What the plugin keeps for the reader. */
export function aStorage(): { storage: TestStorage; kept: StorageApi } {
  const storage = mockApis.storage();
  return { storage, kept: storage.forBucket('elevated-access') };
}

/** The same on a server: it is known once the server answers, which is when it is set. */
export function aServerStorage(): ReturnType<typeof aStorage> {
  const { storage, kept } = aStorage();
  jest
    .spyOn(kept, 'snapshot')
    .mockImplementation(key => ({ key, presence: 'unknown' }));
  return { storage, kept };
}

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{`${pathname}${search}`}</output>;
}

/** Renders a page of the plugin as a portal would. */
export function renderPage(
  page: JSX.Element,
  options: {
    api?: Mocked;
    clock?: TestClock;
    signals?: TestSignals;
    search?: string;
    catalog?: CatalogApi;
    storage?: TestStorage;
  } = {},
): RenderResult & { api: Mocked; clock: TestClock; signals: TestSignals } {
  const {
    api = aTestApi(),
    clock = new TestClock(),
    signals = new TestSignals(),
    search = '',
    catalog = catalogApiMock(),
    storage = mockApis.storage(),
  } = options;
  const result = renderInTestApp(
    <ClockProvider clock={clock} zone="Europe/Stockholm" locale="en-GB">
      {page}
      <Address />
    </ClockProvider>,
    {
      apis: [
        [elevatedAccessApiRef, api],
        [signalApiRef, signals],
        [catalogApiRef, catalog],
        storage,
      ],
      mountedRoutes: { '/elevated-access': rootRouteRef },
      initialRouteEntries: [`/${search}`],
    },
  );
  return { ...result, api, clock, signals };
}

/** What a screen reader or a keyboard user would stumble over. */
export async function expectNoBarriers(container: Element): Promise<void> {
  const results = await axe(container, {
    rules: {
      // The page is rendered without the portal around it.
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  expect(
    results.violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map(node => node.html),
    })),
  ).toEqual([]);
}
