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

import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Policies } from '../../../policyPages';
import { aMe, bo } from '../../../__testUtils__/builders';
import {
  aLintFinding,
  aPolicy,
  aPreview,
  engineers,
} from '../../../__testUtils__/policyBuilders';
import {
  aServerStorage,
  aStorage,
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../../__testUtils__/renderPage';

jest.setTimeout(60_000);

const EDIT = 'eligibility/payments-engineers/edit';
const DRAFT = 'policyDraft-eligibility-payments-engineers';

const aDraft = {
  document: { name: 'payments-engineers', effect: 'deny' },
  comment: 'OPS-7',
  version: 'aaaaaaaaaaaa',
};

function anAdminsApi(overrides: Parameters<typeof aTestApi>[0] = {}) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['admin'] })),
    listPolicyChanges: jest.fn(async () => ({ items: [] })),
    getPolicy: jest.fn(async () => aPolicy()),
    validatePolicy: jest.fn(async () => aPreview()),
    changePolicy: jest.fn(async () => ({ outcome: 'applied', changeId: null })),
    createPolicy: jest.fn(async () => ({ outcome: 'applied', changeId: null })),
    ...overrides,
  });
}

/** What was checked last. */
const writtenTo = (api: ReturnType<typeof aTestApi>) =>
  api.validatePolicy.mock.lastCall?.[0].policy.spec;

const save = () => screen.findByRole('button', { name: 'Save' });

async function sayWhy(text = 'OPS-1') {
  await userEvent.type(
    await screen.findByRole('textbox', { name: /Why/ }),
    text,
  );
}

describe('The editor of policies', () => {
  it('says what the policy means now, and who gains or loses', async () => {
    const { container } = renderPage(<Policies />, {
      api: anAdminsApi({
        validatePolicy: jest.fn(async () =>
          aPreview({
            changes: {
              people: {
                gained: 1,
                lost: 0,
                sampleGained: ['Dee Okafor'],
                sampleLost: [],
              },
              accounts: {
                gained: 0,
                lost: 2,
                sampleGained: [],
                sampleLost: ['search-prod', 'edge-prod'],
              },
              permissionSets: {
                gained: 0,
                lost: 0,
                sampleGained: [],
                sampleLost: [],
              },
            },
          }),
        ),
      }),
      search: EDIT,
    });
    expect(await screen.findByText(/12 people are named/)).toBeVisible();
    expect(screen.getByText(/1 person comes in/)).toHaveTextContent(
      'Dee Okafor',
    );
    expect(screen.getByText(/2 accounts drop out/)).toBeVisible();
    expect(screen.getByText('For 2 h at most.')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('cannot be saved without a reason for the history', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: EDIT,
    });
    await screen.findByText(/12 people are named/);
    expect(await save()).toBeDisabled();
    await sayWhy();
    await userEvent.click(await save());
    expect(api.changePolicy).toHaveBeenCalledWith(
      { kind: 'eligibility', name: 'payments-engineers' },
      expect.objectContaining({
        action: 'edit',
        version: 'aaaaaaaaaaaa',
        comment: 'OPS-1',
      }),
    );
  });

  it.each([
    {
      what: 'something is missing or wrong',
      preview: {
        problems: [{ path: ['subjects'], reason: 'must not be empty' }],
      },
      reason: 'Not yet: 1 thing is missing or wrong.',
    },
    {
      what: 'it could not do what it is for',
      preview: aPreview({ findings: [aLintFinding({ severity: 'error' })] }),
      reason: 'Not yet: 1 finding says that it cannot do what it is for.',
    },
  ])('cannot be saved while $what', async ({ preview, reason }) => {
    renderPage(<Policies />, {
      api: anAdminsApi({ validatePolicy: jest.fn(async () => preview) }),
      search: EDIT,
    });
    await sayWhy();
    expect(await screen.findByText(reason)).toBeVisible();
    expect(await save()).toBeDisabled();
  });

  it('asks about what is written, and sends it', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: EDIT,
    });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Give it at once' }),
    );
    expect(
      await screen.findByText(
        'Nobody has to approve: access is given at once.',
      ),
    ).toBeVisible();
    await sayWhy();
    await userEvent.click(await save());
    const [[, input]] = api.changePolicy.mock.calls;
    expect(input.policy.spec.approval).toBe('not-required');
    expect(api.validatePolicy).toHaveBeenLastCalledWith(
      expect.objectContaining({ replaces: 'payments-engineers' }),
      expect.anything(),
    );
  });

  it('writes down a high risk and says what it means', async () => {
    const { api, container } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: EDIT,
    });
    const risk = await screen.findByRole('radiogroup', { name: 'Risk' });
    expect(risk).toHaveAccessibleDescription(/come first in the inbox/);
    expect(within(risk).getByRole('radio', { name: 'Normal' })).toBeChecked();
    await userEvent.click(within(risk).getByRole('radio', { name: /High/ }));
    expect(
      await screen.findByText(/What it permits is of high risk/),
    ).toBeVisible();
    await expectNoBarriers(container);
    await waitFor(() => expect(writtenTo(api)).toMatchObject({ risk: 'high' }));
  });

  it('leaves out a risk that is normal, as policies without it do', async () => {
    const dangerous = aPolicy({ spec: { ...engineers, risk: 'high' } });
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi({ getPolicy: jest.fn(async () => dangerous) }),
      search: EDIT,
    });
    const risk = await screen.findByRole('radiogroup', { name: 'Risk' });
    expect(within(risk).getByRole('radio', { name: /High/ })).toBeChecked();
    await userEvent.click(within(risk).getByRole('radio', { name: 'Normal' }));
    await waitFor(() => expect(writtenTo(api)).not.toHaveProperty('risk'));
    expect(writtenTo(api)).toMatchObject({ name: 'payments-engineers' });
  });

  it('shows and takes the same document as YAML', async () => {
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi(),
      search: EDIT,
    });
    await userEvent.click(await screen.findByRole('radio', { name: 'YAML' }));
    const field = await screen.findByRole('textbox', {
      name: /The policy as YAML/,
    });
    expect(field).toHaveDisplayValue(/maxDuration: PT2H/);
    await userEvent.clear(field);
    await userEvent.paste('name: [');
    expect(
      await screen.findByText('Not yet: the YAML cannot be read.'),
    ).toBeVisible();
    await userEvent.clear(field);
    await userEvent.paste('name: payments-engineers\neffect: deny\n');
    await screen.findByText('Not yet: say why, for the history.');
    expect(api.validatePolicy).toHaveBeenLastCalledWith(
      expect.objectContaining({
        policy: {
          kind: 'eligibility',
          spec: { name: 'payments-engineers', effect: 'deny' },
        },
      }),
      expect.anything(),
    );
  });

  it('puts away what was typed as YAML when it is started over', async () => {
    const { storage, kept } = aStorage();
    await kept.set(DRAFT, aDraft);
    renderPage(<Policies />, { api: anAdminsApi(), search: EDIT, storage });
    await userEvent.click(await screen.findByRole('radio', { name: 'YAML' }));
    const field = await screen.findByRole('textbox', {
      name: /The policy as YAML/,
    });
    expect(field).toHaveDisplayValue(/effect: deny/);
    await userEvent.clear(field);
    await userEvent.paste('name: [');
    await screen.findByText('Not yet: the YAML cannot be read.');
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(
      screen.getByRole('textbox', { name: /The policy as YAML/ }),
    ).toHaveDisplayValue(/maxDuration: PT2H/);
    expect(screen.getByRole('radio', { name: 'Form' })).toBeEnabled();
    expect(
      await screen.findByText('Not yet: say why, for the history.'),
    ).toBeVisible();
  });

  it('goes on from a draft that a server keeps, once it is known', async () => {
    const { storage, kept } = aServerStorage();
    const set = jest.spyOn(kept, 'set');
    renderPage(<Policies />, { api: anAdminsApi(), search: EDIT, storage });
    await screen.findByRole('heading', { name: /payments-engineers/ });
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(set).not.toHaveBeenCalled();
    await act(() => kept.set(DRAFT, aDraft));
    expect(
      await screen.findByText('This is what you had begun to write.'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /Why/ })).toHaveValue('OPS-7');
  });

  it('begins anew once a server says that it keeps no draft', async () => {
    const { storage, kept } = aServerStorage();
    renderPage(<Policies />, { api: anAdminsApi(), search: EDIT, storage });
    await screen.findByRole('heading', { name: /payments-engineers/ });
    await act(() => kept.remove(DRAFT));
    expect(await screen.findByText(/12 people are named/)).toBeVisible();
    expect(
      screen.queryByText('This is what you had begun to write.'),
    ).toBeNull();
  });

  it('loses nothing when somebody else saved meanwhile', async () => {
    const conflict = await refusal(409, { code: 'changed-meanwhile' });
    const { api } = renderPage(<Policies />, {
      api: anAdminsApi({
        changePolicy: jest.fn().mockRejectedValueOnce(conflict),
      }),
      search: EDIT,
    });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Give it at once' }),
    );
    await sayWhy('OPS-2');
    await screen.findByText(/12 people are named/);
    api.getPolicy.mockResolvedValue(
      aPolicy({ version: 'bbbbbbbbbbbb', changedBy: bo }),
    );
    await userEvent.click(await save());
    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('Bo Ek');
    expect(screen.getByRole('textbox', { name: /Why/ })).toHaveValue('OPS-2');
    expect(
      screen.getByRole('radio', { name: 'Give it at once' }),
    ).toBeChecked();
    api.changePolicy.mockResolvedValue({ outcome: 'applied', changeId: null });
    await userEvent.click(
      within(note).getByRole('button', { name: 'Go on with mine' }),
    );
    await userEvent.click(await save());
    expect(api.changePolicy).toHaveBeenLastCalledWith(
      expect.anything(),
      expect.objectContaining({ version: 'bbbbbbbbbbbb' }),
    );
  });

  it('is denied to an auditor', async () => {
    renderPage(<Policies />, {
      api: anAdminsApi({
        getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      }),
      search: EDIT,
    });
    expect(
      await screen.findByText('Only administrators change policies'),
    ).toBeVisible();
  });

  it.each(['eligibility', 'approval'])(
    'begins a new %s policy with everything to fill in, and no barrier',
    async kind => {
      const { container } = renderPage(<Policies />, {
        api: anAdminsApi({
          validatePolicy: jest.fn(async () => ({
            problems: [{ path: ['name'], reason: 'must be words' }],
          })),
        }),
        search: `new/${kind}`,
      });
      expect(await screen.findByText('must be words')).toBeVisible();
      expect(screen.getByRole('button', { name: 'Create' })).toBeDisabled();
      await expectNoBarriers(container);
    },
  );
});
