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

import { simulate, stopAll } from '../__testUtils__/simulation';
import { smallOrganization } from '../__testUtils__/smallOrganization';

afterEach(stopAll);

const page = async (url: string) => {
  const reply = await fetch(url);
  return { status: reply.status, text: await reply.text(), reply };
};

describe('the access portal', () => {
  it('says that it is a simulator and lets one choose a person', async () => {
    const { sim } = await simulate();
    const { text, reply } = await page(sim.portalUrl);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('DEMO AWS');
    expect(text).toContain('Ann Li, Engineer');
    expect(text).toContain('Finn Moss (disabled)');
    expect(text).toContain('Choose a person');
    const root = await fetch(sim.url, { redirect: 'manual' });
    expect(root.headers.get('location')).toBe('/portal');
  });

  it('shows what a person may use, since when, how, and with which role', async () => {
    const { sim, create } = await simulate();
    await create();
    const { text } = await page(`${sim.portalUrl}?user=ann`);
    expect(text).toContain('Accounts of Ann Li');
    expect(text).toContain('through group engineers');
    expect(text).toContain('2026-01-05 09:00:00 UTC');
    expect(text).toContain('assigned directly');
    expect(text).toMatch(/AWSReservedSSO_PowerUser_[0-9a-f]{16}/);
  });

  it('shows nothing to the disabled, and says so of the unknown', async () => {
    const { sim } = await simulate();
    expect((await page(`${sim.portalUrl}?user=finn`)).text).toContain(
      'disabled and cannot sign in',
    );
    expect((await page(`${sim.portalUrl}?user=cy`)).text).toContain(
      'No access to any account',
    );
    expect((await page(`${sim.portalUrl}?user=nobody`)).text).toContain(
      'There is nobody called nobody',
    );
  });

  it('starts sessions only where there is access, and shows those alive', async () => {
    const { sim, clock } = await simulate();
    const start = (user: string) =>
      fetch(`${sim.portalUrl}/sessions`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({
          user,
          account: sim.lookup.account('dev').id,
          permissionSet: sim.lookup.permissionSet('ReadOnly').arn,
        }),
      });
    expect((await start('ann')).status).toBe(303);
    const { accessKeyId } = sim.oracle.sessions()[0];
    expect((await page(`${sim.portalUrl}?user=ann`)).text).toContain(
      accessKeyId,
    );
    const refused = await start('cy');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('role="alert"');
    await clock.advance(5 * 3_600_000);
    expect((await page(`${sim.portalUrl}?user=ann`)).text).not.toContain(
      accessKeyId,
    );
  });

  it('has a revision that changes with access, sessions and outages, and not otherwise', async () => {
    const { sim, create } = await simulate();
    const revision = async () =>
      (await page(`${sim.portalUrl}/revision?user=ann`)).text;
    const first = await revision();
    expect(await revision()).toBe(first);
    await create();
    const second = await revision();
    expect(second).not.toBe(first);
    await sim.outage.start({ mode: 'unavailable' });
    expect(await revision()).not.toBe(second);
    expect((await page(`${sim.portalUrl}?user=ann`)).text).toContain(
      'Outage in force: unavailable',
    );
  });

  it('escapes every text, and allows no script but its own', async () => {
    const evil = '<img src=x onerror="alert(1)">';
    const { sim } = await simulate({
      org: {
        ...smallOrganization,
        users: [
          ...(smallOrganization.users ?? []),
          { userName: 'eve', displayName: evil, email: 'eve@small.example' },
        ],
      },
    });
    const { text, reply } = await page(
      `${sim.portalUrl}?user=${encodeURIComponent(
        '"><script>alert(1)</script>',
      )}`,
    );
    expect(text).not.toContain('<img');
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;img');
    expect(reply.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self'/,
    );
    expect((await page(`${sim.portalUrl}/script.js`)).reply.ok).toBe(true);
    expect((await page(`${sim.portalUrl}/style.css`)).text).toContain(
      'prefers-color-scheme: dark',
    );
    expect((await page(`${sim.portalUrl}/nothing`)).status).toBe(404);
  });
});
