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

/** The page "Active". */
export const active = {
  title: 'Access you can end',
  overdue_one:
    '{{count}} access is overdue: AWS has not confirmed that it is gone.',
  overdue_other:
    '{{count}} accesses are overdue: AWS has not confirmed that they are gone.',
  empty: 'Nobody whose access you may end has access now.',
  emptyHint:
    'Approvers see here what they may approve, responders and administrators everything that is live.',
  emptyFiltered: 'Nothing that is live matches these filters.',
} as const;
