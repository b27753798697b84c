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

import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Tag,
  TagGroup,
} from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import {
  usedFacets,
  withoutFacet,
  type Facet,
  type Filters,
} from '../../data/audit/filters';
import type { Namer } from '../../data/audit/names';
import { useAuditText } from '../../translations/useAuditText';
import { FilterDialog } from './FilterDialog';
import { useFilterWords } from './useFilterWords';
import styles from './audit.module.css';

/** The filters as chips that can be removed, and a menu to add more. */
export function FilterBar(props: {
  filters: Filters;
  onChange: (filters: Filters) => void;
  facets: readonly Facet[];
  nameOf: Namer;
  /** What the list shows now: a source of names to offer. */
  rows: AccessRequest[];
}) {
  const { filters, onChange, facets, nameOf, rows } = props;
  const t = useAuditText();
  const words = useFilterWords(filters, nameOf);
  const [edited, edit] = useState<Facet>();
  const used = usedFacets(filters);
  return (
    <div className={styles.filters}>
      {used.length > 0 && (
        <TagGroup
          aria-label={t('audit.filter.chips')}
          items={used.map(facet => ({
            id: facet,
            text: t('audit.filter.chip', {
              facet: t(`audit.facet.${facet}`),
              value: words(facet),
            }),
          }))}
          onRemove={keys =>
            onChange(
              used
                .filter(facet => keys.has(facet))
                .reduce(withoutFacet, filters),
            )
          }
        >
          {({ id, text }) => (
            <Tag id={id} textValue={text} className={styles.chip}>
              <bdi>{text}</bdi>
            </Tag>
          )}
        </TagGroup>
      )}
      <MenuTrigger>
        <Button variant="secondary" size="small" iconStart={<RiAddLine />}>
          {t('audit.filter.add')}
        </Button>
        <Menu
          onAction={key => edit(facets.find(facet => facet === String(key)))}
        >
          {facets.map(facet => (
            <MenuItem key={facet} id={facet}>
              {t(`audit.facet.${facet}`)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {used.length > 1 && (
        <Button
          variant="tertiary"
          size="small"
          onPress={() => onChange(used.reduce(withoutFacet, filters))}
        >
          {t('audit.filter.clear')}
        </Button>
      )}
      {edited && (
        <FilterDialog
          facet={edited}
          filters={filters}
          nameOf={nameOf}
          rows={rows}
          onApply={onChange}
          onClose={() => edit(undefined)}
        />
      )}
    </div>
  );
}
