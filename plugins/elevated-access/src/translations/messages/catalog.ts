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

/** The parts that stand on pages of the catalog. */
export const catalog = {
  tab: 'Access',
  live: {
    title: 'Who has access now',
    titleUser: 'AWS access now',
    titleGroup: 'AWS access of members now',
    titleWorkload: 'Who has access to its AWS accounts now',
    people_one: '{{count}} person has access now',
    people_other: '{{count}} people have access now',
    accesses_one: '{{count}} access is live now',
    accesses_other: '{{count}} accesses are live now',
    atLeast: 'At least {{number}}, the first to end on top',
    none: 'Nobody has elevated access now.',
    noneUser: 'No elevated access now.',
    noneGroup: 'No member has elevated access now.',
    scope: 'You see your own access and that which you may decide on.',
    all: 'All of it',
    more_one: '{{count}} more',
    more_other: '{{count}} more',
  },
  request: 'Request access',
  requestFor: 'Request access to {{account}}',
  requestSet: 'Request {{permissionSet}} on {{account}}',
  what: '{{permissionSet}} on {{account}}',
  ask: {
    title: 'AWS access',
    because: {
      annotation: 'named in this entity’s annotations',
      relation: 'this entity depends on it',
      owner: 'it has the same owner',
    },
    likely: 'Most likely',
    none: 'No AWS account is known to be behind this.',
    noneHint:
      'Accounts are found by the annotation {{annotation}}, by what it depends on, and by its owner.',
    nothing: 'There is nothing here that you may ask for.',
    whyNot: 'Why not?',
    whyNotFor: 'Why may I not ask for access to {{account}}?',
    upTo: 'up to {{duration}}',
    approval: {
      required: 'with approval',
      'not-required': 'without approval',
      depends: 'approval depends on the duration or the time',
    },
    more_one: 'Show {{count}} more account',
    more_other: 'Show {{count}} more accounts',
    truncated: 'There are more accounts than are listed here.',
    search: 'Search all that you may ask for',
    audit_one: 'Who has and had access to it',
    audit_other: 'Who has and had access to them',
  },
  history: {
    title: 'Access to this account',
    titlePermissionSet: 'Access by this permission set',
    titleUser: 'AWS access of this person',
    titleGroup: 'AWS access of members',
    titleWorkload: 'Access to the AWS accounts it runs in',
    audit: 'Open in Audit',
    none: 'Nobody you may see has asked for it yet.',
    scope: 'You see your own requests and those that you may decide on.',
    column: {
      who: 'Who',
      permissionSet: 'Permission set',
      account: 'Account',
      status: 'Status',
      when: 'From and until',
      reason: 'Reason',
    },
    open: 'Open the request of {{who}} for {{permissionSet}} on {{account}}',
    asked: 'asked {{when}}',
    fromTo: '{{from}} to {{to}}',
    all_one: 'That is all: {{count}} request.',
    all_other: 'That is all: {{count}} requests.',
  },
} as const;
