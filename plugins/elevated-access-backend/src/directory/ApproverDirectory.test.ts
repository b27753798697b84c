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

import { problem } from '../domain/problems';
import type { IdentityCenterUser } from '../domain/types';
import { ApproverDirectory } from './ApproverDirectory';
import { ApproverPeople } from './ApproverPeople';

const REF = 'group:default/payments-leads';
const BO = 'user:default/bo.ek';
const CLEO = 'user:default/cleo.diaz';

const SUBJECT = {
  accountId: '111122223333',
  requesterRef: 'user:default/ann.li',
};

const aUser = (userId: string): IdentityCenterUser => ({
  userId,
  userName: userId,
  displayName: userId,
  enabled: true,
});

const refusal = (
  code:
    | 'no-identity-center-user'
    | 'identity-center-user-disabled'
    | 'identity-ambiguous',
) => problem('not-allowed', { code, reason: code, remedy: 'x' });

/** Bo and Cleo, whom the directory knows as `known` and AWS now answers `live` about. */
function aDirectory(options: {
  known?: IdentityCenterUser;
  live: IdentityCenterUser | Error;
}) {
  const asked: string[] = [];
  const people = new ApproverPeople({
    people: {
      getMembers: async () =>
        new Map([
          [
            REF,
            [BO, CLEO].map(entityRef => ({
              entityRef,
              displayName: entityRef,
              annotations: {},
            })),
          ],
        ]),
      getPerson: async entityRef =>
        entityRef === BO
          ? {
              entityRef,
              displayName: entityRef,
              annotations: {},
              groupRefs: [REF],
            }
          : undefined,
    },
    identity: {
      findKnownEach: async profiles => profiles.map(() => options.known),
      requireEnabled: async ({ entityRef }) => {
        asked.push(entityRef);
        if (options.live instanceof Error) {
          throw options.live;
        }
        return options.live;
      },
    },
  });
  const approvers = new ApproverDirectory({
    people,
    words: {
      namedInEach: async cases =>
        cases.map(() => ({ owner: [REF], manager: [CLEO] })),
    },
  });
  return { approvers, asked };
}

describe('ApproverDirectory', () => {
  it('says of some people which approvers they are at this moment, by themselves, through groups and through words', async () => {
    const { approvers } = aDirectory({
      known: aUser('known'),
      live: aUser('live'),
    });
    const members = await approvers.membersAmong(
      [BO, CLEO],
      [REF, BO, CLEO, 'group:default/others', 'owner', 'manager'],
      SUBJECT,
    );
    // The catalog has no Cleo any more.
    expect(
      [...members].map(([ref, people]) => [
        ref,
        people.map(({ entityRef }) => entityRef),
      ]),
    ).toEqual([
      [REF, [BO]],
      [BO, [BO]],
      [CLEO, []],
      ['group:default/others', []],
      ['owner', [BO]],
      ['manager', []],
    ]);
  });

  it('asks AWS about nobody unless told to', async () => {
    const { approvers, asked } = aDirectory({
      known: aUser('known'),
      live: aUser('live'),
    });
    const members = await approvers.membersOf([REF], SUBJECT);
    expect(members.get(REF)?.map(({ principalId }) => principalId)).toEqual([
      'known',
      'known',
    ]);
    expect(asked).toEqual([]);
  });

  it('asks AWS about the people named, whatever the case of their ref', async () => {
    const { approvers, asked } = aDirectory({
      known: aUser('known'),
      live: aUser('live'),
    });
    const members = await approvers.membersOf([REF], SUBJECT, {
      live: ['User:default/Bo.Ek'],
    });
    expect(members.get(REF)?.map(({ principalId }) => principalId)).toEqual([
      'live',
      'known',
    ]);
    expect(asked).toEqual([BO]);
  });

  it.each([
    ['who has no user at all', 'no-identity-center-user', true],
    ['whose user is gone or disabled', 'identity-center-user-disabled', false],
    ['who may be one of several users', 'identity-ambiguous', false],
  ] as const)(
    'says of a person %s whether they may act',
    async (_what, code, enabled) => {
      const { approvers } = aDirectory({ live: refusal(code) });
      const members = await approvers.membersOf([REF], SUBJECT, { live: [BO] });
      expect(members.get(REF)?.[0]).toMatchObject({
        principalId: null,
        enabled,
      });
    },
  );

  it('does not guess while AWS cannot be asked', async () => {
    const { approvers } = aDirectory({
      known: aUser('known'),
      live: problem('unavailable', {
        code: 'identity-center-unavailable',
        reason: 'x',
        remedy: 'x',
      }),
    });
    await expect(
      approvers.membersOf([REF], SUBJECT, { live: [BO] }),
    ).rejects.toMatchObject({ code: 'identity-center-unavailable' });
  });

  it('puts people behind the words of a policy, each once', async () => {
    const { approvers } = aDirectory({ live: aUser('live') });
    const members = await approvers.membersOf(
      ['owner', REF, 'manager'],
      SUBJECT,
    );
    expect([...members.keys()].sort()).toEqual([REF, 'manager', 'owner']);
    const refs = (key: string) =>
      members.get(key)?.map(({ entityRef }) => entityRef);
    expect(refs('owner')).toEqual([BO, CLEO]);
    expect(refs(REF)).toEqual([BO, CLEO]);
    expect(refs('manager')).toEqual([]);
  });

  it('asks about each request by itself', async () => {
    const { approvers } = aDirectory({ live: aUser('live') });
    const members = await approvers.membersOfEach([
      { approvers: ['owner'], subject: SUBJECT },
      { approvers: [REF], subject: SUBJECT },
    ]);
    expect(members.map(it => [...it.keys()])).toEqual([['owner'], [REF]]);
  });
});
