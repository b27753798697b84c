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

import { Navigate, useLocation } from 'react-router-dom';
import type { Filters } from './data/audit/filters';
import { statusesOf } from './data/status';
import { useLinks } from './useLinks';

/** What the parameter `show` of the page "All requests" stood for. */
const shown: Record<string, Filters> = {
  live: { status: statusesOf('live') },
  waiting: { status: statusesOf('waiting') },
  ended: { status: statusesOf('past') },
  all: {},
};

/** Leads links to the page "All requests" to the audit, which took its place. */
export function OldAllRequests() {
  const links = useLinks();
  const { search } = useLocation();
  const show = new URLSearchParams(search).get('show') ?? 'live';
  return <Navigate to={links.audit(shown[show] ?? shown.live)} replace />;
}
