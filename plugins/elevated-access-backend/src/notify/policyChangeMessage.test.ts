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

import type { Actor } from '../domain/types';
import { policyChangeNotifications } from './policyChangeMessage';

const ELI = 'user:default/eli.stone';
const FAY = 'user:default/fay.ward';
const admins = ['group:default/platform'];
const names = { [ELI]: 'Eli Stone', [FAY]: 'Fay Ward' };

const by = (entityRef: typeof ELI | typeof FAY): Actor => ({
  kind: 'user',
  entityRef,
  displayName: names[entityRef],
});

const edit = {
  changeId: 'c-1',
  subject: 'policy',
  kind: 'eligibility',
  name: 'nightly',
  action: 'edit',
};

/** Who is told what, and where it leads. */
function told(
  type: 'proposed' | 'confirmed' | 'discarded',
  actor: Actor,
  data: Record<string, unknown>,
  caretakers = { admins },
) {
  return policyChangeNotifications(
    { type: `policy-change.${type}`, actor, data },
    caretakers,
  ).map(({ recipients, payload }) => ({ ...recipients, ...payload }));
}

describe('notifications of changes that have to be confirmed', () => {
  it('ask all administrators but the one who proposed', () => {
    expect(
      told('proposed', by(ELI), { ...edit, comment: 'OPS-7 <b>now</b>' }),
    ).toEqual([
      {
        type: 'entity',
        entityRef: admins,
        excludeEntityRef: [ELI],
        title: 'Eli Stone asks to edit the eligibility policy nightly',
        description:
          'It holds once another administrator has confirmed it. Why: OPS-7 ‹b›now‹/b›',
        severity: 'high',
        link: '/elevated-access/policies/changes',
        topic: 'elevated-access:policies',
        scope: 'elevated-access:policy-change:c-1',
      },
    ]);
  });

  it.each([
    [
      'confirmed',
      edit,
      'normal',
      '/elevated-access/policies/eligibility/nightly',
    ],
    [
      'confirmed',
      { ...edit, action: 'delete' },
      'normal',
      '/elevated-access/policies',
    ],
    [
      'confirmed',
      { changeId: 'c-1', subject: 'settings', action: 'edit' },
      'normal',
      '/elevated-access/policies/settings',
    ],
    ['discarded', edit, 'high', '/elevated-access/policies/changes'],
  ] as const)(
    'tell the proposer that it was %s, and the others that it is done: %j',
    (type, data, severity, link) => {
      const [proposer, others] = told(type, by(FAY), {
        ...data,
        proposedBy: ELI,
        comment: 'fine',
      });
      expect(proposer).toMatchObject({
        entityRef: [ELI],
        title: expect.stringContaining(`Fay Ward ${type} your change`),
        description: expect.stringContaining('Comment: fine'),
        severity,
        link,
      });
      expect(others).toMatchObject({
        entityRef: admins,
        excludeEntityRef: [FAY, ELI],
        severity: 'low',
        scope: proposer.scope,
      });
    },
  );

  it('do not tell people what they did themselves', () => {
    const messages = told('discarded', by(ELI), { ...edit, proposedBy: ELI });
    expect(messages).toMatchObject([
      { entityRef: admins, excludeEntityRef: [ELI] },
    ]);
  });

  it('go to nobody where there are no administrators, but for the proposer', () => {
    expect(told('proposed', by(ELI), edit, { admins: [] })).toEqual([]);
    expect(
      told('confirmed', by(FAY), { ...edit, proposedBy: ELI }, { admins: [] }),
    ).toMatchObject([{ entityRef: [ELI] }]);
  });

  it('are about nothing else', () => {
    const event = {
      type: 'policy.changed',
      actor: by(ELI),
      data: edit,
    } as const;
    expect(policyChangeNotifications(event, { admins })).toEqual([]);
  });
});
