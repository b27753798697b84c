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

import type { Entity } from '@backstage/catalog-model';
import { eventually, TestPortal } from './__testUtils__/TestPortal';

jest.setTimeout(180_000);

const payments = {
  name: 'payments-prod',
  id: '111122223333',
  tags: {
    owner: 'payments-engineers',
    Owner: 'somebody else',
    'aws:cloudformation:stack-name': 'base',
    'Kostenstelle Größe': 'groß',
  },
};
const cards = { name: 'cards-prod', id: '111122223334' };

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, annotations: elsewhere('url:https://example.com/org') },
    spec: { type: 'team', children: [] },
  };
}

/** As `@backstage/plugin-catalog-backend-module-aws` writes an account. */
function officialAccount(): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'cards-prod',
      title: 'cards-prod',
      annotations: {
        ...elsewhere('aws-cloud-accounts:o-octantbank1'),
        'amazonaws.com/account-id': cards.id,
        'amazonaws.com/arn': `arn:aws:organizations::100000000001:account/o-octantbank1/${cards.id}`,
        'amazonaws.com/organization-id': 'o-octantbank1',
      },
    },
    spec: { type: 'cloud-account', owner: 'unknown' },
  };
}

function elsewhere(location: string): Record<string, string> {
  return {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
  };
}

describe('accounts in the catalog', () => {
  let portal: TestPortal | undefined;

  afterEach(() => portal?.stop());

  it('come from AWS with owners and relations, and go when AWS no longer has them', async () => {
    const running = await TestPortal.start([payments, cards], {
      owner: {
        default: 'group:default/platform',
        rules: [{ ou: '/Workloads/Prod', owner: 'group:default/production' }],
      },
    });
    portal = running;
    await running.others.provide([group('payments-engineers')]);

    await eventually(async () => {
      const accounts = await running.entities('aws-account');
      expect([...accounts.keys()].sort()).toEqual([
        'cards-prod',
        'management',
        'payments-prod',
      ]);
      const units = await running.entities('aws-organizational-unit');
      const prod = `resource:default/${units.get('Prod')?.metadata.name}`;
      const relations = (title: string) =>
        accounts
          .get(title)
          ?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`);
      expect(relations('payments-prod')).toEqual([
        `dependsOn ${prod}`,
        'ownedBy group:default/payments-engineers',
      ]);
      expect(relations('cards-prod')).toContain(
        'ownedBy group:default/production',
      );
      expect(relations('management')).toEqual([
        'ownedBy group:default/platform',
      ]);
      expect(units.get('Prod')?.relations).toEqual(
        expect.arrayContaining([
          {
            type: 'dependencyOf',
            targetRef: 'resource:default/aws-account-111122223333',
          },
        ]),
      );
      const found = await running.entities(
        'aws-account',
        ',relations.ownedBy=group:default/payments-engineers,metadata.annotations.tags.elevated-access.io/aws-cloudformation-stack-name=base',
      );
      expect([...found.keys()]).toEqual(['payments-prod']);
      const sets = await running.entities('aws-permission-set');
      expect(sets.get('ReadOnly')?.spec?.owner).toBe('group:default/platform');
    });

    await running.reorganize([payments]);
    await eventually(async () =>
      expect(await running.accounts()).toEqual(['management', 'payments-prod']),
    );
  });

  it('stay as they are while AWS cannot be read', async () => {
    const running = await TestPortal.start([payments]);
    portal = running;
    await eventually(async () =>
      expect(await running.accounts()).toEqual(['management', 'payments-prod']),
    );
    running.breakAws();
    await eventually(async () =>
      expect((await running.directory()).lastError).toMatch(/AccessDenied/),
    );
    expect(await running.accounts()).toEqual(['management', 'payments-prod']);
  });

  it('are left to the official module where it has them, and taken back when it goes', async () => {
    const running = await TestPortal.start([payments, cards]);
    portal = running;
    await eventually(async () =>
      expect(await running.accounts()).toContain('cards-prod'),
    );
    await running.others.provide([officialAccount()]);
    await eventually(async () =>
      expect(await running.accounts()).toEqual(['management', 'payments-prod']),
    );
    expect([...(await running.entities('cloud-account')).keys()]).toEqual([
      'cards-prod',
    ]);
    await running.others.provide([]);
    await eventually(async () =>
      expect(await running.accounts()).toContain('cards-prod'),
    );
  });

  it('do not start with a configuration that names no owner', async () => {
    await expect(
      TestPortal.start([payments], { owner: { default: 'The Team' } }),
    ).rejects.toThrow(
      /catalog\.providers\.elevatedAccess\.owner\.default is "The Team"/,
    );
  });
});
