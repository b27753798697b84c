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

import { useMemo, useState } from 'react';
import { forgetInTab, keepInTab, keptInTab } from './keptInTab';
import { useMe } from './queries';

/** A text that is being written. */
interface KeptText {
  text: string;
  setText(text: string): void;
  /** It was sent. */
  forget(): void;
}

/**
 * Keeps what the reader writes into a field until it is sent.
 *
 * @param name - of the field and of what it is about
 */
export function useKeptText(name: string, initial = ''): KeptText {
  const person = useMe().data?.entityRef;
  const key = person && `elevated-access.text ${person} ${name}`;
  const [typed, setTyped] = useState<string>();
  const kept = useMemo(() => (key ? textIn(key) : undefined), [key]);
  return {
    text: typed ?? kept ?? initial,
    setText: text => {
      setTyped(text);
      if (key && text !== initial) {
        keepInTab(key, text);
      } else if (key) {
        forgetInTab(key);
      }
    },
    forget: () => {
      if (key) {
        forgetInTab(key);
      }
    },
  };
}

function textIn(key: string): string | undefined {
  const value = keptInTab(key);
  return typeof value === 'string' ? value : undefined;
}
