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

/** The page "Insights" of the audit. */
export const insights = {
  title: 'What access adds up to',
  scope: 'Only requests that you may see are counted.',
  period: {
    label: 'Period',
    days7: '7 days',
    days30: '30 days',
    days90: '90 days',
    days365: '1 year',
    own: 'Other',
    ownLabel: 'From and to',
    days: '{{from}} to {{to}}',
  },
  empty: 'Nobody asked for access in this period.',
  figure: {
    requests: 'Asked for',
    given: 'Given',
    rejected: 'Rejected',
    expired: 'Nobody decided',
    failed: 'Failed',
    median: 'Time to approve, half of all',
    p95: 'Time to approve, 95 of 100',
    automatic: 'Approved by nobody',
    neverUsed: 'Never used',
    overdue: 'Overdue',
    noneApproved: 'none was approved',
    share: '{{percent}} %',
    of: '{{part}} of {{all}}',
    noneKnown: 'not known',
    onTime: 'none',
  },
  overTime: 'Access over time',
  step: {
    hour: 'Per hour, in UTC',
    day: 'Per day, in UTC',
    week: 'Per week, in UTC',
    month: 'Per month, in UTC',
  },
  series: {
    requests: 'Asked for',
    given: 'Given',
    rejected: 'Rejected',
    live: 'Live at some moment',
  },
  busiestAccounts: 'Busiest accounts',
  busiestPermissionSets: 'Busiest permission sets',
  busiestPeople: 'Who asks most',
  none: 'None in this period.',
  asTable: 'As a table',
  column: {
    at: 'From',
    name: 'Name',
    share: 'Given of asked',
  },
  show: 'Show the requests for {{name}}',
} as const;
