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

import { mockCredentials } from '@backstage/backend-test-utils';
import { someSettings } from '../domain/__testUtils__/policyBuilders';
import { problem } from '../domain/problems';
import type { PolicyService } from '../policies/types';
import { CallerFactory } from './Caller';
import { SelfDescription } from './SelfDescription';

const ANN = 'user:default/ann.li';

async function describeAnn(getPolicies: PolicyService['getPolicies']) {
  const person = {
    entityRef: ANN,
    displayName: 'Ann Li',
    annotations: {},
    groupRefs: [],
  };
  const description = new SelfDescription({
    identity: {
      find: async () => ({
        userId: 'u-1',
        userName: 'ann.li',
        displayName: 'Ann Li',
        enabled: true,
      }),
    },
    lists: { countInbox: async () => 2, countLive: async () => 1 },
    policies: { getPolicies },
    aws: { region: 'eu-north-1', demo: false },
  });
  return description.describe(
    new CallerFactory({
      people: { getPerson: async () => person },
      roles: { admin: [], auditor: [], responder: [] },
    }).create({ credentials: mockCredentials.user(ANN) }),
  );
}

describe('SelfDescription', () => {
  it.each([
    null,
    { text: 'No access during the move on Sunday.', severity: 'warning' },
  ] as const)(
    'tells everybody what administrators have to say: %p',
    async banner => {
      await expect(
        describeAnn(async () => ({
          eligibility: [],
          approval: [],
          settings: someSettings({ banner }),
        })),
      ).resolves.toMatchObject({ entityRef: ANN, banner });
    },
  );

  it('goes without while settings cannot be read, and says the rest', async () => {
    await expect(
      describeAnn(async () => {
        throw problem('unavailable', {
          code: 'database-unavailable',
          reason: 'The policies cannot be read.',
          remedy: 'Wait.',
        });
      }),
    ).resolves.toMatchObject({
      banner: null,
      counts: { inbox: 2, live: 1 },
      identityCenter: { state: 'enabled' },
    });
  });
});
