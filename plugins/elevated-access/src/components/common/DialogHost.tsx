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
  Fragment,
  useCallback,
  useContext,
  useState,
  type ReactNode,
} from 'react';
import { useHeadingRef } from './HeadingFocus';

/** Draws a dialog, given how to close it. */
type DrawDialog = (close: () => void) => ReactNode;

const Host = createContext<((draw: DrawDialog) => void) | undefined>(undefined);

/**
 * Keeps a dialog open while the row or card that it was opened from leaves the
 * page: lists are read again while somebody types.
 */
export function DialogHost(props: { children: ReactNode }) {
  const [shown, setShown] = useState<{ draw: DrawDialog; times: number }>();
  const headingRef = useHeadingRef();
  const open = useCallback(
    (draw: DrawDialog) =>
      setShown(before => ({ draw, times: (before?.times ?? 0) + 1 })),
    [],
  );
  const close = () => {
    setShown(undefined);
    // The dialog gives the focus back to its button in the next frame. Only
    // where that is gone, the keyboard goes on from the heading.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) {
          headingRef.current?.focus({ preventScroll: true });
        }
      }),
    );
  };
  return (
    <Host.Provider value={open}>
      {props.children}
      {shown && <Fragment key={shown.times}>{shown.draw(close)}</Fragment>}
    </Host.Provider>
  );
}

/** Opens a dialog that outlives whoever opens it. */
export function useDialogHost(): (draw: DrawDialog) => void {
  const open = useContext(Host);
  if (!open) {
    throw new Error('No DialogHost is around this; PageBody has one');
  }
  return open;
}
