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

import {
  anActiveRequest,
  aRequest,
  aStrictRequest,
} from '../../__testUtils__/builders';
import { timeSpansOf } from './timeSpans';

const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00.000Z`);
const now = at('15:00');

describe('timeSpansOf', () => {
  it('has no picture of a request whose time is not fixed', () => {
    expect(timeSpansOf(aRequest(), now)).toBeUndefined();
  });

  it('shows the window that was asked for while nobody has decided', () => {
    const spans = timeSpansOf(
      aRequest({ requestedStart: '2026-11-22T16:00:00.000Z' }),
      now,
    );
    expect(spans?.asked).toEqual({ from: at('16:00'), to: at('17:00') });
    expect(spans?.access).toBeUndefined();
  });

  it('shows access as planned while it is live, and the sessions after it', () => {
    const spans = timeSpansOf(anActiveRequest(), now);
    expect(spans?.access?.to).toBe(at('15:40'));
    expect(spans?.tail).toEqual({ from: at('15:40'), to: at('16:40') });
    expect(spans?.whole.to).toBe(at('16:40'));
  });

  it('ends access that was given back early when it ended, with a shorter tail', () => {
    const spans = timeSpansOf(
      anActiveRequest({
        status: 'ended',
        endReason: 'released',
        endedAt: '2026-11-22T14:50:00.000Z',
      }),
      now,
    );
    expect(spans?.access?.to).toBe(at('14:50'));
    expect(spans?.tail).toEqual({ from: at('14:50'), to: at('15:50') });
  });

  it('lets access go on until now while AWS has not confirmed its end, and says which part is overdue', () => {
    const spans = timeSpansOf(
      anActiveRequest({
        status: 'ending',
        endsAt: '2026-11-22T14:52:00.000Z',
        overdueSince: '2026-11-22T14:53:00.000Z',
      }),
      now,
    );
    expect(spans?.access?.to).toBe(now);
    expect(spans?.overdue).toEqual({ from: at('14:52'), to: now });
  });

  it('keeps the sessions of a strict window inside it', () => {
    const spans = timeSpansOf(aStrictRequest(), now);
    expect(spans?.access?.to).toBe(at('15:40'));
    expect(spans?.tail?.to).toBe(at('16:40'));
    expect(spans?.whole.to).toBe(at('16:40'));
  });

  it('shows no access where none was given', () => {
    expect(
      timeSpansOf(anActiveRequest({ status: 'lapsed', activatedAt: null }), now)
        ?.access,
    ).toBeUndefined();
  });
});
