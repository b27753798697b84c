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
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { catalogAnnotations } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { renderPage } from '../../../__testUtils__/renderPage';
import { PageBody } from '../../common/PageBody';
import { RefPicker } from './RefPicker';
import { SuggestField } from './SuggestField';

const bo: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'bo', namespace: 'default' },
  spec: { profile: { displayName: 'Bo Ek' } },
};

const leads: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'leads', namespace: 'default', title: 'Payments leads' },
};

const account: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'payments-prod',
    annotations: { [catalogAnnotations.accountId]: '111122223333' },
  },
};

function aCatalog(...entities: Entity[]) {
  return catalogApiMock.mock({
    queryEntities: jest.fn(async () => ({
      items: entities,
      totalItems: entities.length,
      pageInfo: {},
    })),
  });
}

function Approvers() {
  const [refs, setRefs] = useState<string[]>([]);
  return (
    <PageBody>
      <RefPicker label="Approvers" refs={refs} onChange={setRefs} />
    </PageBody>
  );
}

function Account() {
  const [value, setValue] = useState('');
  return (
    <PageBody>
      <SuggestField
        label="Account"
        kind="account"
        value={value}
        onChange={setValue}
      />
      <output aria-label="value">{value}</output>
    </PageBody>
  );
}

async function pick(label: string, typed: string, option: RegExp) {
  await userEvent.type(
    await screen.findByRole('combobox', { name: label }),
    typed,
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
}

/** A page that scrolls closes lists, which take a moment to fade. */
function scrollWhileFading() {
  let fade = () => {};
  const faded = new Promise<void>(resolve => {
    fade = resolve;
  });
  const running = [{ finished: faded }];
  Object.assign(Element.prototype, { getAnimations: () => running });
  fireEvent.scroll(document);
  return () => {
    Reflect.deleteProperty(Element.prototype, 'getAnimations');
    fade();
  };
}

async function pickWhileFading(label: string, typed: string, option: RegExp) {
  const field = await screen.findByRole('combobox', { name: label });
  await userEvent.type(field, typed);
  const chosen = await screen.findByRole('option', { name: option });
  const fade = scrollWhileFading();
  expect(field).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(chosen);
  fade();
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
}

describe('A field that several people and groups are picked into', () => {
  it('closes its list after each choice and is ready for the next', async () => {
    renderPage(<Approvers />, { catalog: aCatalog(bo, leads) });
    await pick('Approvers', 'b', /Bo Ek/);
    expect(screen.getByRole('combobox', { name: 'Approvers' })).toHaveValue('');
    await pick('Approvers', 'l', /Payments leads/);
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });

  it('takes what is pressed while its list fades, and stays closed', async () => {
    renderPage(<Approvers />, { catalog: aCatalog(bo, leads) });
    await pickWhileFading('Approvers', 'b', /Bo Ek/);
    expect(screen.getAllByRole('row')).toHaveLength(1);
    await pick('Approvers', 'l', /Payments leads/);
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });

  it('shows its list again when it is come back to', async () => {
    renderPage(<Approvers />, { catalog: aCatalog(bo, leads) });
    await pick('Approvers', 'b', /Bo Ek/);
    await userEvent.tab();
    await userEvent.click(screen.getByRole('combobox', { name: 'Approvers' }));
    expect(
      await screen.findByRole('option', { name: /Payments leads/ }),
    ).toBeVisible();
  });

  it('narrows what it shows while the catalog is still looking', async () => {
    const catalog = aCatalog(bo, leads);
    renderPage(<Approvers />, { catalog });
    const field = await screen.findByRole('combobox', { name: 'Approvers' });
    await userEvent.click(field);
    expect(await screen.findAllByRole('option')).toHaveLength(2);
    catalog.queryEntities.mockReturnValue(new Promise(() => {}));
    await userEvent.type(field, 'ek b');
    expect(screen.getByRole('option')).toHaveTextContent('Bo Ek');
  });

  it('says of whom one types again that they are chosen already', async () => {
    renderPage(<Approvers />, { catalog: aCatalog(bo) });
    await pick('Approvers', 'b', /Bo Ek/);
    const field = screen.getByRole('combobox', { name: 'Approvers' });
    await userEvent.type(field, 'bo');
    expect(
      await screen.findByRole('option', { name: 'Already chosen' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByText('No results found.')).toBeNull();
    await userEvent.clear(field);
    await userEvent.type(field, 'user:default/bo');
    expect(
      await screen.findByRole('option', { name: 'Already chosen' }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Add/ })).toBeNull();
  });

  it('says in the reader’s words that nothing was found', async () => {
    renderPage(<Approvers />, { catalog: aCatalog() });
    await userEvent.type(
      await screen.findByRole('combobox', { name: 'Approvers' }),
      'zoe',
    );
    expect(
      await screen.findByRole('option', { name: 'Nothing found' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('takes again what was taken out', async () => {
    renderPage(<Approvers />, { catalog: aCatalog(bo) });
    await pick('Approvers', 'b', /Bo Ek/);
    await userEvent.click(screen.getByRole('button', { name: /Remove/ }));
    expect(screen.queryAllByRole('row')).toHaveLength(0);
    await pick('Approvers', 'b', /Bo Ek/);
    expect(screen.getAllByRole('row')).toHaveLength(1);
  });
});

describe('A field with suggestions', () => {
  it('closes its list after a choice, shows its name and holds its id', async () => {
    renderPage(<Account />, { catalog: aCatalog(account) });
    await pick('Account', 'pay', /payments-prod/);
    expect(screen.getByRole('combobox', { name: 'Account' })).toHaveValue(
      'payments-prod',
    );
    expect(screen.getByLabelText('value')).toHaveTextContent('111122223333');
  });

  it('takes what is pressed while its list fades, and stays closed', async () => {
    renderPage(<Account />, { catalog: aCatalog(account) });
    await pickWhileFading('Account', 'pay', /payments-prod/);
    expect(screen.getByLabelText('value')).toHaveTextContent('111122223333');
  });

  it('holds what was typed when nothing is picked', async () => {
    renderPage(<Account />, { catalog: aCatalog(account) });
    await userEvent.type(
      await screen.findByRole('combobox', { name: 'Account' }),
      '999988887777',
    );
    await userEvent.tab();
    expect(screen.getByLabelText('value')).toHaveTextContent('999988887777');
  });

  it('takes words with spaces between them, and none around them', async () => {
    renderPage(<Account />, { catalog: aCatalog(account) });
    const field = await screen.findByRole('combobox', { name: 'Account' });
    await userEvent.type(field, 'Hana Sato ');
    await userEvent.tab();
    expect(field).toHaveValue('Hana Sato ');
    expect(screen.getByLabelText('value').textContent).toBe('Hana Sato');
  });

  it('takes a space after what was picked', async () => {
    renderPage(<Account />, { catalog: aCatalog(account) });
    await pick('Account', 'pay', /payments-prod/);
    const field = screen.getByRole('combobox', { name: 'Account' });
    await userEvent.type(field, ' two');
    expect(field).toHaveValue('payments-prod two');
    expect(screen.getByLabelText('value').textContent).toBe(
      'payments-prod two',
    );
  });

  it('finds by names, titles, account ids, OU paths and permission sets', async () => {
    const catalog = aCatalog(account);
    renderPage(<Account />, { catalog });
    await pick('Account', 'pay', /payments-prod/);
    expect(catalog.queryEntities).toHaveBeenCalledWith(
      expect.objectContaining({
        filter: { kind: 'resource', 'spec.type': 'aws-account' },
        fullTextFilter: {
          term: 'pay',
          fields: [
            'metadata.name',
            'metadata.title',
            'spec.profile.displayName',
            `metadata.annotations.${catalogAnnotations.accountId}`,
            `metadata.annotations.${catalogAnnotations.organizationalUnitPath}`,
            `metadata.annotations.${catalogAnnotations.permissionSetName}`,
          ],
        },
      }),
    );
  });

  it('is described by what is wrong with it', async () => {
    renderPage(
      <PageBody>
        <SuggestField
          label="Account"
          description="Its name"
          kind="account"
          value="?"
          error="No account is called so."
          onChange={() => {}}
        />
        <RefPicker
          label="Approvers"
          refs={[]}
          error="Nobody is named."
          onChange={() => {}}
        />
      </PageBody>,
      { catalog: aCatalog() },
    );
    expect(
      await screen.findByRole('combobox', { name: 'Account' }),
    ).toHaveAccessibleDescription(/No account is called so\.$/);
    expect(
      screen.getByRole('combobox', { name: 'Approvers' }),
    ).toHaveAccessibleDescription(/Nobody is named\.$/);
  });

  it('suggests what may be asked for when the catalog cannot be read', async () => {
    const catalog = catalogApiMock.mock({
      queryEntities: jest.fn(async () => {
        throw new Error('no catalog');
      }),
    });
    renderPage(<Account />, { catalog });
    await pick('Account', 'pay', /payments-prod/);
    expect(screen.getByLabelText('value')).toHaveTextContent('111122223333');
  });
});
