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

import { SearchField, Select } from '@backstage/ui';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { kinds, sources, type usePolicyFilter } from './usePolicyFilter';
import styles from './policies.module.css';

const ANY = 'any';

export function PolicyFilters(props: {
  filter: ReturnType<typeof usePolicyFilter>;
}) {
  const { filter } = props;
  const t = usePoliciesText();
  return (
    <div role="search" className={styles.filters}>
      <SearchField
        className={styles.search}
        size="small"
        label={t('policies.filter.search')}
        placeholder={t('policies.filter.searchHint')}
        value={filter.search}
        onChange={filter.setSearch}
      />
      <Select
        label={t('policies.filter.kind')}
        value={filter.kind ?? ANY}
        onChange={key => filter.setKind(kinds.find(kind => kind === key))}
        options={[
          { id: ANY, label: t('policies.filter.any') },
          ...kinds.map(kind => ({
            id: kind,
            label: t(`policies.kind.${kind}`),
          })),
        ]}
      />
      <Select
        label={t('policies.filter.source')}
        value={filter.source ?? ANY}
        onChange={key =>
          filter.setSource(sources.find(source => source === key))
        }
        options={[
          { id: ANY, label: t('policies.filter.any') },
          ...sources.map(source => ({
            id: source,
            label: t(`policies.source.${source}`),
          })),
        ]}
      />
    </div>
  );
}
