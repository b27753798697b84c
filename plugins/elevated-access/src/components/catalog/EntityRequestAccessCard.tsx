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

import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Button, Link, Text } from '@backstage/ui';
import {
  catalogAnnotations,
  type EntityAccess,
} from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { useEntityAccess } from '../../data/entityAccess';
import { Providers } from '../../data/Providers';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { AccountBehind } from './AccountBehind';
import styles from './catalog.module.css';

/** Accounts shown before somebody asks for more. */
const SHOWN = 3;

/**
 * A card for the page of whatever runs in AWS: the accounts behind it, the
 * likeliest first, and a way to ask for access to them.
 */
export function EntityRequestAccessCard() {
  const t = useCatalogText();
  return (
    <Providers>
      <EntityInfoCard title={t('catalog.ask.title')}>
        <div className={styles.part}>
          <Accounts />
        </div>
      </EntityInfoCard>
    </Providers>
  );
}

function Accounts() {
  const { entity } = useEntity();
  const query = useEntityAccess(stringifyEntityRef(entity));
  if (query.isPending) {
    return <SkeletonRows rows={2} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {query.data.items.length === 0 ? (
        <NoneKnown />
      ) : (
        <AccountList access={query.data} />
      )}
    </>
  );
}

function AccountList(props: { access: EntityAccess }) {
  const { items, truncated } = props.access;
  const t = useCatalogText();
  const links = useLinks();
  const [showsAll, setShowsAll] = useState(false);
  // The likeliest of which something may be asked; without any, none is.
  const likely = items.find(({ requestable }) => requestable.length > 0);
  const left = items.length - SHOWN;
  return (
    <>
      <ul className={styles.list}>
        {items.slice(0, showsAll ? undefined : SHOWN).map(item => (
          <AccountBehind
            key={item.account.id}
            item={item}
            isLikely={item === likely && items.length > 1}
          />
        ))}
      </ul>
      {left > 0 && !showsAll && (
        <Button
          size="small"
          variant="secondary"
          className={styles.more}
          onPress={() => setShowsAll(true)}
        >
          {t('catalog.ask.more', { count: left })}
        </Button>
      )}
      {truncated && (showsAll || left <= 0) && (
        <Text as="p" color="secondary" variant="body-small">
          {t('catalog.ask.truncated')} <SearchLink />
        </Text>
      )}
      <Link
        href={links.audit({
          accountId: items.map(({ account }) => account.id),
        })}
        className={styles.more}
      >
        {t('catalog.ask.audit', { count: items.length })}
      </Link>
    </>
  );
}

function NoneKnown() {
  const t = useCatalogText();
  return (
    <div className={styles.text}>
      <Text as="p">{t('catalog.ask.none')}</Text>
      <Text as="p" color="secondary" variant="body-small">
        {t('catalog.ask.noneHint', {
          annotation: catalogAnnotations.accountId,
        })}
      </Text>
      <SearchLink />
    </div>
  );
}

function SearchLink() {
  const t = useCatalogText();
  const links = useLinks();
  return <Link href={links.ask()}>{t('catalog.ask.search')}</Link>;
}
