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

import { SearchField, Tag, TagGroup, Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { Autocomplete, ListBox, ListBoxItem } from 'react-aria-components';
import type { Filters, SearchedFacet } from '../../data/audit/filters';
import { useRemember, type Namer } from '../../data/audit/names';
import { useSuggestions } from '../../data/audit/suggestions';
import { useAuditText } from '../../translations/useAuditText';
import { SkeletonRows } from '../common/States';
import styles from './audit.module.css';

/** People, accounts and the like, found by typing; several may be chosen. */
export function SearchedField(props: {
  facet: SearchedFacet;
  filters: Filters;
  nameOf: Namer;
  rows: AccessRequest[];
  onChange: (filters: Filters) => void;
}) {
  const { facet, filters, nameOf, rows, onChange } = props;
  const t = useAuditText();
  const [typed, setTyped] = useState('');
  const { choices, isPending, isError } = useSuggestions(facet, typed, rows);
  const remember = useRemember();
  const [names, setNames] = useState<Record<string, string>>({});
  const chosen: string[] = filters[facet] ?? [];
  const open = choices.filter(({ id }) => !chosen.includes(id));

  const choose = (ids: string[]) =>
    onChange({ ...filters, [facet]: ids.length > 0 ? ids : undefined });

  return (
    <>
      {chosen.length > 0 && (
        <TagGroup
          aria-label={t('audit.filter.chosen')}
          items={chosen.map(id => ({
            id,
            name: names[id] ?? nameOf(facet, id),
          }))}
          onRemove={keys => choose(chosen.filter(id => !keys.has(id)))}
        >
          {({ id, name }) => (
            <Tag id={id} textValue={name} className={styles.chip}>
              <bdi>{name}</bdi>
            </Tag>
          )}
        </TagGroup>
      )}
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField
          label={t('audit.filter.search')}
          size="medium"
          // The dialog asks for nothing else.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        {isPending && <SkeletonRows rows={3} height={36} />}
        {!isPending && open.length === 0 && (
          <Text as="p" color="secondary" role="status">
            {isError ? t('audit.filter.failed') : t('audit.filter.nothing')}
          </Text>
        )}
        {open.length > 0 && (
          <ListBox
            aria-label={t('audit.filter.choices')}
            className={styles.choices}
            onAction={key => {
              const choice = open.find(({ id }) => id === key);
              if (choice) {
                remember(facet, choice);
                setNames(known => ({ ...known, [choice.id]: choice.name }));
                choose([...chosen, choice.id]);
                setTyped('');
              }
            }}
          >
            {open.map(({ id, name, hint }) => (
              <ListBoxItem
                key={id}
                id={id}
                textValue={name}
                className={styles.choice}
              >
                <bdi>{name}</bdi>
                {hint && (
                  <Text color="secondary" variant="body-small">
                    <bdi>{hint}</bdi>
                  </Text>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        )}
      </Autocomplete>
    </>
  );
}
