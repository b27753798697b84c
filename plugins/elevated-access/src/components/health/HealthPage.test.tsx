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
import type {
  Drift,
  Health as State,
} from 'backstage-plugin-elevated-access-common';
import { Health } from '../../pages';
import {
  aDependency,
  aDrift,
  aFinding,
  aHealth,
  aMe,
  anOverdueAccess,
  aQuota,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

const since = '2026-11-22T14:02:00.000Z';

function asResponder(health: State = aHealth(), drift: Drift = aDrift()) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['responder'] })),
    getHealth: jest.fn(async () => health),
    getDrift: jest.fn(async () => drift),
  });
}

const part = async (name: RegExp) => {
  const heading = await screen.findByRole('heading', { name });
  const item = heading.closest('li');
  if (!item) {
    throw new Error('The part is no list item');
  }
  return item;
};

describe('Health', () => {
  it('says in one sentence that everything is on time', async () => {
    const { container } = renderPage(<Health />, { api: asResponder() });
    expect(await screen.findByText('Everything is on time.')).toBeVisible();
    expect(screen.getByText('Nothing is overdue.')).toBeVisible();
    expect(await part(/^Identity Center \(eu-north-1\)/)).toHaveTextContent(
      'Working',
    );
    expect(await part(/^Engine/)).toHaveTextContent('replica-1');
    expect(await part(/^Directory/)).toHaveTextContent('15:58 (2 min ago)');
    expect(await screen.findByText('AWS and the grants agree.')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says why access is overdue, since when, and what to do', async () => {
    const { container } = renderPage(<Health />, {
      api: asResponder(
        aHealth({
          status: 'down',
          identityCenter: aDependency({
            status: 'down',
            since,
            lastError: 'connect ETIMEDOUT',
          }),
          queue: { scheduled: 4, activating: 0, ending: 1, overdue: 1 },
          overdue: [anOverdueAccess()],
        }),
      ),
    });
    expect(
      await screen.findByText((_, element) =>
        Boolean(
          element?.matches('p') &&
            element.textContent ===
              '1 grant is overdue because Identity Center has not answered since 15:02.',
        ),
      ),
    ).toBeVisible();
    const table = screen.getByRole('grid');
    expect(
      within(table).getByRole('link', {
        name: 'PowerUser on payments-prod of Ann Li',
      }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(table).toHaveTextContent(
      'Nothing enforces its end: it may still be used',
    );
    expect(table).toHaveTextContent('9 attempts');
    expect(table).toHaveTextContent('next in 30 s');
    expect(table).toHaveTextContent('ThrottlingException: Rate exceeded');
    const center = await part(/^Identity Center/);
    expect(center).toHaveTextContent('Not answering');
    expect(center).toHaveTextContent('since 15:02 (58 min ago)');
    expect(center).toHaveTextContent('connect ETIMEDOUT');
    expect(center).toHaveTextContent('Look at AWS’s service health');
    await expectNoBarriers(container);
  });

  it('says that nobody acts and that the directory cannot be granted from', async () => {
    renderPage(<Health />, {
      api: asResponder(
        aHealth({
          status: 'down',
          engine: { acting: false, leader: null, leaseExpiresAt: since },
          directory: {
            syncedAt: null,
            lastError: 'AccessDenied',
            usable: false,
          },
          identityStore: aDependency({ status: 'unknown', since: null }),
        }),
      ),
    });
    expect(
      await screen.findByText(
        'Nothing is overdue, but something needs a look.',
      ),
    ).toBeVisible();
    expect(await part(/^Engine/)).toHaveTextContent('Nobody acts');
    expect(await part(/^Engine/)).toHaveTextContent('ran out 15:02');
    const directory = await part(/^Directory/);
    expect(directory).toHaveTextContent('Too old to grant from');
    expect(directory).toHaveTextContent('never');
    expect(directory).toHaveTextContent('AccessDenied');
    expect(await part(/^Identity Store/)).toHaveTextContent('Not known yet');
  });

  it('says that it is loading', async () => {
    renderPage(<Health />, { api: aTestApi({ getHealth: jest.fn(never) }) });
    expect((await screen.findAllByText('Loading…')).length).toBeGreaterThan(0);
  });

  it('shows nothing below what is still loading and would push it down', async () => {
    const api = asResponder();
    let answer = (_: State) => {};
    api.getHealth.mockImplementation(
      () => new Promise(resolve => (answer = resolve)),
    );
    renderPage(<Health />, { api });
    await waitFor(() => expect(api.getDrift).toHaveBeenCalled());
    expect(
      screen.queryByRole('heading', { name: 'Drift' }),
    ).not.toBeInTheDocument();
    act(() => answer(aHealth()));
    expect(await screen.findByRole('heading', { name: 'Drift' })).toBeVisible();
  });

  it('offers another try when it cannot be read', async () => {
    const error = await refusal(500, { message: 'The database is away' });
    const { container } = renderPage(<Health />, {
      api: aTestApi({ getHealth: jest.fn().mockRejectedValue(error) }),
    });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await expectNoBarriers(container);
  });

  it('says how much overdue access the reader may not see', async () => {
    renderPage(<Health />, {
      api: aTestApi({
        getHealth: jest.fn(async () =>
          aHealth({
            queue: { scheduled: 0, activating: 0, ending: 0, overdue: 2 },
          }),
        ),
      }),
    });
    expect(
      await screen.findByText('2 more are not yours to see.'),
    ).toBeVisible();
  });
});

describe('Policies', () => {
  it.each([
    ['All can be read', { usable: true, unreadable: [], lastError: null }],
    [
      'Not all can be read',
      {
        usable: true,
        unreadable: [{ kind: 'eligibility' as const, name: 'nightly' }],
        lastError: null,
      },
    ],
    [
      'Nothing can be granted',
      {
        usable: false,
        unreadable: [{ kind: 'eligibility' as const, name: 'nightly' }],
        lastError: 'The eligibility policy nightly cannot be read',
      },
    ],
  ])('say: %s', async (label, policies) => {
    const { container } = renderPage(<Health />, {
      api: asResponder(aHealth({ policies })),
    });
    const shown = await part(/^Policies/);
    expect(shown).toHaveTextContent(label);
    for (const { name } of policies.unreadable) {
      expect(shown).toHaveTextContent(`Cannot be read${name}`);
      expect(shown).toHaveTextContent('An administrator mends');
    }
    if (policies.lastError) {
      expect(shown).toHaveTextContent(policies.lastError);
    }
    await expectNoBarriers(container);
  });
});

describe('Quotas', () => {
  const figure = async (label: string) =>
    (await screen.findByText(label)).closest('div');

  it('say how much of what AWS allows is in use, and nothing else while that is fine', async () => {
    const { container } = renderPage(<Health />, { api: asResponder() });
    expect(await figure('Calls per second allowed now')).toHaveTextContent(
      '16 of 16',
    );
    expect(await figure('Assignment writes under way')).toHaveTextContent(
      '2 of 15',
    );
    expect(screen.queryByText(/AWS throttled lately/)).not.toBeInTheDocument();
    expect(screen.queryByText(/More waits than/)).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('say what to do when AWS throttles', async () => {
    const { container } = renderPage(<Health />, {
      api: asResponder(
        aHealth({ quota: aQuota({ callsPerSecond: 4, slowedDown: true }) }),
      ),
    });
    expect(await figure('Calls per second allowed now')).toHaveTextContent(
      '4 of 16',
    );
    expect(screen.getByText(/AWS throttled lately/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it.each([
    ['calls', { callsWaiting: 481 }],
    ['writes', { writesWaiting: 151 }],
  ])('say what to do when many %s wait', async (_, waiting) => {
    renderPage(<Health />, {
      api: asResponder(aHealth({ quota: aQuota(waiting) })),
    });
    expect(
      await screen.findByText(/More waits than goes out soon/),
    ).toBeVisible();
  });

  it('say that another replica knows them', async () => {
    const { container } = renderPage(<Health />, {
      api: asResponder(aHealth({ quota: null })),
    });
    expect(
      await screen.findByText(/not the one that acts, and only that one knows/),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('are left out where the server does not tell them', async () => {
    renderPage(<Health />, {
      api: asResponder(aHealth({ quota: undefined })),
    });
    expect(await screen.findByText('Everything is on time.')).toBeVisible();
    expect(screen.queryByText('AWS’s quotas')).not.toBeInTheDocument();
  });
});

describe('Drift', () => {
  it('is not asked for by those whose job it is not', async () => {
    const { api } = renderPage(<Health />);
    expect(
      await screen.findByText(
        'Only auditors, responders and administrators see drift.',
      ),
    ).toBeVisible();
    expect(api.getDrift).not.toHaveBeenCalled();
  });

  it('lists what was found: kind, who, where, since, in a sentence, with the grant', async () => {
    const { container } = renderPage(<Health />, {
      api: asResponder(
        aHealth(),
        aDrift({
          items: [
            aFinding(),
            aFinding({
              id: 'drift-2',
              kind: 'removed',
              requestId: 'req-1',
              principal: { type: 'GROUP', id: 'g-1', name: null },
              account: { id: '444455556666', name: null },
              permissionSet: {
                arn: 'arn:aws:sso:::permissionSet/x',
                name: null,
              },
              description: 'Somebody removed it in Identity Center.',
            }),
          ],
        }),
      ),
    });
    const table = await screen.findByRole('grid');
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      'Not explainedgus.stoneUser · gus.stonePowerUserpayments-prod 1111 2222 3333No grant explains this assignment.15:30 (30 min ago)',
      'Removedg-1Group · unknown to Identity Centerarn:aws:sso:::permissionSet/x 4444 5555 6666Somebody removed it in Identity Center.The grant15:30 (30 min ago)',
    ]);
    expect(screen.getByText('15:55 (5 min ago)')).toBeInTheDocument();
    await expectNoBarriers(container);
  });

  it('shows the next page when asked to', async () => {
    const api = asResponder();
    api.getDrift.mockImplementation(async ({ cursor }) =>
      cursor === 'second'
        ? aDrift({ items: [aFinding({ id: 'drift-2', requestId: 'req-1' })] })
        : aDrift({ items: [aFinding()], nextCursor: 'second' }),
    );
    renderPage(<Health />, { api });
    const rows = async () =>
      within(await screen.findByRole('grid'))
        .getAllByRole('row')
        .slice(1);
    expect(await rows()).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(
      await screen.findByRole('link', { name: 'The grant' }),
    ).toBeVisible();
    expect(await rows()).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says that the next page failed, and tries it again', async () => {
    const api = asResponder();
    const error = await refusal(500, { message: 'The database is away' });
    api.getDrift.mockImplementation(async ({ cursor }) => {
      if (cursor) {
        throw error;
      }
      return aDrift({ items: [aFinding()], nextCursor: 'second' });
    });
    renderPage(<Health />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(await screen.findByText('The database is away')).toBeVisible();
    api.getDrift.mockResolvedValue(
      aDrift({ items: [aFinding({ id: 'drift-2', requestId: 'req-1' })] }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'The grant' }),
    ).toBeVisible();
  });

  it('says that nothing has been compared yet', async () => {
    renderPage(<Health />, {
      api: asResponder(
        aHealth(),
        aDrift({ comparedAt: null, lastAttemptAt: null }),
      ),
    });
    expect(
      await screen.findByText(/AWS has not been compared with the grants yet/),
    ).toBeVisible();
    expect(screen.queryByText('AWS and the grants agree.')).toBeNull();
  });

  it('says that the last comparison failed, and how old what it shows is', async () => {
    const { container } = renderPage(<Health />, {
      api: asResponder(
        aHealth(),
        aDrift({
          lastAttemptAt: '2026-11-22T14:58:00.000Z',
          lastError: 'ThrottlingException',
          items: [aFinding()],
        }),
      ),
    });
    expect(
      await screen.findByText(/The last comparison failed/),
    ).toHaveTextContent('15:58 (2 min ago)');
    expect(screen.getByText('ThrottlingException')).toBeVisible();
    expect(
      screen.getByText('No grant explains this assignment.'),
    ).toBeVisible();
    await expectNoBarriers(container);
  });

  it('offers another try when it cannot be read', async () => {
    const api = asResponder();
    api.getDrift.mockRejectedValue(
      await refusal(500, { message: 'The database is away' }),
    );
    renderPage(<Health />, { api });
    expect(await screen.findByText('The database is away')).toBeVisible();
  });
});
