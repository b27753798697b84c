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

import { Combobox } from '@backstage/ui';
import { useId, useState } from 'react';
import { useSuggestions, type SuggestionKind } from '../../../data/suggestions';
import { useText } from '../../../translations/useText';
import { FieldError } from '../../ask/FieldError';
import { useRequired } from '../../common/useRequired';
import { optionsOr } from './optionsOr';
import styles from '../policies.module.css';

/** What the field holds, and how it is shown while it does. */
interface Entry {
  value: string;
  text: string;
  isPicked: boolean;
}

/**
 * A text that is mostly picked from what there is, and may be typed as well: not
 * everything that a policy may name is in every catalog.
 */
export function SuggestField(props: {
  label: string;
  description?: string;
  kind: SuggestionKind;
  value: string;
  error?: string;
  isRequired?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, description, kind, value, error, onChange } = props;
  const { isRequired = false } = props;
  const t = useText();
  const errorId = useId();
  const [entry, setEntry] = useState<Entry>();
  const current = entry?.value === value ? entry : undefined;
  const shown = current?.text ?? value;
  const { suggestions, isSearching } = useSuggestions(kind, shown);
  return (
    <div className={styles.field}>
      <Combobox
        label={label}
        description={description}
        {...useRequired(isRequired)}
        allowsCustomValue
        // The name of what was picked is no search: it must not open a list
        // again that had begun to fade when it was picked from.
        menuTrigger={current?.isPicked ? 'manual' : 'focus'}
        options={optionsOr(
          suggestions,
          isSearching ? undefined : t('picker.nothing'),
        )}
        isInvalid={Boolean(error)}
        aria-describedby={error && errorId}
        loading={{ state: isSearching ? 'filtering' : 'idle' }}
        selectedKey={current?.isPicked ? value : null}
        onSelectionChange={key => {
          const found = suggestions.find(({ id }) => id === key);
          if (found) {
            setEntry({ value: found.id, text: found.label, isPicked: true });
            onChange(found.id);
          }
        }}
        search={{
          mode: 'server',
          inputValue: shown,
          onInputChange: text => {
            if (text !== shown) {
              // The text stays as typed: a space may be followed by another word.
              setEntry({ value: text.trim(), text, isPicked: false });
              onChange(text.trim());
            }
          },
        }}
      />
      {current?.isPicked && shown !== value && (
        <span className={styles.hint}>
          <bdi>{value}</bdi>
        </span>
      )}
      <FieldError id={errorId} text={error} />
    </div>
  );
}
