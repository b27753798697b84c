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

import { NoRoomError } from '../aws/ApiPace';
import type { AwsUser } from '../aws/types';
import type { CatalogProfile } from './CatalogPeople';
import { IdentityMapper } from './IdentityMapper';

const ANNOTATION = 'elevated-access.io/identity-center-user';
const USER_ID = '906748a2e1-11111111-2222-3333-4444-555555555555';

function aUser(overrides: Partial<AwsUser> = {}): AwsUser {
  return {
    userId: USER_ID,
    userName: 'ann.li',
    displayName: 'Ann Li',
    emails: ['ann.li@octant.example'],
    enabled: true,
    ...overrides,
  };
}

function aPerson(overrides: Partial<CatalogProfile> = {}): CatalogProfile {
  return {
    entityRef: 'user:default/ann.li',
    displayName: 'Ann Li',
    email: 'Ann.Li@Octant.Example',
    annotations: {},
    ...overrides,
  };
}

/** A mapper over users that the directory knows and users that AWS has now. */
function aMapper(options: {
  known?: (AwsUser & { gone?: boolean })[];
  live?: AwsUser[];
  methods?: ('annotation' | 'email' | 'userName')[];
  unreachable?: boolean;
  /** AWS takes no more calls at this moment. */
  busy?: boolean;
}) {
  const known = options.known ?? [];
  const live = options.live ?? known;
  let calls = 0;
  const fits =
    (attribute: 'userName' | 'email', value: string) => (user: AwsUser) =>
      (attribute === 'userName' ? [user.userName] : user.emails).some(
        it => it.toLowerCase() === value.toLowerCase(),
      );
  const aws = <T>(answer: T) => {
    calls += 1;
    if (options.unreachable) {
      throw new Error('connect ECONNREFUSED');
    }
    return answer;
  };
  const mapper = new IdentityMapper({
    directory: {
      findUsers: async handles =>
        handles.map(({ by, value }) =>
          known.filter(
            by === 'userId' ? user => user.userId === value : fits(by, value),
          ),
        ),
    },
    reader: {
      getUser: async (userId, { atOnce } = {}) => {
        if (atOnce && options.busy) {
          throw new NoRoomError();
        }
        return aws(live.find(user => user.userId === userId));
      },
      findUserId: async (attribute, value) =>
        aws(live.find(fits(attribute, value))?.userId),
    },
    methods: options.methods ?? ['annotation', 'email', 'userName'],
    annotation: ANNOTATION,
  });
  return { mapper, calls: () => calls };
}

describe('IdentityMapper', () => {
  it('finds a known person without asking AWS, whatever the case of their address', async () => {
    const { mapper, calls } = aMapper({ known: [aUser()] });
    await expect(mapper.find(aPerson())).resolves.toMatchObject({
      userId: USER_ID,
    });
    expect(calls()).toBe(0);
  });

  it('asks AWS about people who are newer than the directory', async () => {
    const { mapper } = aMapper({ known: [], live: [aUser()] });
    await expect(mapper.find(aPerson())).resolves.toMatchObject({
      userId: USER_ID,
    });
  });

  it.each([
    ['a user id', USER_ID],
    ['a user id in capitals', USER_ID.toUpperCase()],
    ['a user name', 'ANN.LI'],
  ])(
    'believes an annotation that holds %s before anything else',
    async (_what, value) => {
      const other = aUser({ userId: 'other', userName: 'other' });
      const { mapper } = aMapper({
        known: [aUser({ emails: [] }), other],
      });
      await expect(
        mapper.find(
          aPerson({
            email: other.emails[0],
            annotations: { [ANNOTATION]: value },
          }),
        ),
      ).resolves.toMatchObject({ userId: USER_ID });
    },
  );

  it('tries the methods in their order, and no others', async () => {
    const byMail = aUser({ userId: 'by-mail', userName: 'x' });
    const byName = aUser({ userId: 'by-name', emails: [] });
    const find = (methods: ('email' | 'userName')[]) =>
      aMapper({ known: [byMail, byName], methods }).mapper.find(aPerson());
    await expect(find(['email', 'userName'])).resolves.toEqual(byMail);
    await expect(find(['userName', 'email'])).resolves.toEqual(byName);
    await expect(
      aMapper({ known: [byMail], methods: ['userName'] }).mapper.find(
        aPerson(),
      ),
    ).rejects.toMatchObject({ code: 'no-identity-center-user' });
  });

  it.each<
    [string, Partial<CatalogProfile>, ('annotation' | 'email' | 'userName')[]]
  >([
    [
      'annotation',
      { annotations: { [ANNOTATION]: 'Ann.Li' } },
      ['annotation', 'email'],
    ],
    ['e-mail address', {}, ['email', 'userName']],
    ['user name', {}, ['userName', 'email']],
  ])(
    'does not settle by a later method what is ambiguous by the %s',
    async (_, overrides, methods) => {
      const known = [
        aUser({ emails: ['ann.li@octant.example'] }),
        aUser({
          userId: 'other',
          userName: 'ANN.LI',
          emails: ['ANN.LI@octant.example'],
        }),
      ];
      const { mapper, calls } = aMapper({ known, methods });
      await expect(mapper.find(aPerson(overrides))).rejects.toMatchObject({
        code: 'identity-ambiguous',
      });
      expect(calls()).toBe(0);
    },
  );

  it('never guesses between two users, and names both', async () => {
    const { mapper } = aMapper({
      known: [aUser(), aUser({ userId: 'second', userName: 'ann.two' })],
      methods: ['email'],
    });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      code: 'identity-ambiguous',
      message: expect.stringMatching(/ann\.li .*ann\.two \(second\)/),
    });
  });

  it('refuses a user who was disabled after the directory was read', async () => {
    const { mapper } = aMapper({
      known: [aUser()],
      live: [aUser({ enabled: false })],
    });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'identity-center-user-disabled',
    });
  });

  it('refuses a user who no longer has the name by which they were found', async () => {
    const { mapper } = aMapper({
      known: [aUser()],
      live: [aUser({ emails: ['somebody.else@octant.example'] })],
    });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      code: 'identity-center-user-disabled',
      message: expect.stringContaining('no longer has the e-mail address'),
    });
  });

  it('tells a user who was deleted after the directory was read from nobody at all', async () => {
    const { mapper } = aMapper({ known: [aUser()], live: [] });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'identity-center-user-disabled',
      message: expect.stringContaining('gone'),
    });
    await expect(
      aMapper({}).mapper.requireEnabled(aPerson()),
    ).rejects.toMatchObject({ code: 'no-identity-center-user' });
  });

  it('does not take somebody who has been gone since an earlier reading for nobody at all', async () => {
    const gone = { ...aUser({ enabled: false }), gone: true };
    const { mapper } = aMapper({ known: [gone], live: [] });
    await expect(mapper.findKnown(aPerson())).resolves.toMatchObject({
      enabled: false,
    });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      code: 'identity-center-user-disabled',
      message: expect.stringContaining('gone'),
    });
  });

  it('finds whoever has the name now rather than who had it before', async () => {
    const gone = { ...aUser({ enabled: false }), gone: true };
    const heir = aUser({ userId: 'heir' });
    await expect(
      aMapper({ known: [gone, heir] }).mapper.findKnown(aPerson()),
    ).resolves.toMatchObject({ userId: 'heir' });
    await expect(
      aMapper({ known: [gone], live: [heir] }).mapper.requireEnabled(aPerson()),
    ).resolves.toMatchObject({ userId: 'heir' });
  });

  it('tells a user whom the catalog names by id and whom AWS does not have from nobody at all', async () => {
    const { mapper } = aMapper({});
    await expect(
      mapper.requireEnabled(
        aPerson({ annotations: { [ANNOTATION]: USER_ID } }),
      ),
    ).rejects.toMatchObject({ code: 'identity-center-user-disabled' });
  });

  it('fails closed while AWS cannot be asked', async () => {
    const { mapper } = aMapper({ known: [aUser()], unreachable: true });
    await expect(mapper.requireEnabled(aPerson())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'identity-center-unavailable',
    });
  });

  it('waits until AWS takes more calls, unless told to ask at once', async () => {
    const user = aUser();
    const { mapper } = aMapper({ known: [user], live: [user], busy: true });
    await expect(mapper.requireEnabled(aPerson())).resolves.toMatchObject({
      userId: USER_ID,
    });
    await expect(
      mapper.requireEnabled(aPerson(), { atOnce: true }),
    ).rejects.toMatchObject({ code: 'identity-center-unavailable' });
  });

  it('says by what it looked for somebody it did not find', async () => {
    const { mapper } = aMapper({});
    await expect(mapper.find(aPerson())).rejects.toMatchObject({
      code: 'no-identity-center-user',
      message: expect.stringContaining('Ann.Li@Octant.Example'),
    });
  });
});
