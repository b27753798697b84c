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

import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Announcer, useAnnounce } from './Announcer';

function Copy() {
  const announce = useAnnounce();
  return (
    <button type="button" onClick={() => announce('Copied')}>
      Copy
    </button>
  );
}

describe('The announcer', () => {
  it('says the same words again as something new', async () => {
    render(
      <Announcer scope={{}}>
        <Copy />
      </Announcer>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    const first = screen.getByText('Copied');
    expect(screen.getByRole('status')).toContainElement(first);
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(screen.getByRole('status')).toHaveTextContent(/^Copied$/);
    expect(first).not.toBeInTheDocument();
  });

  it('says on the next page what was said just before the reader was led there', async () => {
    const scope = {};
    const { rerender } = render(
      <Announcer key="a" scope={scope}>
        <Copy />
      </Announcer>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    rerender(
      <Announcer key="b" scope={scope}>
        <p>Another page</p>
      </Announcer>,
    );
    // Only what changes in a region that is there already is read out.
    expect(screen.getByRole('status')).toHaveTextContent(/^$/);
    expect(await screen.findByText('Copied')).toBeInTheDocument();

    rerender(
      <Announcer key="c" scope={{}}>
        <p>Another portal</p>
      </Announcer>,
    );
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(screen.queryByText('Copied')).not.toBeInTheDocument();
  });
});
