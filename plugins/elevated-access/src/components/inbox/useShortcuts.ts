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

import { useEffect, useRef } from 'react';
import { useStored } from '../../data/audit/useStored';
import { isTyping } from '../common/isTyping';

const shortcutKeys = ['j', 'k', 'a', 'r', 'x', '?'] as const;

type ShortcutKey = (typeof shortcutKeys)[number];

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
  const [enabled, setEnabled] = useStored(SETTING, isOn);
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

  return { enabled, setEnabled };
}

function isOn(kept: unknown): boolean {
  return kept !== false;
}

function isShortcut(key: string): key is ShortcutKey {
  return shortcutKeys.some(known => known === key);
}
