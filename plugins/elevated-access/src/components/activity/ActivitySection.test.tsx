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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ActivityQuery,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { PageBody } from '../common/PageBody';
import {
  anActiveRequest,
  anActivity,
  anActivityEvent,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  NOW,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';
import { ActivitySection } from './ActivitySection';

const read: Partial<SessionActivity> = {
  source: 'cloudtrail',
  from: '2026-11-22T14:40:00.000Z',
  to: '2026-11-22T14:58:00.000Z',
  readAt: NOW,
};

function renderActivity(api = aTestApi()) {
  return renderPage(
    <PageBody>
      <ActivitySection request={anActiveRequest()} />
    </PageBody>,
    { api },
  );
}

const answering = (activity: Partial<SessionActivity>) =>
  aTestApi({ getActivity: jest.fn(async () => anActivity(activity)) });

const states: Array<[string, Partial<SessionActivity>, RegExp]> = [
  ['no source is set up', { state: 'none' }, /no source of AWS’s records/],
  [
    'nothing can have been delivered',
    { state: 'not-yet', completeAt: '2026-11-22T15:20:00.000Z' },
    /should be here by 16:20/,
  ],
  [
    'more may come',
    { state: 'partial', ...read, completeAt: '2026-11-22T15:20:00.000Z' },
    /More may come until 16:20.*Read from CloudTrail/,
  ],
  [
    'it was never used',
    { state: 'complete', ...read },
    /The access was never used/,
  ],
  [
    'it cannot be read',
    {
      state: 'unavailable',
      problem: {
        code: 'aws-denied',
        reason: 'AWS refused.',
        remedy: 'Allow cloudtrail:LookupEvents.',
      },
    },
    /AWS refused. Allow cloudtrail:LookupEvents/,
  ],
];

describe('What was done', () => {
  it.each(states)('says when %s', async (_, activity, text) => {
    const { container } = renderActivity(answering(activity));
    const section = await screen.findByRole('region', {
      name: 'What was done',
    });
    await waitFor(() => expect(section).toHaveTextContent(text));
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    renderActivity(aTestApi({ getActivity: jest.fn(never) }));
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('offers another try when the backend fails', async () => {
    const api = answering({ state: 'complete', ...read });
    api.getActivity.mockRejectedValueOnce(await refusal(500));
    renderActivity(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText('The access was never used.')).toBeVisible();
  });

  it('lists what was called, what it changed and what was refused, as text', async () => {
    const api = answering({
      state: 'complete',
      ...read,
      counts: { events: 2, writes: 1, errors: 1 },
      items: [
        anActivityEvent({
          userAgent: '<b>curl</b>',
          errorCode: 'AccessDenied',
        }),
        anActivityEvent({ id: 'e-2', name: 'PurgeQueue', readOnly: false }),
      ],
    });
    const { container } = renderActivity(api);
    expect(
      await screen.findByText(
        '2 calls, 1 of them changing something, 1 refused',
      ),
    ).toBeVisible();
    const [, get, purge] = await screen.findAllByRole('row');
    expect(get).toHaveTextContent('refused: AccessDenied');
    expect(get).toHaveTextContent('<b>curl</b>');
    expect(purge).toHaveTextContent('changed');
    await expectNoBarriers(container);
  });

  it('has the server look for what a filter asks for, in all of it', async () => {
    const get = anActivityEvent();
    const purge = anActivityEvent({
      id: 'w',
      name: 'PurgeQueue',
      readOnly: false,
    });
    const found = (query: ActivityQuery) => {
      if (query.kind === 'errors' || query.text === 'lambda') {
        return [];
      }
      return query.kind === 'writes' || query.text === 'purge'
        ? [purge]
        : [get];
    };
    const api = aTestApi({
      getActivity: jest.fn(async (_id, query) =>
        anActivity({
          state: 'complete',
          ...read,
          counts: { events: 3_000, writes: 1, errors: 0 },
          items: found(query),
        }),
      ),
    });
    const { container } = renderActivity(api);
    await screen.findByText('GetObject');
    await userEvent.click(screen.getByRole('radio', { name: 'Changes' }));
    expect(await screen.findByText('PurgeQueue')).toBeVisible();
    expect(screen.queryByText('GetObject')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Refused' }));
    expect(await screen.findByText('Nothing was refused.')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    const search = screen.getByRole('searchbox', {
      name: 'Call, service, resource, address',
    });
    await userEvent.type(search, ' purge');
    expect(await screen.findByText('PurgeQueue')).toBeVisible();
    expect(await screen.findByText('1 call shown')).toBeInTheDocument();
    expect(api.getActivity).toHaveBeenLastCalledWith(
      'req-1',
      { kind: undefined, text: 'purge', cursor: undefined, limit: 100 },
      expect.anything(),
    );
    // All of them are counted whatever is shown.
    expect(screen.getByText(/^3000 calls, 1 of them/)).toBeVisible();
    await expectNoBarriers(container);
    await userEvent.clear(search);
    await userEvent.type(search, 'lambda');
    expect(await screen.findByText('No such call.')).toBeVisible();
  });

  it('says when it could not be exported', async () => {
    const api = answering({
      state: 'complete',
      ...read,
      counts: { events: 1, writes: 0, errors: 0 },
      items: [anActivityEvent()],
    });
    api.exportActivity.mockRejectedValue(await refusal(500));
    renderActivity(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export' }),
    );
    await userEvent.click(
      within(await screen.findByRole('menu')).getByRole('menuitem', {
        name: 'Table (CSV)',
      }),
    );
    expect(
      await screen.findByText('This could not be exported. Try again.'),
    ).toBeVisible();
    expect(api.exportActivity).toHaveBeenCalledWith(
      'req-1',
      { format: 'csv' },
      { signal: expect.any(AbortSignal) },
    );
  });
});
