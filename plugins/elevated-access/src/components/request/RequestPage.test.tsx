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
import { requestStatuses } from 'backstage-plugin-elevated-access-common';
import { PageBody } from '../common/PageBody';
import {
  aMe,
  anActiveRequest,
  anAssignment,
  aRequest,
  aStrictRequest,
  bo,
  carla,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';
import { RequestPage } from './RequestPage';

const page = (
  <PageBody>
    <RequestPage id="req-1" />
  </PageBody>
);

function apiWith(request: ReturnType<typeof aRequest>) {
  return aTestApi({ getRequest: jest.fn(async () => request) });
}

describe('The page of a request', () => {
  it('is titled with what was asked and says its status in words', async () => {
    const { container } = renderPage(page, { api: apiWith(aRequest()) });
    expect(
      await screen.findByRole('heading', {
        name: 'PowerUser on payments-prod',
      }),
    ).toBeVisible();
    expect(
      screen.getByText(
        'Waiting for Payments leads, expires 18:56 (in 2 h 56 min)',
      ),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('marks high risk in words, and nothing else', async () => {
    const { container } = renderPage(page, {
      api: apiWith(aRequest({ risk: 'high' })),
    });
    expect(await screen.findByText('High risk')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('has no mark for normal risk', async () => {
    renderPage(page, { api: apiWith(aRequest({ risk: 'normal' })) });
    await screen.findByRole('heading', { name: 'PowerUser on payments-prod' });
    expect(screen.queryByText(/risk/i)).toBeNull();
  });

  it('names every part that is a landmark', async () => {
    renderPage(page, { api: apiWith(anActiveRequest()) });
    await screen.findByRole('heading', { name: 'PowerUser on payments-prod' });
    const landmarks = await screen.findAllByRole('region');
    for (const landmark of landmarks) {
      expect(landmark).toHaveAccessibleName();
    }
  });

  it.each(requestStatuses)('has words for the status %s', async status => {
    const { container } = renderPage(page, {
      api: apiWith(anActiveRequest({ status, actions: [] })),
    });
    expect(
      await screen.findByRole('heading', {
        name: 'PowerUser on payments-prod',
      }),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says that it is loading', async () => {
    renderPage(page, { api: aTestApi({ getRequest: jest.fn(never) }) });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('says that there is no such request', async () => {
    const error = await refusal(404, { code: 'unknown-request' });
    const { container } = renderPage(page, {
      api: aTestApi({ getRequest: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('There is no such request')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says when the reader may not see it', async () => {
    const error = await refusal(403, { code: 'forbidden' });
    renderPage(page, {
      api: aTestApi({ getRequest: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('You may not see this')).toBeVisible();
  });

  it('keeps showing what it knows when it cannot be read again', async () => {
    const api = apiWith(aRequest());
    const { signals } = renderPage(page, { api });
    await screen.findByText(/Waiting for Payments leads/);
    api.getRequest.mockRejectedValue(await refusal(500));
    signals.send(['req-1']);
    expect(
      await screen.findByText(
        'Could not refresh. What you see may be out of date.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/Waiting for Payments leads/)).toBeVisible();
  });

  it('hands its holder a receipt: portal, CLI profile, countdown, session tail', async () => {
    const { container } = renderPage(page, { api: apiWith(anActiveRequest()) });
    expect(
      await screen.findByRole('link', { name: /Open AWS access portal/ }),
    ).toHaveAttribute('href', 'https://d-9067example.awsapps.com/start');
    expect(screen.getByText(/sso_account_id = 111122223333/)).toHaveTextContent(
      'sso_role_name = PowerUser',
    );
    expect(screen.getByRole('img', { name: '40 min left' })).toBeVisible();
    expect(screen.getAllByText('until 17:40 (in 1 h 40 min)')[0]).toBeVisible();
    await expectNoBarriers(container);
  });

  it('copies the CLI profile', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(window.navigator.clipboard, 'writeText');
    renderPage(page, { api: apiWith(anActiveRequest()) });
    await user.click(
      await screen.findByRole('button', { name: 'Copy AWS CLI profile' }),
    );
    expect(writeText).toHaveBeenCalledWith(
      expect.stringContaining('[profile payments-prod-PowerUser]'),
    );
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it('keeps the receipt from everybody but the holder', async () => {
    const api = apiWith(anActiveRequest({ actions: ['revoke'] }));
    api.getMe.mockResolvedValue(aMe({ ...bo }));
    renderPage(page, { api });
    expect(await screen.findByRole('button', { name: 'Revoke' })).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /Open AWS access portal/ }),
    ).not.toBeInTheDocument();
  });

  it('revokes after a confirmation, with a comment', async () => {
    const api = apiWith(anActiveRequest({ actions: ['revoke'] }));
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Revoke PowerUser on payments-prod from Ann Li?',
    });
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Comment' }),
      'Incident is over',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Revoke it' }),
    );
    await waitFor(() =>
      expect(api.revoke).toHaveBeenCalledWith('req-1', {
        comment: 'Incident is over',
      }),
    );
  });

  it('moves the focus to the heading when the button that had it is gone', async () => {
    const api = apiWith(anActiveRequest({ actions: ['revoke'] }));
    const ending = anActiveRequest({ status: 'ending', actions: [] });
    api.revoke.mockResolvedValue(ending);
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke' }),
    );
    api.getRequest.mockResolvedValue(ending);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke it' }),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('heading', { name: 'PowerUser on payments-prod' }),
      ).toHaveFocus(),
    );
    expect(
      screen.getByText('Revoked: AWS is removing PowerUser on payments-prod'),
    ).toBeInTheDocument();
  });

  it('lets an approver decide on the page itself', async () => {
    const api = apiWith(aRequest({ actions: ['decide'], requester: carla }));
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    await waitFor(() =>
      expect(api.decide).toHaveBeenCalledWith('req-1', {
        verdict: 'approve',
        comment: '',
        digest: 'digest-1',
      }),
    );
  });

  it('says who was faster when it was decided meanwhile', async () => {
    const api = apiWith(aRequest({ actions: ['decide'] }));
    const error = await refusal(409, { code: 'already-decided' });
    api.decide.mockImplementation(async () => {
      api.getRequest.mockResolvedValue(anActiveRequest({ actions: [] }));
      throw error;
    });
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 h' }),
    );
    expect(
      await screen.findByText('Active until 16:40 (in 40 min)'),
    ).toBeVisible();
    expect(screen.getByText(/Already approved by Bo Ek/)).toBeVisible();
  });

  it('puts what is wrong first, with what AWS answered', async () => {
    renderPage(page, {
      api: apiWith(
        aRequest({
          status: 'failed',
          failure: 'The permission set no longer exists. Nothing was granted.',
          assignment: anAssignment({ lastError: 'ResourceNotFoundException' }),
        }),
      ),
    });
    expect(await screen.findByText('Access could not be given')).toBeVisible();
    expect(
      screen.getAllByText(
        'The permission set no longer exists. Nothing was granted.',
      )[0],
    ).toBeVisible();
    expect(screen.getByText(/^Last answer/)).toHaveTextContent(
      'Last answer: ResourceNotFoundException',
    );
  });

  it('tells what happened in words, and shows unknown events by name', async () => {
    const api = apiWith(anActiveRequest());
    const engine = { kind: 'engine', entityRef: null, displayName: null };
    api.listRequestEvents.mockResolvedValue({
      items: [
        {
          id: '1',
          type: 'request.approved',
          at: '2026-11-22T14:39:58.000Z',
          actor: { kind: 'user', ...bo },
          data: { comment: 'Go ahead, quickly' },
        },
        {
          id: '2',
          type: 'assignment.create-accepted',
          at: '2026-11-22T14:40:00.000Z',
          actor: engine,
          data: {},
        },
        {
          id: '3',
          type: 'request.something-new',
          at: '2026-11-22T14:40:05.000Z',
          actor: engine,
          data: {},
        },
      ],
    });
    renderPage(page, { api });
    const timeline = await screen.findByRole('region', {
      name: 'What happened',
    });
    const lines = await within(timeline).findAllByRole('listitem');
    expect(lines.map(line => line.textContent)).toEqual([
      'Bo Ek approvedGo ahead, quickly15:39 (20 min ago)',
      'AWS accepted the assignment15:40 (20 min ago)',
      'Elevated Access request something new15:40 (19 min ago)',
    ]);
  });

  it('has words for approval asked again, alerts, and people who left', async () => {
    const api = apiWith(anActiveRequest());
    const engine = { kind: 'engine', entityRef: null, displayName: null };
    const at = '2026-11-22T14:40:00.000Z';
    const said: Array<[string, object]> = [
      ['request.reapproval-needed', { reason: 'Bo Ek has left.' }],
      ['engine.person-left', {}],
      ['request.overdue', { alert: 2, lastError: 'ThrottlingException' }],
      ['request.ending', { reason: 'released', comment: '' }],
    ];
    api.listRequestEvents.mockResolvedValue({
      items: said.map(([type, data], index) => ({
        id: String(index),
        type,
        at,
        actor: engine,
        data,
      })),
    });
    renderPage(page, { api });
    const timeline = await screen.findByRole('region', {
      name: 'What happened',
    });
    const lines = await within(timeline).findAllByRole('listitem');
    expect(
      lines.map(line =>
        line.textContent
          ?.replace('Elevated Access ', '')
          .replace('15:40 (20 min ago)', ''),
      ),
    ).toEqual([
      'asked for approval againBo Ek has left.',
      'ended the access: the person left or was disabled',
      'raised the alarm: the access should be gone and AWS has not confirmed itAlert 2 · ThrottlingException',
      'began to remove the access',
    ]);
  });

  it('tells requester and approver why approval is asked for again', async () => {
    const again = aRequest({
      reapprovalReason: 'The permission set permits something else now.',
    });
    const first = renderPage(page, { api: apiWith(again) });
    expect(
      await screen.findByText('Nothing is given until it is approved again.', {
        exact: false,
      }),
    ).toHaveTextContent('The permission set permits something else now.');
    first.unmount();

    const api = apiWith({ ...again, actions: ['decide'] });
    api.getMe.mockResolvedValue(aMe({ ...bo }));
    const { container } = renderPage(page, { api });
    expect(
      await screen.findByText(/earlier approvals do not count/),
    ).toHaveTextContent('The permission set permits something else now.');
    await expectNoBarriers(container);
  });

  it('does not speak of approval asked again once it was given', async () => {
    renderPage(page, {
      api: apiWith(anActiveRequest({ reapprovalReason: 'It was late.' })),
    });
    await screen.findByText(/^Active until/);
    expect(screen.queryByText('Approval is asked for again')).toBeNull();
  });

  it('shows of a strict window when sessions can begin and when all is over', async () => {
    const { container } = renderPage(page, { api: apiWith(aStrictRequest()) });
    expect(
      await screen.findByText(/^Active, no new sessions after 16:40/),
    ).toBeVisible();
    expect(screen.getByText(/^Access from/)).toHaveTextContent(
      'Access from 15:40; no new sessions after 16:40; all access is over at 17:40.',
    );
    expect(screen.getByText('No new sessions after')).toBeVisible();
    await expectNoBarriers(container);
  });
});
