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
import { expectNoBarriers, renderPage } from '../../__testUtils__/renderPage';
import { CopyButton } from './CopyButton';
import { PageBody } from './PageBody';

const page = (
  <PageBody>
    <CopyButton text="111122223333" what="Account id" />
  </PageBody>
);

/** What browsers offer to pages that came over plain HTTP: nothing. */
function withClipboard(clipboard: { writeText: jest.Mock } | undefined) {
  Object.defineProperty(window.navigator, 'clipboard', {
    configurable: true,
    value: clipboard,
  });
}

describe('A button that copies', () => {
  it('copies and says so', async () => {
    renderPage(page);
    const button = await screen.findByRole('button', {
      name: 'Copy Account id',
    });
    const writeText = jest.fn(async () => {});
    withClipboard({ writeText });
    // Without the clipboard that user-event would put in its place.
    button.click();
    await waitFor(() => expect(writeText).toHaveBeenCalledWith('111122223333'));
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it.each([
    ['there is no clipboard', undefined],
    [
      'the browser does not permit it',
      { writeText: jest.fn().mockRejectedValue(new Error('NotAllowed')) },
    ],
  ])('shows the text, selected, where %s', async (_, clipboard) => {
    renderPage(page);
    const button = await screen.findByRole('button', {
      name: 'Copy Account id',
    });
    withClipboard(clipboard);
    button.click();
    const dialog = await screen.findByRole('dialog', {
      name: 'Copy Account id',
    });
    const field = within(dialog).getByRole('textbox');
    expect(field).toHaveValue('111122223333');
    await waitFor(() => expect(field).toHaveFocus());
    expect(window.getSelection()?.toString() || selected(field)).toBe(
      '111122223333',
    );
    await expectNoBarriers(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});

function selected(field: HTMLElement): string | undefined {
  return field instanceof HTMLInputElement
    ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
    : undefined;
}
