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

import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  type ResourceEntity,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import {
  aDirectory,
  anAccount,
  aPermissionSet,
} from '../__testUtils__/directory';
import type { Directory } from '../directory/types';
import { entitiesOf } from './entities';
import { Owners, type OwnerRule } from './Owners';
import { REVISION_ANNOTATION } from './resource';

function toEntities(
  directory: Directory,
  options: { leaveOut?: string[]; rules?: OwnerRule[] } = {},
): ResourceEntity[] {
  return entitiesOf(directory, {
    owners: new Owners({
      tagKey: 'owner',
      rules: options.rules ?? [],
      fallback: 'group:default/platform',
      onInvalidTag: () => {},
    }),
    leaveOut: new Set(options.leaveOut),
  });
}

function only(entities: ResourceEntity[], type: string): ResourceEntity[] {
  return entities.filter(({ spec }) => spec.type === type);
}

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** What the catalog checks before it takes an entity, and what its search index does afterwards. */
async function expectAcceptable(entity: ResourceEntity): Promise<void> {
  await expect(policy.enforce(entity)).resolves.toBe(entity);
  await expect(resourceEntityV1alpha1Validator.check(entity)).resolves.toBe(
    true,
  );
  const keys = Object.keys(entity.metadata.annotations ?? {});
  expect(new Set(keys.map(key => key.toLowerCase())).size).toBe(keys.length);
}

describe('accounts, organizational units and permission sets as entities', () => {
  it('says of an account what its page and other plugins need', () => {
    const [account] = only(
      toEntities(aDirectory({ accounts: [anAccount()] })),
      'aws-account',
    );
    expect(account).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'aws-account-111122223333',
        title: 'payments-prod',
        labels: { 'amazonaws.com/account-status': 'active' },
        annotations: {
          'backstage.io/managed-by-location': 'elevated-access:directory',
          'backstage.io/managed-by-origin-location':
            'elevated-access:directory',
          'backstage.io/view-url':
            'https://console.aws.amazon.com/organizations/v2/home/accounts/111122223333',
          'amazonaws.com/account-id': '111122223333',
          'amazonaws.com/arn':
            'arn:aws:organizations::100000000001:account/o-octantbank1/111122223333',
          'amazonaws.com/organization-id': 'o-octantbank1',
          'elevated-access.io/organizational-unit-id': 'ou-ab12-prod0000',
          'elevated-access.io/organizational-unit-path': '/Workloads/Prod',
          'tags.elevated-access.io/owner': 'payments-engineers',
          [REVISION_ANNOTATION]: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
        links: [
          {
            url: 'https://octant.awsapps.com/start',
            title: 'AWS access portal',
          },
        ],
      },
      spec: {
        type: 'aws-account',
        owner: 'group:default/payments-engineers',
        dependsOn: ['resource:default/aws-ou-ab12-prod0000'],
      },
    });
  });

  it('says of a permission set what it is called and how long its sessions last', () => {
    const [set] = only(toEntities(aDirectory()), 'aws-permission-set');
    expect(set).toMatchObject({
      metadata: {
        name: 'aws-permission-set-1111222233334444',
        title: 'PowerUser',
        description: 'Everything but IAM',
        annotations: {
          'amazonaws.com/arn': aPermissionSet().arn,
          'elevated-access.io/permission-set-name': 'PowerUser',
          'elevated-access.io/session-duration': 'PT4H',
        },
      },
      spec: { owner: 'group:default/platform' },
    });
  });

  it('links each account to its organizational unit and each unit to the one above it, up to the root', () => {
    const entities = toEntities(aDirectory());
    const dependencies = Object.fromEntries(
      entities.map(entity => [
        entity.metadata.title,
        entity.spec.dependsOn ?? [],
      ]),
    );
    expect(dependencies).toMatchObject({
      'octant-management': [],
      'payments-prod': ['resource:default/aws-ou-ab12-prod0000'],
      Prod: ['resource:default/aws-ou-ab12-workload'],
      Workloads: [],
    });
    const refs = entities.map(entity => stringifyEntityRef(entity));
    expect(refs).toEqual(
      expect.arrayContaining(Object.values(dependencies).flat()),
    );
  });

  it('leaves closed accounts out, and suspended ones in', () => {
    const states = ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'];
    const accounts = only(
      toEntities(
        aDirectory({
          accounts: states.map((state, index) =>
            anAccount({ id: `11112222333${index}`, state }),
          ),
        }),
      ),
      'aws-account',
    );
    expect(
      accounts.map(
        ({ metadata }) => metadata.labels?.['amazonaws.com/account-status'],
      ),
    ).toEqual(['active', 'suspended', 'pending_closure']);
  });

  it('leaves out accounts that the catalog has from elsewhere, and keeps their organizational units', () => {
    const entities = toEntities(aDirectory(), { leaveOut: ['111122223333'] });
    expect(entities.map(({ metadata }) => metadata.title)).not.toContain(
      'payments-prod',
    );
    expect(entities.map(({ metadata }) => metadata.title)).toContain('Prod');
  });

  it.each([
    ['aws', 'https://console.aws.amazon.com/'],
    ['aws-cn', 'https://console.amazonaws.cn/'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/'],
    ['aws-iso', 'https://octant.awsapps.com/start'],
  ])('links to the console of the partition %s', (partition, address) => {
    const { origin } = aDirectory();
    const [account] = only(
      toEntities(
        aDirectory({
          origin: {
            ...origin,
            organizationArn: `arn:${partition}:organizations::100000000001:organization/o-octantbank1`,
          },
        }),
      ),
      'aws-account',
    );
    expect(account.metadata.annotations).toMatchObject({
      'backstage.io/view-url': expect.stringContaining(address),
      'amazonaws.com/arn': expect.stringContaining(
        `arn:${partition}:organizations::`,
      ),
    });
  });

  it('links to the access portal, and to no console, where AWS is played', () => {
    const { origin } = aDirectory();
    const accessPortalUrl = 'http://127.0.0.1:4599/portal';
    const entities = toEntities(
      aDirectory({ origin: { ...origin, demo: true, accessPortalUrl } }),
    );
    for (const { metadata } of entities) {
      expect(metadata.annotations?.['backstage.io/view-url']).toBe(
        accessPortalUrl,
      );
    }
  });

  it.each([undefined, 'data:text/html,portal', 'https://', 'portal'])(
    'does without links where the access portal is %p and AWS is played',
    accessPortalUrl => {
      const { origin } = aDirectory();
      const entities = toEntities(
        aDirectory({
          origin: {
            managementAccountId: origin.managementAccountId,
            region: 'eu-west-1',
            demo: true,
            accessPortalUrl,
          },
        }),
      );
      for (const { metadata } of entities) {
        expect(metadata.links).toBeUndefined();
        expect(metadata.annotations).not.toHaveProperty([
          'backstage.io/view-url',
        ]);
      }
    },
  );

  it('gives an entity another revision exactly when it is another', () => {
    const revision = (name: string) =>
      only(
        toEntities(aDirectory({ accounts: [anAccount({ name })] })),
        'aws-account',
      )[0].metadata.annotations?.[REVISION_ANNOTATION];
    expect(revision('payments-prod')).toBe(revision('payments-prod'));
    expect(revision('payments-prod')).not.toBe(revision('payments-test'));
  });

  it.each([
    ['emoji', '🔥 prod 👩‍👩‍👧', '🔥 prod 👩‍👩‍👧'],
    ['a direction override', 'prod\u202etset', 'prodtset'],
    ['line breaks', 'pay\r\nments', 'pay ments'],
    ['200 characters', 'x'.repeat(200), `${'x'.repeat(127)}…`],
    ['nothing', '', 'aws-account-111122223333'],
    ['what nobody sees', '\u200b\u2066 ', 'aws-account-111122223333'],
    ['markup', '<b>prod</b>', '<b>prod</b>'],
  ])('shows a name with %s in one honest line', async (_what, name, title) => {
    const [account] = only(
      toEntities(aDirectory({ accounts: [anAccount({ name })] })),
      'aws-account',
    );
    expect(account.metadata.title).toBe(title);
    await expectAcceptable(account);
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('__proto__', 'constructor', 'owner', 'Owner', 'a b', 'a-b'),
  );
  const tags = fc.dictionary(text, text, { maxKeys: 8 });
  const directories = fc
    .record({
      accounts: fc.uniqueArray(
        fc.record({
          id: fc.oneof(text, fc.stringMatching(/^\d{12}$/)),
          name: text,
          state: fc.oneof(text, fc.constantFrom('ACTIVE', 'SUSPENDED')),
          units: fc.array(text, { maxLength: 3 }),
          tags,
        }),
        { selector: ({ id }) => id, maxLength: 6 },
      ),
      permissionSets: fc.uniqueArray(
        fc.record({ arn: text, name: text, description: text, tags }),
        { selector: ({ arn }) => arn, maxLength: 4 },
      ),
    })
    .map(({ accounts, permissionSets }) =>
      aDirectory({
        accounts: accounts.map(({ units, ...account }) =>
          anAccount({
            ...account,
            ouIds: [
              'r-ab12',
              ...units.map((_, i) => units.slice(0, i + 1).join('|')),
            ],
            ouPath: units,
          }),
        ),
        permissionSets: permissionSets.map(aPermissionSet),
      }),
    );

  it('makes entities that the catalog accepts, each with a name of its own, whatever AWS says', async () => {
    await fc.assert(
      fc.asyncProperty(directories, async directory => {
        const entities = toEntities(directory);
        await Promise.all(entities.map(expectAcceptable));
        const refs = entities.map(entity => stringifyEntityRef(entity));
        expect(new Set(refs).size).toBe(refs.length);
        for (const { metadata, spec } of entities) {
          expect(metadata.title).toMatch(/\S/);
          expect(metadata.title).not.toMatch(
            /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
          );
          expect(spec.owner).toMatch(/^(group|user):[^/]+\/.+$/);
        }
      }),
    );
  });

  it('gives an entity the same name whatever else changes', () => {
    fc.assert(
      fc.property(text, text, tags, (id, name, some) => {
        const nameOf = (account: Partial<Directory['accounts'][number]>) =>
          only(
            toEntities(aDirectory({ accounts: [anAccount(account)] })),
            'aws-account',
          )[0].metadata.name;
        expect(nameOf({ id, name, tags: some })).toBe(nameOf({ id }));
      }),
    );
  });
});
