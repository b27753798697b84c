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

import { Button, Combobox, Tag, TagGroup } from '@backstage/ui';
import { entityRefSchema } from 'backstage-plugin-elevated-access-common';
import { useId, useState } from 'react';
import { useSuggestions, type SuggestionKind } from '../../../data/suggestions';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { useText } from '../../../translations/useText';
import { FieldError } from '../../ask/FieldError';
import { whoWords } from '../usePolicySentences';
import { optionsOr } from './optionsOr';
import styles from '../policies.module.css';

/** Several users and groups of the catalog; words such as `owner` where they are offered. */
export function RefPicker(props: {
  label: string;
  description?: string;
  kind?: SuggestionKind;
  /** Words beside references, offered as buttons. */
  words?: readonly string[];
  refs: readonly string[];
  error?: string;
  onChange: (refs: string[]) => void;
}) {
  const { label, description, words = [], refs, error, onChange } = props;
  const { kind = 'people-and-groups' } = props;
  const t = usePoliciesText();
  const common = useText();
  const errorId = useId();
  const [typed, setTyped] = useState('');
  // The list closes when what is selected changes, and opens when the text
  // does: clearing the text must not open it again where it had begun to fade.
  const [chosen, setChosen] = useState<string | null>(null);
  const { suggestions, isSearching } = useSuggestions(kind, typed);
  const open = suggestions.filter(({ id }) => !refs.includes(id));
  const isChosen = suggestions.length > 0 || refs.includes(typed);
  const nothing = common(isChosen ? 'picker.chosen' : 'picker.nothing');
  const isRef =
    !refs.includes(typed) && entityRefSchema.safeParse(typed).success;

  const add = (ref: string) => {
    setTyped('');
    if (!refs.includes(ref)) {
      onChange([...refs, ref]);
    }
  };

  return (
    <div className={styles.field}>
      <div className={styles.adder}>
        <Combobox
          className={styles.grow}
          label={label}
          description={description}
          placeholder={t('policyForm.refs.placeholder')}
          allowsCustomValue
          menuTrigger={chosen === null ? 'focus' : 'manual'}
          onBlur={() => setChosen(null)}
          options={optionsOr(open, isSearching ? undefined : nothing)}
          isInvalid={Boolean(error)}
          aria-describedby={error && errorId}
          loading={{ state: isSearching ? 'filtering' : 'idle' }}
          selectedKey={chosen}
          onSelectionChange={key => {
            if (open.some(({ id }) => id === key)) {
              setChosen(String(key));
              add(String(key));
            }
          }}
          search={{
            mode: 'server',
            inputValue: typed,
            onInputChange: text => {
              setChosen(null);
              setTyped(text);
            },
          }}
        />
        {isRef && (
          <Button variant="secondary" onPress={() => add(typed)}>
            {t('policyForm.refs.add', { ref: typed })}
          </Button>
        )}
        {words
          .filter(word => !refs.includes(word))
          .map(word => (
            <Button key={word} variant="secondary" onPress={() => add(word)}>
              {t('policyForm.refs.addWord', { who: whoWords(word, t) })}
            </Button>
          ))}
      </div>
      {refs.length > 0 && (
        <TagGroup
          aria-label={label}
          onRemove={keys => onChange(refs.filter(ref => !keys.has(ref)))}
        >
          {refs.map(ref => (
            <Tag key={ref} id={ref} textValue={ref}>
              <bdi title={ref}>{whoWords(ref, t)}</bdi>
            </Tag>
          ))}
        </TagGroup>
      )}
      <FieldError id={errorId} text={error} />
    </div>
  );
}
