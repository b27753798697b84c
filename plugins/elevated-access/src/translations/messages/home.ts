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

/** The parts that stand on a portal's home page. */
export const home = {
  myAccess: {
    title: 'My AWS access',
    description: 'The elevated access that I hold now, and until when',
    none: 'You hold no elevated access.',
    request: 'Request access',
    left: '{{span}} left',
    waiting_one: '{{count}} request waits or is scheduled',
    waiting_other: '{{count}} requests wait or are scheduled',
    all: 'My access',
  },
  inbox: {
    title: 'Waiting for my decision',
    description: 'Requests for AWS access that I may decide on',
    none: 'Nothing waits for you.',
    ask: '{{who}}: {{what}}',
    details: 'for {{duration}} · asked {{when}}',
    all_one: 'Open the inbox ({{count}} waiting)',
    all_other: 'Open the inbox ({{count}} waiting)',
  },
} as const;
