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

import { Box, Button, List, ListRow, Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { ListLayout, Virtualizer } from 'react-aria-components';
import { useText } from '../../translations/useText';
import { InboxRowContent } from './InboxRowContent';
import type { Inbox } from './useInbox';
import { MarksContext, type Marks } from './useMarks';
import styles from './inbox.module.css';

/** Of a usual row; each is measured once it is in view. In pixels. */
const ROW_HEIGHT = 112;

/** The requests that wait, one row each; only those in view are in the page. */
export function InboxList(props: { inbox: Inbox; marks: Marks }) {
  const { query, rows, selected, select } = props.inbox;
  const { marks } = props;
  const t = useText();
  const boxRef = useScrolledTo(
    selected?.id,
    rows.findIndex(({ id }) => id === selected?.id) / rows.length,
  );
  return (
    <Box bg="neutral" className={`${styles.list} ${styles.listBox}`}>
      <Text as="p" variant="body-small" color="secondary">
        {t('inbox.order')}
      </Text>
      <MarksContext.Provider value={marks}>
        <div ref={boxRef}>
          <Virtualizer
            layout={ListLayout}
            layoutOptions={{ estimatedRowHeight: ROW_HEIGHT }}
          >
            <List
              aria-label={t('inbox.list')}
              className={styles.rows}
              items={rows}
              selectionMode="single"
              selectionBehavior="replace"
              disallowEmptySelection
              selectedKeys={selected ? [selected.id] : []}
              onSelectionChange={keys => {
                const [key] = keys === 'all' ? [] : [...keys];
                if (key !== undefined) {
                  select(String(key));
                }
              }}
            >
              {row => (
                <ListRow
                  id={row.id}
                  textValue={t('request.title', {
                    permissionSet: row.request.permissionSet.name,
                    account: row.request.account.name,
                  })}
                  className={styles.listRow}
                >
                  <InboxRowContent row={row} />
                </ListRow>
              )}
            </List>
          </Virtualizer>
        </div>
      </MarksContext.Provider>
      {query.hasNextPage && !query.isFetchingNextPage && (
        <Button variant="tertiary" onPress={() => query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Box>
  );
}

/**
 * Keeps a row in view. One that is far away is not in the page: its place is
 * guessed from its share of the list, and then it is.
 */
function useScrolledTo(id: string | undefined, share: number) {
  const boxRef = useRef<HTMLDivElement>(null);
  const latestShare = useRef(share);
  latestShare.current = share;
  useEffect(() => {
    const list = boxRef.current?.querySelector('[role="grid"]');
    if (!list || id === undefined) {
      return undefined;
    }
    const bring = () => {
      const row = [...list.querySelectorAll('[data-key]')].find(
        element => element.getAttribute('data-key') === id,
      );
      row?.scrollIntoView?.({ block: 'nearest' });
      return row !== undefined;
    };
    if (bring()) {
      return undefined;
    }
    list.scrollTop = latestShare.current * list.scrollHeight;
    const frame = requestAnimationFrame(bring);
    return () => cancelAnimationFrame(frame);
  }, [id]);
  return boxRef;
}
