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
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';

interface HeadingFocusValue {
  headingRef: RefObject<HTMLHeadingElement>;
  rescue: () => void;
}

const HeadingFocusContext = createContext<HeadingFocusValue>({
  headingRef: { current: null },
  rescue: () => {},
});

/**
 * Gives the focus to the page's heading when the control that had it is gone;
 * otherwise the keyboard would start again at the top of the portal.
 */
export function HeadingFocus(props: { children: ReactNode }) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [losses, setLosses] = useState(0);
  useEffect(() => {
    if (losses > 0 && document.activeElement === document.body) {
      // Whoever reads further down stays there; Tab goes on from the heading.
      headingRef.current?.focus({ preventScroll: true });
    }
  }, [losses]);
  const value = useMemo(
    () => ({ headingRef, rescue: () => setLosses(count => count + 1) }),
    [],
  );
  return (
    <HeadingFocusContext.Provider value={value}>
      {props.children}
    </HeadingFocusContext.Provider>
  );
}

/** Where the page's heading attaches itself. */
export function useHeadingRef(): RefObject<HTMLHeadingElement> {
  return useContext(HeadingFocusContext).headingRef;
}

/**
 * For a control that may vanish: call the returned function when it gets the
 * focus, and the focus is looked after once the control is gone.
 */
export function useFocusRescue(): () => void {
  const { rescue } = useContext(HeadingFocusContext);
  const hadFocus = useRef(false);
  useLayoutEffect(
    () => () => {
      if (hadFocus.current) {
        rescue();
      }
    },
    [rescue],
  );
  return () => {
    hadFocus.current = true;
  };
}
