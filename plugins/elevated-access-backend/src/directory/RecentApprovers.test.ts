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

import type { ApproverPerson } from '../domain/approval';
import { RecentApprovers } from './RecentApprovers';

const LEADS = 'group:default/leads';
const CLEO = 'user:default/cleo.diaz';

const aPerson = (entityRef: string): ApproverPerson => ({
  entityRef,
  displayName: entityRef,
  principalId: null,
  enabled: true,
});

function aWorld() {
  const world = {
    now: Date.parse('2026-11-22T15:00:00.000Z'),
    members: ['user:default/ann.li'],
    asked: [] as string[][],
    fails: false,
  };
  const recent = new RecentApprovers({
    people: {
      behind: async refs => {
        world.asked.push([...refs]);
        if (world.fails) {
          throw new Error('The catalog is down');
        }
        return new Map(refs.map(ref => [ref, world.members.map(aPerson)]));
      },
      among: async (people, refs) =>
        new Map(refs.map(ref => [ref, people.map(aPerson)])),
    },
    named: async () => [LEADS],
    clock: { now: () => new Date(world.now) },
  });
  const names = async (ref: string) =>
    (await recent.behind([ref])).get(ref)?.map(({ entityRef }) => entityRef);
  return { world, recent, names };
}

describe('RecentApprovers', () => {
  it('asks the catalog once for all that policies name', async () => {
    const { world, names } = aWorld();
    await Promise.all([names(LEADS), names(LEADS)]);
    await names(LEADS);
    expect(world.asked).toEqual([[LEADS]]);
  });

  it('asks about somebody whom no policy names', async () => {
    const { world, names } = aWorld();
    expect(await names(CLEO)).toEqual(['user:default/ann.li']);
    expect(world.asked[0]).toEqual([CLEO]);
  });

  it('lets nobody wait for more than they asked for, and reads the rest meanwhile', async () => {
    const { world, names } = aWorld();
    await names(CLEO);
    await new Promise(resolve => setImmediate(resolve));
    expect(world.asked).toEqual([[CLEO], [LEADS]]);
    await names(LEADS);
    expect(world.asked).toHaveLength(2);
  });

  it('reads again after half a minute, without letting anybody wait', async () => {
    const { world, names } = aWorld();
    await names(LEADS);
    world.members = ['user:default/bo.ek'];
    world.now += 31_000;
    expect(await names(LEADS)).toEqual(['user:default/ann.li']);
    expect(await names(LEADS)).toEqual(['user:default/bo.ek']);
    expect(world.asked).toHaveLength(2);
  });

  it('never answers with what is older than a minute', async () => {
    const { world, names } = aWorld();
    await names(LEADS);
    world.members = ['user:default/bo.ek'];
    world.now += 61_000;
    expect(await names(LEADS)).toEqual(['user:default/bo.ek']);
  });

  it('goes on with what is known while the catalog is down, but not for long', async () => {
    const { world, names } = aWorld();
    await names(LEADS);
    world.fails = true;
    world.now += 31_000;
    expect(await names(LEADS)).toEqual(['user:default/ann.li']);
    world.now += 30_000;
    await expect(names(LEADS)).rejects.toThrow('The catalog is down');
  });

  it('knows refs whatever their case', async () => {
    const { world, recent } = aWorld();
    await recent.behind(['Group:Default/Leads']);
    expect(world.asked).toEqual([[LEADS]]);
  });
});
