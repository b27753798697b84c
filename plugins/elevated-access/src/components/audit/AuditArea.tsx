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

import { Tab, TabList, Tabs } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import { SkeletonRows } from '../common/States';
import { ReviewPage } from '../reviews/ReviewPage';
import { ReviewsPage } from '../reviews/ReviewsPage';
import { AuditPage } from './AuditPage';
import { EventLogPage } from './EventLogPage';

/** Its pictures bring a library along, so it comes when it is asked for. */
const InsightsPage = lazy(() =>
  import('../insights/InsightsPage').then(m => ({ default: m.InsightsPage })),
);

/** The audit and its parts, each at an address of its own. */
export function AuditArea() {
  const links = useLinks();
  return (
    <>
      <Areas />
      <Routes>
        <Route index element={<AuditPage />} />
        <Route
          path="insights"
          element={
            <Suspense fallback={<SkeletonRows rows={4} height={120} />}>
              <InsightsPage />
            </Suspense>
          }
        />
        <Route path="reviews" element={<ReviewsPage />} />
        <Route path="reviews/:id" element={<ReviewPage />} />
        <Route path="event-log" element={<EventLogPage />} />
        <Route path="*" element={<Navigate to={links.audit()} replace />} />
      </Routes>
    </>
  );
}

function Areas() {
  const t = useAuditText();
  const links = useLinks();
  return (
    <Tabs aria-label={t('audit.areas.label')}>
      <TabList>
        <Tab id="requests" href={links.audit()} matchStrategy="exact">
          {t('audit.areas.requests')}
        </Tab>
        <Tab id="insights" href={links.insights()} matchStrategy="prefix">
          {t('audit.areas.insights')}
        </Tab>
        <Tab id="reviews" href={links.reviews()} matchStrategy="prefix">
          {t('audit.areas.reviews')}
        </Tab>
        <Tab id="event-log" href={links.eventLog()} matchStrategy="prefix">
          {t('audit.areas.eventLog')}
        </Tab>
      </TabList>
    </Tabs>
  );
}
