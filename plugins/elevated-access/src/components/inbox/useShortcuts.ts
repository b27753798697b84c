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

import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useRef, useState } from 'react';

const shortcutKeys = ['j', 'k', 'a', 'r', 'x', '?'] as const;

type ShortcutKey = (typeof shortcutKeys)[number];

const BUCKET = 'elevated-access';
const SETTING = 'singleKeyShortcuts';

/** Whether single keys act; readers who speak to their computer turn it off. */
export interface ShortcutSetting {
  enabled: boolean;
  setEnabled(enabled: boolean): void;
}

/** Acts on single keys, unless they are typed into a field. */
export function useShortcuts(
  isActive: boolean,
  actions: Record<ShortcutKey, () => void>,
): ShortcutSetting {
  const bucket = useApi(storageApiRef).forBucket(BUCKET);
  const [enabled, setEnabled] = useState(
    () => bucket.snapshot<boolean>(SETTING).value !== false,
  );
  const latest = useRef(actions);
  latest.current = actions;

  useEffect(() => {
    if (!isActive || !enabled) {
      return undefined;
    }
    const onKey = (event: KeyboardEvent) => {
      if (
        event.repeat ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        isTyping(event.target) ||
        !isShortcut(event.key)
      ) {
        return;
      }
      event.preventDefault();
      latest.current[event.key]();
    };
    // Before the list sees it: a list takes letters for a search in its rows.
    document.addEventListener('keydown', onKey, { capture: true });
    return () =>
      document.removeEventListener('keydown', onKey, { capture: true });
  }, [isActive, enabled]);

  return {
    enabled,
    setEnabled: value => {
      setEnabled(value);
      bucket.set(SETTING, value).catch(() => {
        // The choice then lasts until the page is left.
      });
    },
  };
}

function isShortcut(key: string): key is ShortcutKey {
  return shortcutKeys.some(known => known === key);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="dialog"]') !== null)
  );
}
