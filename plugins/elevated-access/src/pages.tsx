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
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { RiShieldKeyholeLine } from '@remixicon/react';
import { lazy, useEffect, type ReactNode } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { AskPage } from './components/ask/AskPage';
import { PageBody } from './components/common/PageBody';
import { NoSuchPage } from './components/common/States';
import { common } from './translations/messages/common';
import { useText } from './translations/useText';
import { useLinks } from './useLinks';

// Asking is the first page; the others come when they are opened, without what
// this one has brought already.
const MyAccessPage = lazy(() =>
  import('./components/my-access/MyAccessPage').then(m => ({
    default: m.MyAccessPage,
  })),
);

const InboxPage = lazy(() =>
  import('./components/inbox/InboxPage').then(m => ({ default: m.InboxPage })),
);

const HealthPage = lazy(() =>
  import('./components/health/HealthPage').then(m => ({
    default: m.HealthPage,
  })),
);

const RequestPage = lazy(() =>
  import('./components/request/RequestPage').then(m => ({
    default: m.RequestPage,
  })),
);

export { HeaderStatus } from './components/common/HeaderStatus';

export function Ask() {
  return (
    <PageBody>
      <AskPage />
    </PageBody>
  );
}

export function MyAccess() {
  return (
    <PageBody>
      <MyAccessPage />
    </PageBody>
  );
}

export function Inbox() {
  return (
    <PageBody>
      <InboxPage />
    </PageBody>
  );
}

export function Health() {
  return (
    <PageBody tellsHealth>
      <HealthPage />
    </PageBody>
  );
}

export function Request() {
  const { id = '' } = useParams();
  return (
    <PageBody>
      <RequestPage key={id} id={id} />
    </PageBody>
  );
}

export function NotFound() {
  return (
    <PageBody>
      <NoSuchPage />
    </PageBody>
  );
}

/** The tabs with full addresses, for headers that are not the page's own. */
export function useTabs() {
  const t = useText();
  const links = useLinks();
  return [
    { id: 'request', label: t('tabs.ask'), href: links.ask() },
    { id: 'my-access', label: t('tabs.myAccess'), href: links.myAccess() },
    { id: 'inbox', label: t('tabs.inbox'), href: links.inbox() },
    { id: 'active', label: t('tabs.active'), href: links.active() },
    { id: 'audit', label: t('tabs.audit'), href: links.audit() },
    { id: 'policies', label: t('tabs.policies'), href: links.policies() },
    { id: 'health', label: t('tabs.health'), href: links.health() },
  ];
}

/** Tells the header, which is there before them, what the page and its tabs are called. */
export function TranslatedNames(props: {
  onKnown: (names: ReadonlyMap<string, string>) => void;
}) {
  const { onKnown } = props;
  const t = useText();
  useEffect(
    () =>
      onKnown(
        new Map<string, string>([
          [common.title, t('title')],
          [common.tabs.ask, t('tabs.ask')],
          [common.tabs.myAccess, t('tabs.myAccess')],
          [common.tabs.inbox, t('tabs.inbox')],
          [common.tabs.active, t('tabs.active')],
          [common.tabs.audit, t('tabs.audit')],
          [common.tabs.policies, t('tabs.policies')],
          [common.tabs.health, t('tabs.health')],
        ]),
      ),
    [onKnown, t],
  );
  return null;
}

/** What is no tab in the new frontend system, below a header like the page's. */
function BelowHeader(props: { children: ReactNode }) {
  const t = useText();
  const links = useLinks();
  const tabs = useTabs();
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('elevated-access');
  return (
    <PageLayout
      title={t('title')}
      icon={<RiShieldKeyholeLine />}
      titleLink={links.root()}
      headerActions={headerActions}
      tabs={tabs}
    >
      {props.children}
    </PageLayout>
  );
}

export function RequestWithHeader() {
  return (
    <BelowHeader>
      <Routes>
        <Route path=":id" element={<Request />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </BelowHeader>
  );
}

export function NotFoundWithHeader() {
  return (
    <BelowHeader>
      <NotFound />
    </BelowHeader>
  );
}
