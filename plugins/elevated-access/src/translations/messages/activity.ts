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

/** What AWS recorded that was done with access. */
export const activity = {
  title: 'What was done',
  none: 'What was done is not recorded here: no source of AWS’s records is set up.',
  notYet:
    'AWS has not delivered its records yet. That takes some minutes; this page shows them by itself.',
  notYetUntil:
    'AWS has not delivered its records yet. All of them should be here by {{when}}; this page shows them by itself.',
  unavailable: 'What was done could not be read.',
  unused: 'The access was never used.',
  unusedSoFar: 'Nothing was done so far, as far as AWS’s records tell.',
  counts_one:
    '{{count}} call, {{writes}} of them changing something, {{errors}} refused',
  counts_other:
    '{{count}} calls, {{writes}} of them changing something, {{errors}} refused',
  covered: 'From {{from}} to {{to}}.',
  partial: 'More may come until {{when}}.',
  read: 'Read from {{source}} {{when}}.',
  truncated: 'More was recorded than is kept here.',
  filter: {
    label: 'Which calls',
    all: 'All',
    writes: 'Changes',
    errors: 'Refused',
    text: 'Call, service, resource, address',
  },
  found_one: '{{count}} call shown',
  found_other: '{{count}} calls shown',
  searching: 'Still looking…',
  no: {
    all: 'No calls.',
    writes: 'Nothing was changed.',
    errors: 'Nothing was refused.',
    match: 'No such call.',
  },
  column: {
    at: 'When',
    what: 'Call',
    kind: 'What it did',
    resources: 'What it was about',
    from: 'From where',
  },
  readOnly: 'read',
  write: 'changed',
  error: 'refused: {{code}}',
  export: {
    action: 'Export',
    csv: 'Table (CSV)',
    jsonl: 'JSON Lines',
    done_one: '{{count}} call saved',
    done_other: '{{count}} calls saved',
    failed: 'This could not be exported. Try again.',
  },
} as const;
