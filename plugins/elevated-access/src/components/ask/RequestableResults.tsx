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

import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { memo, useMemo } from 'react';
import { ListBox, ListLayout, Virtualizer } from 'react-aria-components';
import type { Favourites } from '../../data/favourites';
import { RequestableRow } from './RequestableRow';
import styles from './ask.module.css';

/** Of a row on a wide screen; the others are measured. In pixels. */
const ROW_HEIGHT = 56;

const keyOf = (item: Requestable) =>
  `${item.account.id} ${item.permissionSet.arn}`;

function Results(props: {
  label: string;
  items: Requestable[];
  favourites: Favourites;
  /** Something else is searched for already: nothing is picked by accident. */
  isStale: boolean;
  onPick: (item: Requestable) => void;
}) {
  const { label, items, favourites, isStale, onPick } = props;
  const rows = useMemo(
    () => items.map(item => ({ id: keyOf(item), item })),
    [items],
  );
  return (
    <Virtualizer
      layout={ListLayout}
      layoutOptions={{ estimatedRowHeight: ROW_HEIGHT }}
    >
      <ListBox
        aria-label={label}
        className={styles.results}
        data-stale={isStale || undefined}
        items={rows}
        // Rows are kept between renders unless what they show has changed.
        dependencies={[favourites.list]}
        onAction={key => {
          const picked = items.find(item => keyOf(item) === key);
          if (picked && !isStale) {
            onPick(picked);
          }
        }}
      >
        {({ id, item }) => (
          <RequestableRow
            id={id}
            item={item}
            isStarred={favourites.has(item)}
            onStar={favourites.toggle}
          />
        )}
      </ListBox>
    </Virtualizer>
  );
}

/**
 * The rows that were found; only those in view are in the page, and typing does
 * not draw them again.
 */
export const RequestableResults = memo(Results);
