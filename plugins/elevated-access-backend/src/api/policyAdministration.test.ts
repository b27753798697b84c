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

import type {
  PolicyView,
  Settings,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** Who else may confirm what the administrator proposes. */
const otherAdmin = 'fay.ward';
/** The administrator under another catalog name. */
const adminsAlias = 'eli.alias';

const nightly = (overrides: object = {}) => ({
  kind: 'eligibility',
  spec: {
    name: 'nightly',
    effect: 'allow',
    subjects: ['group:default/cards-engineers'],
    targets: [{ account: '111122223333' }],
    permissionSets: [{ name: 'ReadOnly' }],
    maxDuration: 'PT1H',
    approval: 'not-required',
    ...overrides,
  },
});

describe.each(databases.eachSupportedId())(
  'administration of policies on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await TestPortal.start({ knex });
      portal.catalog.addUser(otherAdmin, ['platform'], {
        email: `${otherAdmin}@octant.example`,
      });
      portal.catalog.addUser(adminsAlias, ['platform'], {
        annotations: {
          'elevated-access.io/identity-center-user': people.admin,
        },
      });
      await portal.ready();
    });

    afterAll(() => portal?.stop());

    /** Everything as the config has it, and known to be. */
    afterEach(async () => {
      const { knex } = portal;
      await knex('pending_changes').delete();
      await knex('policies').delete();
      await knex('policy_versions').where({ name: 'nightly' }).delete();
      await knex('settings_versions').where('number', '>', 1).delete();
      await knex('policy_revision').increment('revision', 1);
      await portal.clear();
      await eventually(
        async () => (await needsApproval()) && !(await mayAsk()),
      );
    });

    /** Whether somebody has to approve, by the settings that the policies were loaded with. */
    const needsApproval = async () => {
      const { body } = await portal
        .as(people.requester)
        .post('/preflight', portal.wish());
      return body.items[0].approval !== null;
    };

    let began = 0;

    beforeEach(async () => {
      const newest = await portal.knex('events').max('position as position');
      began = Number(newest[0].position);
    });

    const admin = () => portal.as(people.admin);
    const create = (overrides: object = {}) =>
      admin().post('/policies', {
        policy: nightly(overrides),
        comment: 'OPS-7 cards look at production at night',
      });
    const policy = async (name = 'nightly'): Promise<PolicyView> =>
      (await admin().get(`/policies/eligibility/${name}`).expect(200)).body;
    const change = async (input: object, as = people.admin as string) =>
      portal.as(as).post('/policies/eligibility/nightly/changes', {
        comment: 'OPS-8',
        version: (await policy()).version,
        ...input,
      });
    const versions = async (name = 'nightly') =>
      (await admin().get(`/policies/eligibility/${name}/versions`).expect(200))
        .body.items;
    const settings = async () => (await admin().get('/settings')).body;
    const changeSettings = async (
      some: Partial<Settings>,
      as = people.admin as string,
    ) => {
      const held = await settings();
      return portal.as(as).put('/settings', {
        settings: { ...held.settings, ...some },
        version: held.version,
        comment: 'OPS-9',
      });
    };
    const mayAsk = async () => {
      const { body } = await portal.as(people.stranger).get('/requestable');
      return body.items.length > 0;
    };
    const events = async (type: string) =>
      (
        await portal
          .knex('events')
          .where({ type })
          .where('position', '>', began)
          .orderBy('position')
      ).map(({ data, actor_ref }) => ({
        ...JSON.parse(data),
        actor: actor_ref,
      }));
    const pending = async (as: string) =>
      (await portal.as(as).get('/policy-changes').expect(200)).body.items;
    const resolve = (as: string, changeId: string, verdict = 'confirm') =>
      portal.as(as).post(`/policy-changes/${changeId}`, { verdict });

    it('keeps every read going while a policy cannot be read, says so in health, and grants nothing', async () => {
      await create().expect(201);
      const { version } = await policy();
      await portal
        .knex('policies')
        .where({ name: 'nightly' })
        .update({ spec: '{"name":"nightly","effect":"deny","novel":true}' });
      await portal.knex('policy_versions').update({
        spec: portal.knex.raw(
          "case when name = 'nightly' then '{}' else spec end",
        ),
      });
      await portal.knex('policy_revision').increment('revision', 1);
      const refused = async () =>
        (await portal.as(people.requester).post('/requests', portal.wish()))
          .status === 503;
      await eventually(refused);
      const { body } = await admin().get('/policies').expect(200);
      expect(body.unreadable).toMatchObject([
        { kind: 'eligibility', name: 'nightly', version, closing: true },
      ]);
      for (const path of [
        '/policy-sources',
        '/policies/eligibility/nightly/versions',
        '/policy-changes',
        '/settings',
        '/requests',
      ]) {
        await admin().get(path).expect(200);
      }
      await admin().get('/policies/eligibility/nightly').expect(404);
      const health = (await admin().get('/health').expect(200)).body;
      expect(health).toMatchObject({
        status: 'degraded',
        policies: {
          usable: false,
          unreadable: [{ kind: 'eligibility', name: 'nightly' }],
          lastError: expect.stringContaining('nightly'),
        },
      });
      const others = (await portal.as(people.requester).get('/health')).body;
      expect(others.policies).toEqual({
        usable: false,
        unreadable: null,
        lastError: null,
      });
      await admin()
        .post('/policies/eligibility/nightly/changes', {
          action: 'delete',
          version,
          comment: 'OPS-8',
        })
        .expect(200);
      await eventually(async () => !(await refused()));
    });

    it('makes what is changed hold at once on the replica that changed it, and off again', async () => {
      expect(await mayAsk()).toBe(false);
      expect((await create().expect(201)).body).toEqual({
        outcome: 'applied',
        changeId: null,
      });
      expect(await mayAsk()).toBe(true);
      expect((await change({ action: 'disable' })).status).toBe(200);
      expect(await mayAsk()).toBe(false);
      expect((await change({ action: 'enable' })).status).toBe(200);
      expect(await mayAsk()).toBe(true);
      expect((await change({ action: 'delete' })).status).toBe(200);
      expect(await mayAsk()).toBe(false);
      await admin().get('/policies/eligibility/nightly').expect(404);
    });

    it('keeps every version with who, when, why and what it changed', async () => {
      await create().expect(201);
      await change({
        action: 'edit',
        policy: nightly({ maxDuration: 'PT30M' }),
        comment: 'OPS-10 half an hour is enough',
      });
      await change({ action: 'delete' });
      await create().expect(201);
      const found = await versions();
      expect(
        found.map(({ number, action }: { number: number; action: string }) => [
          number,
          action,
        ]),
      ).toEqual([
        [4, 'create'],
        [3, 'delete'],
        [2, 'edit'],
        [1, 'create'],
      ]);
      expect(found[2]).toMatchObject({
        by: { entityRef: 'user:default/eli.stone' },
        confirmedBy: null,
        comment: 'OPS-10 half an hour is enough',
        source: { type: 'portal', place: null },
      });
      expect(
        found[2].diff.filter(({ kind }: { kind: string }) => kind !== 'same'),
      ).toEqual([
        { kind: 'removed', text: 'maxDuration: PT1H' },
        { kind: 'added', text: 'maxDuration: PT30M' },
      ]);
      expect(
        found[1].diff.every(({ kind }: { kind: string }) => kind === 'removed'),
      ).toBe(true);
      const first = await admin().get(
        '/policies/eligibility/nightly/versions?limit=3',
      );
      const rest = await admin().get(
        `/policies/eligibility/nightly/versions?limit=3&cursor=${first.body.nextCursor}`,
      );
      expect(rest.body).toMatchObject({ items: [{ number: 1 }] });
      expect(rest.body.nextCursor).toBeUndefined();
    });

    it('writes every change into the event log, with its author', async () => {
      await create().expect(201);
      await change({ action: 'disable' });
      await change({ action: 'delete' });
      const ours = (it: { name: string }) => it.name === 'nightly';
      expect((await events('policy.created')).filter(ours)).toMatchObject([
        { actor: 'user:default/eli.stone', number: 1, source: 'portal' },
      ]);
      expect(await events('policy.changed')).toMatchObject([
        { action: 'disable', number: 2 },
      ]);
      expect(await events('policy.deleted')).toMatchObject([{ number: 3 }]);
    });

    it('refuses a change of what somebody else has changed since', async () => {
      await create().expect(201);
      const seen = await policy();
      await change({
        action: 'edit',
        policy: nightly({ maxDuration: 'PT2H' }),
      });
      const late = await admin().post('/policies/eligibility/nightly/changes', {
        action: 'disable',
        version: seen.version,
        comment: 'late',
      });
      expect([late.status, late.body.error.code]).toEqual([
        409,
        'changed-meanwhile',
      ]);
      expect(await policy()).toMatchObject({
        enabled: true,
        spec: { maxDuration: 'PT2H' },
      });
    });

    it('lets one of several who change the same thing at once win', async () => {
      await create().expect(201);
      const { version } = await policy();
      const answers = await Promise.all(
        ['PT10M', 'PT20M', 'PT30M', 'PT40M'].map(maxDuration =>
          admin().post('/policies/eligibility/nightly/changes', {
            action: 'edit',
            policy: nightly({ maxDuration }),
            version,
            comment: 'a race',
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 409, 409, 409,
      ]);
      expect(await versions()).toHaveLength(2);
    });

    it('refuses names that are taken, and changes of what is written elsewhere, naming the place', async () => {
      const taken = await create({ name: 'production' });
      expect([taken.status, taken.body.error.code]).toEqual([
        409,
        'policy-name-taken',
      ]);
      const { version } = await policy('production');
      const elsewhere = await admin().post(
        '/policies/eligibility/production/changes',
        { action: 'delete', version, comment: 'away with it' },
      );
      expect([elsewhere.status, elsewhere.body.error.code]).toEqual([
        409,
        'policy-read-only',
      ]);
      expect(elsewhere.body.error.reason).toContain(
        'elevatedAccess.policies.eligibility[0]',
      );
    });

    it.each<[string, object, string]>([
      ['policy.spec.maxDuration', { maxDuration: 'PT1M' }, 'invalid-policy'],
      [
        'policy.spec.subjects.0',
        { subjects: ['api:default/x'] },
        'invalid-policy',
      ],
      [
        'policy.spec.targets.0.ou',
        { targets: [{ ou: 'Prod' }] },
        'invalid-policy',
      ],
      ['policy.spec.maxDuration', { maxDuration: 'P1M' }, 'invalid-input'],
    ])('names %s as what is wrong', async (field, overrides, code) => {
      const { body } = await create(overrides).expect(400);
      expect([body.error.code, body.error.field]).toEqual([code, field]);
    });

    it('does not let an edit turn one policy into another', async () => {
      await create().expect(201);
      const answer = await change({
        action: 'edit',
        policy: nightly({ name: 'daily' }),
      });
      expect([answer.status, answer.body.error.field]).toEqual([
        400,
        'policy.spec.name',
      ]);
    });

    it('lists by kind, source and words, page by page, and counts only when asked', async () => {
      await create().expect(201);
      const list = async (query: string) =>
        (await admin().get(`/policies${query}`).expect(200)).body;
      const names = ({ items }: { items: PolicyView[] }) =>
        items.map(({ name }) => name);
      expect(names(await list('?source=portal'))).toEqual(['nightly']);
      expect(names(await list('?kind=approval&search=LEADS%20two'))).toEqual([
        'two-agree',
      ]);
      expect(await list('?limit=1')).not.toHaveProperty('total');
      const all = await list('?total=true');
      expect(all.total).toBe(all.items.length);
      const paged: string[] = [];
      let cursor = '';
      do {
        const page = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
        paged.push(...names(page));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      expect(paged).toEqual(names(all));
    });

    it('records what the config brings, by nobody', async () => {
      expect(await versions('production')).toMatchObject([
        {
          number: 1,
          action: 'create',
          by: null,
          source: { type: 'config' },
        },
      ]);
      expect(
        (await admin().get('/settings/versions').expect(200)).body.items,
      ).toMatchObject([{ number: 1, by: null }]);
    });

    describe('with a second pair of eyes', () => {
      beforeEach(async () => {
        await changeSettings({ confirmChanges: true });
      });

      it('lets another administrator confirm, never the one who proposed, under whatever name', async () => {
        const { outcome, changeId } = (await create().expect(201)).body;
        expect(outcome).toBe('awaits-confirmation');
        expect(await mayAsk()).toBe(false);
        for (const name of [people.admin, adminsAlias]) {
          const refused = await resolve(name, changeId);
          expect([refused.status, refused.body.error.code]).toEqual([
            403,
            'own-change',
          ]);
          expect(await pending(name)).toMatchObject([{ mayConfirm: false }]);
        }
        expect(await pending(people.auditor)).toMatchObject([
          { mayConfirm: false },
        ]);
        expect(await pending(otherAdmin)).toMatchObject([
          {
            id: changeId,
            mayConfirm: true,
            action: 'create',
            policy: { kind: 'eligibility', name: 'nightly' },
            proposedBy: { entityRef: 'user:default/eli.stone' },
          },
        ]);
        const told = async (title: string, about: object) =>
          eventually(async () =>
            portal.notifications.some(({ recipients, payload }) => {
              const isIt =
                payload.title.includes(title) &&
                payload.scope?.endsWith(changeId) === true;
              if (isIt) {
                expect({ ...recipients, ...payload }).toMatchObject({
                  ...about,
                });
              }
              return isIt;
            }),
          );
        await told('asks to create the eligibility policy nightly', {
          entityRef: ['group:default/platform'],
          excludeEntityRef: ['user:default/eli.stone'],
          link: '/elevated-access/policies/changes',
        });
        expect((await resolve(otherAdmin, changeId)).body.outcome).toBe(
          'applied',
        );
        await told('confirmed your change', {
          entityRef: ['user:default/eli.stone'],
          link: '/elevated-access/policies/eligibility/nightly',
        });
        expect(await mayAsk()).toBe(true);
        expect(await versions()).toMatchObject([
          {
            by: { entityRef: 'user:default/eli.stone' },
            confirmedBy: { entityRef: `user:default/${otherAdmin}` },
          },
        ]);
        expect(await pending(otherAdmin)).toEqual([]);
        expect(await events('policy-change.confirmed')).toMatchObject([
          { actor: `user:default/${otherAdmin}`, changeId },
        ]);
        expect((await resolve(otherAdmin, changeId)).status).toBe(404);
      });

      it('changes nothing when a change is discarded, by whomever', async () => {
        const { changeId } = (await create()).body;
        expect(
          (await resolve(people.admin, changeId, 'discard')).body.outcome,
        ).toBe('discarded');
        expect(await mayAsk()).toBe(false);
        expect(await events('policy-change.discarded')).toHaveLength(1);
        expect((await create()).status).toBe(201);
      });

      it('has one change of a thing wait at a time, and shows which', async () => {
        const { changeId } = (await create()).body;
        await resolve(otherAdmin, changeId);
        const second = (await change({ action: 'disable' })).body;
        expect(await policy()).toMatchObject({
          pendingChangeId: second.changeId,
          enabled: true,
        });
        const third = await change({ action: 'delete' }, otherAdmin);
        expect([third.status, third.body.error.code]).toEqual([
          409,
          'change-pending',
        ]);
      });

      it('does not confirm what was made from something that no longer holds', async () => {
        const { changeId } = (await changeSettings({ requestExpiry: 'PT1H' }))
          .body;
        // As a restart with another config would do it.
        await portal.knex('settings_versions').insert({
          ...(await portal
            .knex('settings_versions')
            .orderBy('number', 'desc')
            .first()),
          number: 99,
          version: '000000000000',
          portal: JSON.stringify({
            confirmChanges: true,
            requestExpiry: 'PT2H',
          }),
        });
        const refused = await resolve(otherAdmin, changeId);
        expect([refused.status, refused.body.error?.code]).toEqual([
          409,
          'changed-meanwhile',
        ]);
        expect((await settings()).settings.requestExpiry).toBe('PT2H');
        expect(await pending(otherAdmin)).toHaveLength(1);
      });

      it('needs a second person to be turned off as well', async () => {
        const off = await changeSettings({ confirmChanges: false });
        expect(off.body.outcome).toBe('awaits-confirmation');
        expect((await settings()).settings.confirmChanges).toBe(true);
        expect((await resolve(people.admin, off.body.changeId)).status).toBe(
          403,
        );
        await resolve(otherAdmin, off.body.changeId);
        expect((await settings()).settings.confirmChanges).toBe(false);
        expect((await create()).body.outcome).toBe('applied');
      });
    });

    it('is named by requests with the version that its page and history show, whatever the settings say', async () => {
      const { policy: pinned } = await portal.submit(people.requester);
      const shown = await policy(pinned.name);
      const [newest] = await versions(pinned.name);
      expect(pinned).toEqual({ name: shown.name, version: shown.version });
      expect(newest.version).toBe(shown.version);
      await portal.clear();
      await changeSettings({
        approval: 'off',
        reason: { required: false, minLength: 0 },
      });
      await eventually(async () => !(await needsApproval()));
      const { policy: later } = await portal.submit(people.requester, {
        duration: 'PT30M',
      });
      expect(later).toEqual(pinned);
    });

    describe('settings', () => {
      it('hold for the next request, with their history', async () => {
        await changeSettings({ approval: 'off' });
        const submitted = await portal.submit();
        expect(submitted.approval).toBeNull();
        const { body } = await admin().get('/settings/versions?limit=1');
        expect(body.items).toMatchObject([
          {
            number: 2,
            by: { entityRef: 'user:default/eli.stone' },
            comment: 'OPS-9',
          },
        ]);
        expect(
          body.items[0].diff.filter(
            ({ kind }: { kind: string }) => kind !== 'same',
          ),
        ).toEqual([
          { kind: 'removed', text: 'approval: by-policy' },
          { kind: 'added', text: 'approval: off' },
        ]);
        expect(await events('settings.changed')).toMatchObject([
          { number: 2, by: 'user:default/eli.stone' },
        ]);
      });

      it('that the config sets cannot be set elsewhere', async () => {
        expect((await settings()).fixed.sort()).toEqual([
          'comment',
          'maximumDuration',
          'ticket',
        ]);
        const refused = await changeSettings({ maximumDuration: 'PT24H' });
        expect([refused.status, refused.body.error]).toMatchObject([
          400,
          { code: 'setting-fixed', field: 'settings.maximumDuration' },
        ]);
      });

      it('have to make sense, together and with the policies that there are', async () => {
        const against = await changeSettings({ minimumDuration: 'PT13H' });
        expect([against.status, against.body.error.field]).toEqual([
          400,
          'settings.minimumDuration',
        ]);
        const broken = await changeSettings({ minimumDuration: 'PT90M' });
        expect([broken.status, broken.body.error.code]).toEqual([
          400,
          'invalid-policy',
        ]);
        expect(broken.body.error.reason).toContain('protected-for-nobody');
      });

      it('reach everybody who has to keep to them', async () => {
        await changeSettings({
          banner: { text: 'Freeze until Monday', severity: 'warning' },
        });
        const { body } = await portal.as(people.stranger).get('/settings');
        expect(body.settings.banner.text).toBe('Freeze until Monday');
      });
    });

    it('makes a change hold on another replica within two seconds', async () => {
      const other = await TestPortal.start({
        knex: portal.knex,
        simulator: portal.simulator,
      });
      try {
        const mayAskThere = async () => {
          const { body } = await other.as(people.stranger).get('/requestable');
          return body.items.length > 0;
        };
        expect(await mayAskThere()).toBe(false);
        await create().expect(201);
        const start = performance.now();
        await eventually(mayAskThere);
        expect(performance.now() - start).toBeLessThan(2000);
      } finally {
        await other.stop();
      }
    });
  },
);
