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

import { Switch } from '@backstage/ui';
import type { JsonValue } from '@backstage/types';
import type { ReactNode } from 'react';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

/** A member that the settings, or nothing, stand in for while it is left out. */
export function OptionalMember(props: {
  member: string;
  label: string;
  /** What it begins as. */
  initial: JsonValue;
  children: ReactNode;
}) {
  const { member, label, initial, children } = props;
  const { document, set } = useEditing();
  const isSet = document[member] !== undefined;
  return (
    <div className={styles.field}>
      <Switch
        label={label}
        isSelected={isSet}
        onChange={isOn => set(member, isOn ? initial : undefined)}
      />
      {isSet && <div className={styles.nested}>{children}</div>}
    </div>
  );
}
