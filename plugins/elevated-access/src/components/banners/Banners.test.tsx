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
import type { Health } from 'backstage-plugin-elevated-access-common';
import { MyAccess } from '../../pages';
import {
  aDependency,
  aHealth,
  aMe,
  anOverdueAccess,
  bo,
} from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  renderPage,
} from '../../__testUtils__/renderPage';

function apiWith(health: Health) {
  return aTestApi({ getHealth: jest.fn(async () => health) });
}

/** The banner with this text, as a screen reader meets it. */
async function banner(role: 'alert' | 'status', title: string) {
  await screen.findByText(title);
  const found = screen
    .getAllByRole(role)
    .find(element => element.textContent?.includes(title));
  if (!found) {
    throw new Error(`No ${role} says: ${title}`);
  }
  return found;
}

const since = '2026-11-22T14:02:00.000Z';

describe('Banners', () => {
  it('are not there while all is well', async () => {
    renderPage(<MyAccess />);
    await screen.findByText('You hold no elevated access and wait for none.');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Health' })).toBeNull();
  });

  it.each(['info', 'warning', 'danger'] as const)(
    'say what administrators tell everybody, as text and nothing else: %s',
    async severity => {
      const text = 'Maintenance on Sunday <a href="https://x.example">now</a>';
      const { container } = renderPage(<MyAccess />, {
        api: aTestApi({
          getMe: jest.fn(async () => aMe({ banner: { text, severity } })),
        }),
      });
      expect(await banner('status', text)).toBeVisible();
      expect(container.querySelector('a[href*="x.example"]')).toBeNull();
      await expectNoBarriers(container);
    },
  );

  it('say what keeps the reader from receiving access, and the remedy', async () => {
    renderPage(<MyAccess />, {
      api: aTestApi({
        getMe: jest.fn(async () =>
          aMe({
            identityCenter: {
              state: 'problem',
              code: 'no-identity-center-user',
              reason:
                'There is no Identity Center user for ann.li@example.com.',
              remedy: 'Ask the platform team to invite you.',
            },
          }),
        ),
      }),
    });
    expect(
      await screen.findByText(
        'There is no Identity Center user for ann.li@example.com. Ask the platform team to invite you.',
      ),
    ).toBeVisible();
  });

  it('say since when Identity Center does not answer, in which Region, and what waits', async () => {
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(
        aHealth({
          status: 'down',
          identityCenter: aDependency({ status: 'down', since }),
          queue: { scheduled: 2, activating: 1, ending: 0, overdue: 0 },
        }),
      ),
    });
    const shown = await banner(
      'status',
      'AWS Identity Center (eu-north-1) is not answering',
    );
    expect(shown).toHaveTextContent('No answer since 15:02 (58 min ago).');
    expect(shown).toHaveTextContent('3 grants wait to begin.');
    await expectNoBarriers(container);
  });

  it('are an alarm when access has to end while Identity Center does not answer', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        aHealth({
          status: 'down',
          identityCenter: aDependency({ status: 'down', since }),
          queue: { scheduled: 0, activating: 0, ending: 2, overdue: 0 },
        }),
      ),
    });
    const shown = await banner(
      'alert',
      'AWS Identity Center (eu-north-1) is not answering',
    );
    expect(shown).toHaveTextContent('2 removals are retried');
    expect(within(shown).queryByRole('button', { name: 'Hide' })).toBeNull();
  });

  it('list overdue access with links, tell that nothing else ends it, and cannot be hidden', async () => {
    const { container } = renderPage(<MyAccess />, {
      api: apiWith(
        aHealth({
          queue: { scheduled: 0, activating: 0, ending: 2, overdue: 3 },
          overdue: [
            anOverdueAccess(),
            anOverdueAccess({ requestId: 'req-2', person: bo }),
          ],
        }),
      ),
    });
    const shown = await banner('alert', '3 grants are overdue');
    expect(shown).toHaveTextContent(
      'nothing else enforces its end: it may still be used',
    );
    expect(
      within(shown).getByRole('link', {
        name: 'PowerUser on payments-prod of Ann Li',
      }),
    ).toHaveAttribute('href', '/elevated-access/requests/req-1');
    expect(shown).toHaveTextContent('since 15:53 (7 min ago)');
    expect(shown).toHaveTextContent('and 1 more');
    expect(within(shown).queryByRole('button')).toBeNull();
    expect(within(shown).getByRole('link', { name: 'Health' })).toHaveAttribute(
      'href',
      '/elevated-access/health',
    );
    await expectNoBarriers(container);
  });

  it.each([
    { enforcedBy: ['iam'], says: 'IAM itself denies its use meanwhile.' },
    {
      enforcedBy: ['iam', 'nothing'],
      says: 'Nothing else enforces the end of 1 of them',
    },
  ] as const)(
    'tell truthfully what enforces the end: $enforcedBy',
    async ({ enforcedBy, says }) => {
      renderPage(<MyAccess />, {
        api: apiWith(
          aHealth({
            queue: {
              scheduled: 0,
              activating: 0,
              ending: 0,
              overdue: enforcedBy.length,
            },
            overdue: enforcedBy.map((by, index) =>
              anOverdueAccess({ requestId: `req-${index}`, enforcedBy: by }),
            ),
          }),
        ),
      });
      expect(await screen.findByText(new RegExp(says))).toBeVisible();
    },
  );

  it('do not shout at those who may see none of what is overdue', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        aHealth({
          queue: { scheduled: 0, activating: 0, ending: 0, overdue: 2 },
        }),
      ),
    });
    expect(await banner('status', '2 grants are overdue')).toHaveTextContent(
      'None of them is yours to see.',
    );
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    {
      what: 'a replica is taking over',
      leaseExpiresAt: '2026-11-22T14:59:50.000Z',
      role: 'status',
    },
    {
      what: 'nobody has acted for minutes',
      leaseExpiresAt: '2026-11-22T14:55:00.000Z',
      role: 'alert',
    },
  ] as const)(
    'say that nobody acts: $what',
    async ({ leaseExpiresAt, role }) => {
      renderPage(<MyAccess />, {
        api: apiWith(
          aHealth({
            status: 'down',
            engine: { acting: false, leader: null, leaseExpiresAt },
          }),
        ),
      });
      expect(
        await banner(role, 'Nobody acts on grants at the moment'),
      ).toHaveTextContent('No backend replica has acted since');
    },
  );

  it('say that nothing new can be granted from a directory that is too old', async () => {
    renderPage(<MyAccess />, {
      api: apiWith(
        aHealth({
          status: 'degraded',
          directory: {
            syncedAt: '2026-11-22T09:00:00.000Z',
            lastError: null,
            usable: false,
          },
        }),
      ),
    });
    expect(
      await banner('status', 'Nothing new can be granted at the moment'),
    ).toHaveTextContent('last read from AWS 10:00 (6 h ago)');
  });

  it('can be hidden when they are minor, and come back when it is worse', async () => {
    const api = apiWith(
      aHealth({
        status: 'degraded',
        organizations: aDependency({ status: 'down', since }),
      }),
    );
    const { signals } = renderPage(<MyAccess />, { api });
    await userEvent.click(await screen.findByRole('button', { name: 'Hide' }));
    expect(
      screen.queryByText('AWS Organizations is not answering'),
    ).not.toBeInTheDocument();

    api.getHealth.mockResolvedValue(
      aHealth({
        status: 'down',
        identityCenter: aDependency({ status: 'down', since }),
      }),
    );
    signals.send(['req-1']);
    expect(
      await screen.findByText(
        'AWS Identity Center (eu-north-1) is not answering',
      ),
    ).toBeVisible();
  });
});
