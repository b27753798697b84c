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

import { Button, ButtonIcon, Select } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import type { JsonObject } from '@backstage/types';
import type { ReactNode } from 'react';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { Labelled } from '../../ask/Labelled';
import { objectsOf } from './document';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

/** One way to select, and what a selector of that kind begins as. */
export interface SelectorKind {
  id: string;
  label: string;
  empty: JsonObject;
}

/** A list of selectors, one per row: of which kind it is, and its value. */
export function SelectorList(props: {
  member: 'targets' | 'permissionSets';
  label: string;
  add: string;
  kinds: [SelectorKind, ...SelectorKind[]];
  children: (
    selector: JsonObject,
    error: string | undefined,
    change: (selector: JsonObject) => void,
  ) => ReactNode;
}) {
  const { member, label, add, kinds, children } = props;
  const t = usePoliciesText();
  const { document, set, errorOf, errorAt } = useEditing();
  const selectors = objectsOf(document, member);
  const [usual] = kinds;
  const { field, error } = useFieldError(errorAt(member));
  const replace = (index: number, selector: JsonObject) =>
    set(
      member,
      selectors.map((it, place) => (place === index ? selector : it)),
    );
  return (
    <Labelled label={label}>
      {labelId => (
        <>
          <ul
            aria-labelledby={labelId}
            aria-describedby={field['aria-describedby']}
            className={styles.selectors}
          >
            {selectors.map((selector, index) => (
              <li key={index} className={styles.selector}>
                <Select
                  aria-label={t('policyForm.selector.kind', {
                    number: String(index + 1),
                  })}
                  className={styles.selectorKind}
                  value={kinds.find(({ id }) => id in selector)?.id ?? usual.id}
                  options={kinds.map(({ id, label: text }) => ({
                    id,
                    label: text,
                  }))}
                  onChange={key => {
                    const kind = kinds.find(({ id }) => id === key);
                    if (kind && !(kind.id in selector)) {
                      replace(index, kind.empty);
                    }
                  }}
                />
                <div className={styles.selectorValue}>
                  {children(selector, errorOf(member, index), changed =>
                    replace(index, changed),
                  )}
                </div>
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  icon={<RiDeleteBinLine />}
                  aria-label={t('policyForm.selector.remove', {
                    number: String(index + 1),
                  })}
                  onPress={() =>
                    set(
                      member,
                      selectors.filter((_, place) => place !== index),
                    )
                  }
                />
              </li>
            ))}
          </ul>
          <Button
            variant="secondary"
            className={styles.add}
            onPress={() => set(member, [...selectors, usual.empty])}
          >
            {add}
          </Button>
          <FieldError {...error} />
        </>
      )}
    </Labelled>
  );
}
