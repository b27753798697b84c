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

import { Box, Button, SearchField, Text, VisuallyHidden } from '@backstage/ui';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { Autocomplete, ListBox } from 'react-aria-components';
import { useRequestable } from '../../data/queries';
import { useDebounced } from '../../time/clock';
import { useText } from '../../translations/useText';
import { EmptyState, LoadFailed, SkeletonRows } from '../common/States';
import { RequestableRow } from './RequestableRow';
import styles from './ask.module.css';

const SETTLE_MS = 200;
const PAGE_ROWS = 25;

/**
 * One searchable list over everything the reader may ask for. The search is the
 * backend's; the focus stays in the field while arrows move through the list.
 */
export function RequestableSearch(props: {
  label: string;
  onPick: (item: Requestable) => void;
  /** The focus goes to the search field as soon as it is there. */
  takeFocus?: boolean;
  /** Offers only this permission set, and not these accounts. */
  only?: { permissionSet: string; arn: string; exceptAccounts: string[] };
}) {
  const { label, onPick, takeFocus, only } = props;
  const t = useText();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), SETTLE_MS);
  const query = useRequestable(
    only ? `${search} ${only.permissionSet}`.trim() : search,
    { limit: PAGE_ROWS },
  );
  const items = (query.data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(
      item =>
        !only ||
        (item.permissionSet.arn === only.arn &&
          !only.exceptAccounts.includes(item.account.id)),
    );
  const keyOf = (item: Requestable) =>
    `${item.account.id} ${item.permissionSet.arn}`;

  return (
    <Box bg="neutral" className={styles.search}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField
          label={label}
          description={t('ask.search.hint')}
          placeholder={t('ask.search.placeholder')}
          size="medium"
          // The search is what the page is for: it is the first thing to type in.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={takeFocus}
        />
        <VisuallyHidden role="status" aria-live="polite">
          {query.isFetching ? t('ask.search.searching') : countText()}
        </VisuallyHidden>
        {query.isPending && <SkeletonRows rows={6} height={52} />}
        {query.isError && !query.data && (
          <LoadFailed error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.data && items.length > 0 && (
          <ListBox
            // Another search is another list: the row that was in focus in the
            // last one may be anywhere in this one, and Enter would pick it.
            key={query.isPlaceholderData ? 'stale' : `found ${search}`}
            aria-label={
              search
                ? t('ask.search.resultsFor', { search })
                : t('ask.search.results')
            }
            className={styles.results}
            data-stale={query.isPlaceholderData || undefined}
            onAction={key => {
              const picked = items.find(item => keyOf(item) === key);
              if (picked) {
                onPick(picked);
              }
            }}
          >
            {items.map(item => (
              <RequestableRow key={keyOf(item)} id={keyOf(item)} item={item} />
            ))}
          </ListBox>
        )}
        {query.data && items.length === 0 && nothing()}
      </Autocomplete>
      {query.hasNextPage && (
        <Button
          variant="tertiary"
          className={styles.more}
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {t('ask.search.noneHint')}
      </Text>
    </Box>
  );

  function nothing() {
    if (search) {
      return <EmptyState title={t('ask.search.none', { search })} />;
    }
    return (
      <EmptyState
        title={
          only
            ? t('ask.picked.addNone', { permissionSet: only.permissionSet })
            : t('ask.search.nothing')
        }
      />
    );
  }

  function countText(): string {
    return query.hasNextPage
      ? t('ask.search.countMore', { number: String(items.length) })
      : t('ask.search.count', { count: items.length });
  }
}
