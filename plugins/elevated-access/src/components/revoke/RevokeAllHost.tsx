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

import type { Person } from 'backstage-plugin-elevated-access-common';
import {
  createContext,
  lazy,
  Suspense,
  useContext,
  useState,
  type PropsWithChildren,
} from 'react';

const RevokeAllDialog = lazy(() =>
  import('./RevokeAllDialog').then(({ RevokeAllDialog: dialog }) => ({
    default: dialog,
  })),
);

const Host = createContext<((person: Person) => void) | undefined>(undefined);

/**
 * Keeps the dialog of whoever revokes everything open while the rows that it was
 * opened from leave the page, one after the other.
 */
export function RevokeAllHost(props: PropsWithChildren) {
  const [person, setPerson] = useState<Person>();
  return (
    <Host.Provider value={setPerson}>
      {props.children}
      <Suspense fallback={null}>
        {person && (
          <RevokeAllDialog
            person={person}
            onClose={() => setPerson(undefined)}
          />
        )}
      </Suspense>
    </Host.Provider>
  );
}

/** Opens the dialog of the page around. */
export function useRevokeAllHost(): (person: Person) => void {
  const open = useContext(Host);
  if (!open) {
    throw new Error('No RevokeAllHost is around this; PageBody has one');
  }
  return open;
}
