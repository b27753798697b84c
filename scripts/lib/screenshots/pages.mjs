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

import { review } from './review.mjs';

/**
 * Every page of the plugin: who looks at it, where it is, and what they do there
 * before the picture is taken; `answers` stand in for the backend's, by path.
 */
export function pagesOf({ active, permissionSet }) {
  const at = route => `/elevated-access/${route}`;
  return [
    { name: 'ask', who: 'Ann Li', url: at('request') },
    {
      name: 'ask-form',
      who: 'Ann Li',
      url: at(
        'request?account=111122223334&permissionSet=PowerUser&reason=Postings+of+today+hang&ticket=OPS-34',
      ),
    },
    { name: 'my-access', who: 'Ann Li', url: at('my-access') },
    { name: 'request', who: 'Ann Li', url: at(`requests/${active}`) },
    { name: 'inbox', who: 'Bo Ek', url: at('inbox') },
    { name: 'audit', who: 'Dana Roy', url: at('audit') },
    {
      name: 'audit-timeline',
      who: 'Dana Roy',
      url: at('audit'),
      act: async page => {
        await page.getByRole('radio', { name: 'Timeline' }).click();
        await page.getByRole('radio', { name: '6 hours' }).click();
      },
    },
    { name: 'insights', who: 'Dana Roy', url: at('audit/insights') },
    {
      name: 'review',
      who: 'Bo Ek',
      url: at(`audit/reviews/${review.id}`),
      shows: review.unusedPolicies[0].name,
      answers: { [`/api/elevated-access/reviews/${review.id}`]: review },
    },
    { name: 'reviews', who: 'Dana Roy', url: at('audit/reviews') },
    {
      name: 'event-log',
      who: 'Dana Roy',
      url: at('audit/event-log'),
      act: page => page.getByRole('button', { name: 'Verify now' }).click(),
    },
    { name: 'policies', who: 'Eli Stone', url: at('policies') },
    {
      name: 'policy',
      who: 'Eli Stone',
      url: at('policies/eligibility/payments-engineers-production'),
    },
    {
      name: 'policy-editor',
      who: 'Eli Stone',
      url: at('policies/new/eligibility?copy=payments-engineers-production'),
    },
    { name: 'lint', who: 'Eli Stone', url: at('policies/lint') },
    { name: 'changes', who: 'Eli Stone', url: at('policies/changes') },
    { name: 'sources', who: 'Eli Stone', url: at('policies/sources') },
    {
      name: 'explain',
      who: 'Eli Stone',
      url: at(
        `policies/explain?${new URLSearchParams({
          person: 'user:default/ann.li',
          account: '111122223333',
          permissionSet,
        })}`,
      ),
    },
    {
      name: 'reach',
      who: 'Dana Roy',
      url: at('policies/reach?account=111122223333'),
    },
    { name: 'settings', who: 'Eli Stone', url: at('policies/settings') },
    {
      name: 'catalog-account',
      who: 'Eli Stone',
      url: '/catalog/default/resource/aws-account-111122223333',
      shows: 'Who has access now',
    },
    {
      name: 'catalog-access',
      who: 'Eli Stone',
      url: '/catalog/default/resource/aws-account-111122223333/elevated-access',
      shows: 'PowerUser',
    },
    {
      name: 'catalog-component',
      who: 'Ann Li',
      url: '/catalog/default/component/payments-api',
      shows: 'AWS access',
    },
    {
      name: 'catalog-system',
      who: 'Ann Li',
      url: '/catalog/default/system/payments',
      shows: 'AWS access',
    },
    {
      name: 'catalog-user',
      who: 'Eli Stone',
      url: '/catalog/default/user/ann.li',
      shows: 'AWS access now',
    },
    {
      name: 'catalog-group',
      who: 'Eli Stone',
      // Its first tab begins with a drawing of all its members.
      url: '/catalog/default/group/payments-engineers/elevated-access',
      shows: 'Open in Audit',
    },
    { name: 'home', who: 'Bo Ek', url: '/', shows: 'Open the inbox' },
    {
      name: 'search',
      who: 'Ann Li',
      url: '/search?query=payments&types%5B%5D=aws-account',
      shows: 'Request access',
    },
    {
      name: 'active',
      who: 'Eli Stone',
      url: at('active'),
      afterItWentWrong: true,
    },
    {
      name: 'health',
      who: 'Eli Stone',
      url: at('health'),
      afterItWentWrong: true,
    },
  ];
}
