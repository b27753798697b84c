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

import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { aMe } from '../../__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';
import { PageBody } from '../common/PageBody';
import { EventLogPage } from './EventLogPage';

const page = (
  <PageBody>
    <EventLogPage />
  </PageBody>
);

/** As a portal whose layout changes at a breakpoint of the window's width. */
function InChangingLayout() {
  const [width, setWidth] = useState(1280);
  return (
    <>
      <button type="button" onClick={() => setWidth(360)}>
        Narrow
      </button>
      <div key={width}>{page}</div>
    </>
  );
}

const intact = {
  intact: true,
  events: 5234,
  unsealed: 2,
  head: { seq: 5234, hash: 'ab'.repeat(32) },
  brokenAt: null,
  anchors: { held: 0, places: [] },
};

function asAuditor(verification: unknown) {
  return aTestApi({
    getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
    verifyEventLog: jest.fn(async () => verification),
  });
}

describe('The event log', () => {
  it('is verified on demand, and the result is said in words', async () => {
    const { api, container } = renderPage(page, { api: asAuditor(intact) });
    const button = await screen.findByRole('button', { name: 'Verify now' });
    expect(api.verifyEventLog).not.toHaveBeenCalled();
    await userEvent.click(button);
    expect(
      await screen.findByText(
        'The log is intact: 5234 events, nothing changed.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/No anchor is configured/)).toBeVisible();
    await expectNoBarriers(container);
  });

  it('stays verified when the layout around it changes', async () => {
    const { api } = renderPage(<InChangingLayout />, {
      api: asAuditor(intact),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify now' }),
    );
    await screen.findByText(/The log is intact/);
    await userEvent.click(screen.getByRole('button', { name: 'Narrow' }));
    expect(await screen.findByText(/The log is intact/)).toBeVisible();
    expect(api.verifyEventLog).toHaveBeenCalledTimes(1);
  });

  it('is still being verified when the layout around it changes', async () => {
    let answer = (_: unknown) => {};
    const api = aTestApi({
      getMe: jest.fn(async () => aMe({ roles: ['auditor'] })),
      verifyEventLog: jest.fn(
        () =>
          new Promise(resolve => {
            answer = resolve;
          }),
      ),
    });
    renderPage(<InChangingLayout />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify now' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Narrow' }));
    expect(
      await screen.findByRole('button', { name: /Reading every event/ }),
    ).toBeVisible();
    await act(async () => answer(intact));
    expect(await screen.findByText(/The log is intact/)).toBeVisible();
    expect(api.verifyEventLog).toHaveBeenCalledTimes(1);
  });

  it('is not called intact when it could not be verified again', async () => {
    const api = asAuditor(intact);
    renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify now' }),
    );
    await screen.findByText(/The log is intact/);
    api.verifyEventLog.mockRejectedValue(await refusal(503));
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(
      await screen.findByRole('button', { name: 'Try again' }),
    ).toBeVisible();
    expect(screen.queryByText(/The log is intact/)).not.toBeInTheDocument();
  });

  it('says where it is broken and what to do', async () => {
    const { container } = renderPage(page, {
      api: asAuditor({
        ...intact,
        intact: false,
        brokenAt: { seq: 77, reason: 'The hash does not fit <b>it</b>.' },
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify now' }),
    );
    expect(
      await screen.findByText('The log is not what was written'),
    ).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'First at event 77: The hash does not fit <b>it</b>.',
    );
    await expectNoBarriers(container);
  });

  it('names a place that cannot be written to', async () => {
    renderPage(page, {
      api: asAuditor({
        ...intact,
        anchors: {
          held: 3,
          places: [
            {
              place: 's3:audit/anchors',
              last: {
                seq: 5000,
                hash: 'cd'.repeat(32),
                at: '2026-11-22T14:30:00.000Z',
              },
              lastError: 'AccessDenied',
            },
          ],
        },
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify now' }),
    );
    expect(await screen.findByText('s3:audit/anchors')).toBeVisible();
    expect(
      screen.getByText('cannot be written to: AccessDenied'),
    ).toBeVisible();
    expect(screen.getByText(/^3 anchors still hold/)).toBeVisible();
  });

  it('is not offered to those whose job it is not', async () => {
    const { container } = renderPage(page);
    expect(
      await screen.findByText(/Only auditors and administrators/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Verify now' }),
    ).not.toBeInTheDocument();
    await expectNoBarriers(container);
  });
});
