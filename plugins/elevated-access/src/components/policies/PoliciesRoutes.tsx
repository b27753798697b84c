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

import { Alert, ButtonLink } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useMe } from '../../data/queries';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { LoadFailed, NoSuchPage, SkeletonRows } from '../common/States';
import { ExplainPage } from '../explain/ExplainPage';
import { ReachPage } from '../explain/ReachPage';
import { LintPage } from '../lint/LintPage';
import { SettingsPage } from '../settings/SettingsPage';
import { EditPolicyPage, NewPolicyPage } from './editor/EditorPages';
import { PendingChangesPage } from './PendingChangesPage';
import { PoliciesNav } from './PoliciesNav';
import { PolicyListPage } from './PolicyListPage';
import { PolicyPage } from './PolicyPage';
import { mayChange, mayRead } from './roles';
import { SourcesPage } from './SourcesPage';
import { usePolicyLinks } from './usePolicyLinks';

/** The pages about policies, each at an address of its own. */
export function PoliciesRoutes() {
  const me = useMe();
  if (me.isPending) {
    return <SkeletonRows rows={6} height={56} />;
  }
  if (!me.data) {
    return <LoadFailed error={me.error} onRetry={() => me.refetch()} />;
  }
  const forReaders = (page: ReactNode) =>
    mayRead(me.data) ? page : <Denied />;
  const forAdmins = (page: ReactNode) =>
    mayChange(me.data) ? page : <Denied toChange />;
  return (
    <>
      <PoliciesNav me={me.data} />
      <Routes>
        <Route index element={forReaders(<PolicyListPage />)} />
        <Route path="lint" element={forReaders(<LintPage />)} />
        <Route path="changes" element={forReaders(<PendingChangesPage />)} />
        <Route path="sources" element={forReaders(<SourcesPage />)} />
        <Route path="explain" element={<ExplainPage />} />
        <Route path="reach" element={forReaders(<ReachPage />)} />
        <Route path="settings" element={forReaders(<SettingsPage />)} />
        <Route path="new/:kind" element={forAdmins(<NewPolicyPage />)} />
        <Route path=":kind/:name" element={forReaders(<PolicyPage />)} />
        <Route
          path=":kind/:name/edit"
          element={forAdmins(<EditPolicyPage />)}
        />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </>
  );
}

function Denied(props: { toChange?: boolean }) {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(
        props.toChange ? 'policies.denied.change' : 'policies.denied.read',
      )}
      description={t('policies.denied.hint')}
      customActions={
        <ButtonLink size="small" variant="secondary" href={links.explain()}>
          {t('policies.nav.explain')}
        </ButtonLink>
      }
    />
  );
}
