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

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import { Policies } from '../../../policyPages';
import { aMe } from '../../../__testUtils__/builders';
import {
  aPolicy,
  aSettingsView,
  leads,
} from '../../../__testUtils__/policyBuilders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../../__testUtils__/renderPage';

jest.setTimeout(60_000);

/** Every place says of itself that it is wrong. */
function wrongAt(...paths: PolicyProblem['path'][]): PolicyProblem[] {
  return paths.map(path => ({ path, reason: `${path.join('.')} is wrong` }));
}

function anAdminsApi(overrides: Parameters<typeof aTestApi>[0] = {}) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['admin'] })),
    listPolicyChanges: jest.fn(async () => ({ items: [] })),
    listSettingsVersions: jest.fn(async () => ({ items: [] })),
    ...overrides,
  });
}

function expectWrong(input: HTMLElement, path: string) {
  expect(input).toHaveAttribute('aria-invalid', 'true');
  expect(input).toHaveAccessibleDescription(
    expect.stringContaining(`${path} is wrong`),
  );
}

function field(
  name: string | RegExp,
  group?: string | RegExp,
  role = 'textbox',
): HTMLElement {
  const among = group
    ? within(screen.getByRole('group', { name: group }))
    : screen;
  return among.getByRole(role, { name });
}

describe('Screen readers hear with each field what is wrong with it', () => {
  it('in policies that say who may ask', async () => {
    const problems = wrongAt(
      ['priority'],
      ['maxDuration'],
      ['targets', 0],
      ['targets', 1],
      ['workingHours', 'days'],
      ['workingHours', 'from'],
      ['workingHours', 'to'],
      ['workingHours', 'timeZone'],
      ['extension', 'maximum'],
      ['extension', 'maxTotalDuration'],
      ['reason', 'minLength'],
      ['reason', 'pattern'],
      ['reason', 'message'],
    );
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({
        getPolicy: jest.fn(async () =>
          aPolicy({
            spec: {
              name: 'payments-engineers',
              effect: 'allow',
              priority: 0,
              subjects: ['group:default/payments'],
              permissionSets: [{ all: true }],
              maxDuration: 'PT2H',
              approval: 'required',
              strictWindow: false,
              targets: [{ account: '1' }, { tag: { key: 'a', value: 'b' } }],
              workingHours: {
                timeZone: 'Mars',
                days: [1],
                from: '8',
                to: '9',
              },
              extension: { maximum: 1, maxTotalDuration: 'PT8H' },
              reason: { required: true, minLength: 3, pattern: '(' },
            },
          }),
        ),
        validatePolicy: jest.fn(async () => ({ problems })),
      }),
      search: 'eligibility/payments-engineers/edit',
    });
    await screen.findAllByText('priority is wrong');
    expectWrong(field('Priority'), 'priority');
    expectWrong(field('Hours', 'At most'), 'maxDuration');
    expectWrong(field('Minutes', 'At most'), 'maxDuration');
    expectWrong(field('Account', undefined, 'combobox'), 'targets.0');
    expectWrong(field('Key'), 'targets.1');
    expect(
      screen.getByRole('group', { name: 'Days' }),
    ).toHaveAccessibleDescription(/workingHours\.days is wrong/);
    expectWrong(field('From'), 'workingHours.from');
    expectWrong(field('To'), 'workingHours.to');
    expectWrong(
      field('Time zone', undefined, 'combobox'),
      'workingHours.timeZone',
    );
    expectWrong(field('How often'), 'extension.maximum');
    expectWrong(field('Hours', 'Longest in all'), 'extension.maxTotalDuration');
    expectWrong(field('Characters at least'), 'reason.minLength');
    expectWrong(field(/regular expression/), 'reason.pattern');
    expectWrong(field('What to tell people'), 'reason.message');
    await expectNoBarriers(container);
  });

  it('in policies that say who approves', async () => {
    const problems = wrongAt(
      ['targets'],
      ['stages', 0, 'name'],
      ['stages', 0, 'approvers', 0],
      ['stages', 0, 'required'],
      ['stages', 0, 'escalation', 0, 'after'],
      ['stages', 0, 'escalation', 0, 'approvers', 0],
      ['requestExpiry'],
      ['reminders', 'first'],
      ['reminders', 'maximum'],
    );
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({
        getPolicy: jest.fn(async () =>
          aPolicy({
            kind: 'approval',
            name: 'payments-leads',
            spec: {
              ...leads,
              requestExpiry: 'PT0M',
              reminders: { first: 'PT1H', maximum: 'PT30M' },
            },
          }),
        ),
        validatePolicy: jest.fn(async () => ({ problems })),
      }),
      search: 'approval/payments-leads/edit',
    });
    await screen.findAllByText('stages.0.name is wrong');
    expect(
      screen.getByRole('list', { name: 'Accounts' }),
    ).toHaveAccessibleDescription('targets is wrong');
    const stage = 'Stage 1';
    expectWrong(field(/^Name/, stage), 'stages.0.name');
    expectWrong(field('Approvers', stage, 'combobox'), 'stages.0.approvers.0');
    expectWrong(field('How many have to agree', stage), 'stages.0.required');
    expectWrong(field('Hours', 'After waiting'), 'stages.0.escalation.0.after');
    expectWrong(
      field('May decide as well', 'Escalation 1', 'combobox'),
      'stages.0.escalation.0.approvers.0',
    );
    expectWrong(field('Hours', 'Expires after'), 'requestExpiry');
    expectWrong(field('Hours', 'First reminder after'), 'reminders.first');
    expectWrong(field('Hours', 'Then at least every'), 'reminders.maximum');
    await expectNoBarriers(container);
  });

  it('in a policy as text that cannot be read', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getPolicy: jest.fn(async () => aPolicy()),
        validatePolicy: jest.fn(async () => ({ problems: [] })),
      }),
      search: 'eligibility/payments-engineers/edit',
    });
    await userEvent.click(await screen.findByRole('radio', { name: 'YAML' }));
    const text = await screen.findByRole('textbox', {
      name: 'The policy as YAML',
    });
    await userEvent.clear(text);
    expect(text).toHaveAttribute('aria-invalid', 'true');
    expect(text).toHaveAccessibleDescription(
      expect.stringContaining('It has to be one policy'),
    );
  });

  it('in the settings', async () => {
    const tooLong = await refusal(400, {
      code: 'invalid-input',
      field: 'settings.minimumDuration',
      message: 'minimumDuration is wrong',
    });
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({
        getSettings: jest.fn(async () => aSettingsView()),
        changeSettings: jest.fn().mockRejectedValue(tooLong),
      }),
      search: 'settings',
    });
    const shortest = 'Shortest access';
    const group = await screen.findByRole('group', { name: shortest });
    expect(group).toHaveAccessibleDescription(/Shorter cannot be asked for/);
    const hours = field('Hours', shortest);
    await userEvent.clear(hours);
    await userEvent.type(hours, '12');
    await userEvent.tab();
    await userEvent.type(
      await screen.findByRole('textbox', { name: /^Why/ }),
      'OPS-1',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findAllByText(/minimumDuration is wrong/);
    expectWrong(field('Hours', shortest), 'minimumDuration');
    const [pattern] = screen.getAllByRole('textbox', {
      name: /regular expression/,
    });
    await userEvent.type(pattern, '(');
    expect(pattern).toHaveAttribute('aria-invalid', 'true');
    expect(pattern).toHaveAccessibleDescription(
      'This is no regular expression.',
    );
    await expectNoBarriers(container);
  });
});
