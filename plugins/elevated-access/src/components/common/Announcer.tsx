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

import { VisuallyHidden } from '@backstage/ui';
import { createContext, useContext, useReducer, type ReactNode } from 'react';

const AnnouncerContext = createContext<(message: string) => void>(() => {});

/** Tells screen readers what happened, once, without moving the focus. */
export function Announcer(props: { children: ReactNode }) {
  const [said, say] = useReducer(
    (before: { times: number }, text: string) => ({
      text,
      times: before.times + 1,
    }),
    { text: '', times: 0 },
  );
  return (
    <AnnouncerContext.Provider value={say}>
      {props.children}
      <VisuallyHidden role="status" aria-live="polite">
        {/* Said again, the same words have to be another node to be heard. */}
        <span key={said.times}>{said.text}</span>
      </VisuallyHidden>
    </AnnouncerContext.Provider>
  );
}

export function useAnnounce(): (message: string) => void {
  return useContext(AnnouncerContext);
}
