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

import { discoveryApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chosenPerson } from './chosenPerson';
import { DemoSignInPage } from './DemoSignInPage';

const people = [
  {
    user: 'user:default/ann.li',
    name: 'Ann Li',
    role: 'Requester',
    canTry: 'Ask for access.',
  },
  {
    user: 'user:default/bo.ek',
    name: 'Bo Ek',
    role: 'Approver',
    canTry: 'Decide.',
  },
];

const session = {
  profile: { displayName: 'Ann Li' },
  backstageIdentity: {
    token: `e30.${btoa('{}')}.x`,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/ann.li',
      ownershipEntityRefs: ['user:default/ann.li'],
    },
  },
};

function render(demo: { enabled: boolean }) {
  const onSignInSuccess = jest.fn();
  renderInTestApp(<DemoSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      app: { title: 'Test Portal' },
      auth: { providers: { demo: { ...demo, people } } },
    },
    apis: [
      [discoveryApiRef, { getBaseUrl: async id => `http://backend/${id}` }],
    ],
  });
  return onSignInSuccess;
}

describe('DemoSignInPage', () => {
  const fetchMock = jest.fn();

  beforeEach(() => {
    chosenPerson.clear();
    fetchMock.mockReset();
    fetchMock.mockResolvedValue({ ok: true, json: async () => session });
    Object.assign(globalThis, { fetch: fetchMock });
  });

  it('signs in as the person whose card is pressed', async () => {
    const onSignInSuccess = render({ enabled: true });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Ann Li Requester' }),
    );

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const [url, options] = fetchMock.mock.calls[0];
    expect(url).toBe('http://backend/auth/demo/refresh');
    expect(options.headers.get('x-demo-user')).toBe('user:default/ann.li');
  });

  it('remembers the person over a reload', async () => {
    chosenPerson.set('user:default/ann.li');

    const onSignInSuccess = render({ enabled: true });

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  });

  it('forgets the person on sign-out', async () => {
    chosenPerson.set('user:default/ann.li');
    const onSignInSuccess = render({ enabled: true });
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));

    await onSignInSuccess.mock.calls[0][0].signOut();

    expect(chosenPerson.get()).toBeUndefined();
  });

  it('leads back to the choice when the backend refuses', async () => {
    fetchMock.mockRejectedValue(new Error('refused'));
    chosenPerson.set('user:default/ann.li');
    render({ enabled: true });

    expect(
      await screen.findByText('Could not sign in as Ann Li'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose somebody else' }),
    );

    expect(
      await screen.findByRole('button', { name: 'Bo Ek Approver' }),
    ).toBeInTheDocument();
    expect(chosenPerson.get()).toBeUndefined();
  });

  it('offers nobody when demo sign-in is not enabled', async () => {
    chosenPerson.set('user:default/ann.li');
    const onSignInSuccess = render({ enabled: false });

    expect(
      await screen.findByText('Demo sign-in is switched off'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Ann Li/ })).toBeNull();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });
});
