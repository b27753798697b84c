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

import { PluginHeader } from '@backstage/ui';
import { RiShieldKeyholeLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { PageLoading } from './components/common/PageBody';
import {
  Ask,
  HeaderStatus,
  Health,
  Inbox,
  MyAccess,
  NotFound,
  Request,
  useTabs,
} from './pages';
import { OldAllRequests } from './OldAllRequests';
import { OLD_ALL_PATH, tabPaths } from './routes';
import { useText } from './translations/useText';
import { useLinks } from './useLinks';

const Active = lazy(() =>
  import('./auditPages').then(m => ({ default: m.Active })),
);

const Audit = lazy(() =>
  import('./auditPages').then(m => ({ default: m.Audit })),
);

const Policies = lazy(() =>
  import('./policyPages').then(m => ({ default: m.Policies })),
);

/** The page with its tabs, where no framework draws the header. */
export function LegacyPage() {
  const t = useText();
  const links = useLinks();
  const tabs = useTabs();
  return (
    <>
      <PluginHeader
        title={t('title')}
        titleLink={links.root()}
        icon={<RiShieldKeyholeLine />}
        tabs={tabs}
        customActions={<HeaderStatus />}
      />
      <Routes>
        <Route index element={<Navigate to={tabPaths.ask} replace />} />
        <Route path={tabPaths.ask} element={<Ask />} />
        <Route path={tabPaths.myAccess} element={<MyAccess />} />
        <Route path={tabPaths.inbox} element={<Inbox />} />
        <Route
          path={tabPaths.active}
          element={
            <Suspense fallback={<PageLoading />}>
              <Active />
            </Suspense>
          }
        />
        <Route
          path={`${tabPaths.audit}/*`}
          element={
            <Suspense fallback={<PageLoading />}>
              <Audit />
            </Suspense>
          }
        />
        <Route path={OLD_ALL_PATH} element={<OldAllRequests />} />
        <Route
          path={`${tabPaths.policies}/*`}
          element={
            <Suspense fallback={<PageLoading />}>
              <Policies />
            </Suspense>
          }
        />
        <Route path={tabPaths.health} element={<Health />} />
        <Route path="requests/:id" element={<Request />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </>
  );
}
