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
import { Audit } from '../../auditPages';
import {
  aTestApi,
  expectNoBarriers,
  never,
  refusal,
  renderPage,
} from '../../__testUtils__/renderPage';

/** A body that sends these pieces and then ends, fails, or stays silent. */
function downloadOf(
  pieces: string[],
  options: { rows?: number; failure?: Error; isEndless?: boolean } = {},
) {
  const left = [...pieces];
  return {
    fileName: 'requests.csv',
    rows: options.rows,
    body: {
      getReader: () => ({
        read: async () => {
          const piece = left.shift();
          if (piece !== undefined) {
            return { done: false, value: new TextEncoder().encode(piece) };
          }
          if (options.failure) {
            throw options.failure;
          }
          return options.isEndless ? never() : { done: true, value: undefined };
        },
        cancel: async () => {},
      }),
    },
  };
}

const saved: Blob[] = [];

beforeEach(() => {
  saved.length = 0;
  URL.createObjectURL = jest.fn(blob => {
    if (blob instanceof Blob) {
      saved.push(blob);
    }
    return 'blob:saved';
  });
  URL.revokeObjectURL = jest.fn();
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

async function exportAs(format: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByLabelText(format));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Export' }));
  return dialog;
}

describe('The export', () => {
  it('asks for what the question finds, in the chosen form, and counts what came', async () => {
    const { api } = renderPage(<Audit />, {
      api: aTestApi({
        exportRequests: jest.fn(async () =>
          downloadOf(['id\r\n', '"a\nb"\r\n', 'c\r\n'], { rows: 2 }),
        ),
      }),
      search: '?ticket=OPS',
    });
    const dialog = await exportAs(/^CSV/);
    expect(await within(dialog).findByText('2 rows exported.')).toBeVisible();
    expect(api.exportRequests).toHaveBeenCalledWith(
      { view: 'all', ticket: 'OPS', format: 'csv' },
      expect.anything(),
    );
    expect(saved).toHaveLength(1);
    await expectNoBarriers(dialog);
  });

  it('says that less came than was announced', async () => {
    renderPage(<Audit />, {
      api: aTestApi({
        exportRequests: jest.fn(async () => downloadOf(['{}\n'], { rows: 3 })),
      }),
    });
    const dialog = await exportAs(/^JSON/);
    expect(
      await within(dialog).findByText(/The backend had announced 3/),
    ).toBeVisible();
  });

  it('says after how many rows it failed, and leaves no file', async () => {
    renderPage(<Audit />, {
      api: aTestApi({
        exportRequests: jest.fn(async () =>
          downloadOf(['{}\n{}\n'], { failure: new TypeError('network') }),
        ),
      }),
    });
    const dialog = await exportAs(/^OCSF/);
    expect(
      await within(dialog).findByText(
        /It failed after 2 rows. There is no file/,
      ),
    ).toBeVisible();
    expect(saved).toHaveLength(0);
  });

  it('shows how far it is and can be stopped', async () => {
    renderPage(<Audit />, {
      api: aTestApi({
        exportRequests: jest.fn(async () =>
          downloadOf(['{}\n'], { rows: 500, isEndless: true }),
        ),
      }),
    });
    const dialog = await exportAs(/^JSON/);
    expect(await within(dialog).findByText('1 of 500 rows')).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stop' }));
    expect(
      await within(dialog).findByText(
        'Stopped after 1 rows. There is no file.',
      ),
    ).toBeVisible();
    expect(saved).toHaveLength(0);
  });

  it('says why the backend refused', async () => {
    const error = await refusal(403, { remedy: 'Ask for the role.' });
    renderPage(<Audit />, {
      api: aTestApi({ exportRequests: jest.fn().mockRejectedValue(error) }),
    });
    const dialog = await exportAs(/^CSV/);
    await waitFor(() =>
      expect(within(dialog).getByText('Ask for the role.')).toBeVisible(),
    );
  });
});
