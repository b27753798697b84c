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

import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { ButtonLink, Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import { toAccountDocument } from './accountDocument';
import styles from './search.module.css';

/**
 * What a search page hands to a result item.
 *
 * @public
 */
export interface AccountSearchResultProps {
  icon?: ReactNode;
  result?: SearchDocument;
  highlight?: ResultHighlight;
}

/** An AWS account among the results of the portal's search, with a way to ask for access. */
export function AccountSearchResult(props: AccountSearchResultProps) {
  const { icon, result, highlight } = props;
  const t = useCatalogText();
  const links = useLinks();
  if (!result) {
    return null;
  }
  const account = toAccountDocument(result);
  const askFor = account.accountId
    ? links.askFor({ accountIds: [account.accountId] })
    : account.location;
  return (
    <div className={styles.item}>
      {icon}
      <div className={styles.text}>
        <Link href={askFor} weight="bold">
          <bdi>{marked('title')}</bdi>
        </Link>
        <Text as="p" color="secondary" variant="body-small">
          {account.accountId && <AccountId id={account.accountId} />}
          {account.ouPath.length > 0 && (
            <>
              {account.accountId && ' · '}
              <bdi>{account.ouPath.join('/')}</bdi>
            </>
          )}
        </Text>
        <Text as="p" variant="body-small">
          <bdi>{marked('text')}</bdi>
        </Text>
      </div>
      <ButtonLink
        size="small"
        variant="secondary"
        href={askFor}
        aria-label={t('search.requestFor', { account: account.title })}
      >
        {t('search.request')}
      </ButtonLink>
    </div>
  );

  /** The field with the words that were found, where the index says which. */
  function marked(field: 'title' | 'text') {
    const found = highlight?.fields[field];
    return found ? (
      <HighlightedSearchResultText
        text={found}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      account[field]
    );
  }
}
