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

import { Box, SearchField, Text, VisuallyHidden } from '@backstage/ui';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { useMemo, useRef, useState } from 'react';
import { Autocomplete } from 'react-aria-components';
import type { Favourites } from '../../data/favourites';
import { useRequestable } from '../../data/queries';
import { useDebounced } from '../../time/clock';
import { useText } from '../../translations/useText';
import { LoadMore } from '../common/LoadMore';
import { EmptyState, LoadFailed, SkeletonRows } from '../common/States';
import { RequestableResults } from './RequestableResults';
import { useSlash } from './useSlash';
import styles from './ask.module.css';

/** Shorter than a person takes from one word to the next, and hardly noticed. */
const SETTLE_MS = 100;
const PAGE_ROWS = 50;

/** Offers only this permission set, and not these accounts. */
interface Only {
  permissionSet: string;
  arn: string;
  exceptAccounts: string[];
}

/**
 * One searchable list over everything the reader may ask for. The search is the
 * backend's; the focus stays in the field while arrows move through the list.
 */
export function RequestableSearch(props: {
  label: string;
  favourites: Favourites;
  onPick: (item: Requestable) => void;
  /** The focus goes to the search field as soon as it is there. */
  takeFocus?: boolean;
  initialSearch?: string;
  only?: Only;
}) {
  const { label, favourites, onPick, takeFocus, initialSearch, only } = props;
  const t = useText();
  const boxRef = useRef<HTMLDivElement>(null);
  useSlash(boxRef);
  const [typed, setTyped] = useState(initialSearch ?? '');
  const text = typed.trim();
  const search = useDebounced(text, SETTLE_MS);
  const query = useRequestable(
    only ? `${search} ${only.permissionSet}`.trim() : search,
    { limit: PAGE_ROWS },
  );
  const pages = query.data?.pages;
  const items = useMemo(() => offeredItems(pages ?? [], only), [pages, only]);
  /** What the rows were searched for: a name that ran ahead of them would draw them twice. */
  const found = wordsIn(pages?.[0]?.search ?? '', only);

  return (
    <Box bg="neutral" className={styles.search} ref={boxRef}>
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
          <RequestableResults
            // Another search is another list: the row that was in focus in the
            // last one may be anywhere in this one, and Enter would pick it.
            key={pages?.[0]?.search}
            label={
              found
                ? t('ask.search.resultsFor', { search: found })
                : t('ask.search.results')
            }
            items={items}
            favourites={favourites}
            isStale={query.isPlaceholderData || text !== search}
            onPick={onPick}
          />
        )}
        {query.data && items.length === 0 && nothing()}
      </Autocomplete>
      <LoadMore query={query} />
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

/** What the reader typed of a search. */
function wordsIn(search: string, only?: Only): string {
  return only ? search.slice(0, -only.permissionSet.length).trim() : search;
}

/** A list that changed between two pages may name a row twice, and no list can hold it twice. */
function offeredItems(pages: { items: Requestable[] }[], only?: Only) {
  const byKey = new Map(
    pages
      .flatMap(page => page.items)
      .filter(
        item =>
          !only ||
          (item.permissionSet.arn === only.arn &&
            !only.exceptAccounts.includes(item.account.id)),
      )
      .map(item => [`${item.account.id} ${item.permissionSet.arn}`, item]),
  );
  return [...byKey.values()];
}
