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
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useReducer,
  useRef,
  type ReactNode,
} from 'react';

const AnnouncerContext = createContext<(message: string) => void>(() => {});

interface Said {
  text: string;
  /** When, by the browser's own clock. */
  at: number;
}

/** What a page that was left said last, by what the pages have in common. */
const carried = new WeakMap<object, Said>();

/** Said this shortly before its page went away, nobody can have heard it. */
const UNHEARD_MS = 2_000;

/** The next page may have to be loaded first; later, the words would be of no use. */
const STILL_NEWS_MS = 15_000;

/** Screen readers miss what stands in a live region from its beginning. */
const REGION_KNOWN_MS = 150;

/**
 * Tells screen readers what happened, once, without moving the focus. What was
 * said just before the reader was led to another page is said there.
 */
export function Announcer(props: {
  /** The same for all pages that carry on for each other. */
  scope: object;
  children: ReactNode;
}) {
  const { scope } = props;
  const [shown, show] = useReducer(
    (before: { times: number }, text: string) => ({
      text,
      times: before.times + 1,
    }),
    { text: '', times: 0 },
  );
  const last = useRef<Said>();
  const say = useCallback((text: string) => {
    last.current = { text, at: Date.now() };
    show(text);
  }, []);
  useEffect(() => {
    const before = carried.get(scope);
    carried.delete(scope);
    const timer =
      before && Date.now() - before.at < STILL_NEWS_MS
        ? setTimeout(() => say(before.text), REGION_KNOWN_MS)
        : undefined;
    return () => {
      clearTimeout(timer);
      const said = last.current ?? before;
      if (said && Date.now() - said.at < UNHEARD_MS) {
        carried.set(scope, said);
      }
    };
  }, [scope, say]);
  return (
    <AnnouncerContext.Provider value={say}>
      {props.children}
      <VisuallyHidden role="status" aria-live="polite">
        {/* Said again, the same words have to be another node to be heard. */}
        <span key={shown.times}>{shown.text}</span>
      </VisuallyHidden>
    </AnnouncerContext.Provider>
  );
}

export function useAnnounce(): (message: string) => void {
  return useContext(AnnouncerContext);
}
