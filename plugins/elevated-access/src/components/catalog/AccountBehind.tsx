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

import { Badge, ButtonLink, Link, Text } from '@backstage/ui';
import type { EntityAccess } from 'backstage-plugin-elevated-access-common';
import { useTimeWords } from '../../time/useTimeWords';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import styles from './catalog.module.css';

/** Permission sets named below an account; the rest is on the page "Request". */
const SETS_SHOWN = 4;

type Behind = EntityAccess['items'][number];

/** An account behind an entity: why this one, and what may be asked for in it. */
export function AccountBehind(props: { item: Behind; isLikely: boolean }) {
  const { item, isLikely } = props;
  const { account, because, requestable } = item;
  const t = useCatalogText();
  const links = useLinks();
  const [only, ...others] = requestable;
  const askFor = links.askFor({
    accountIds: [account.id],
    permissionSet: others.length > 0 ? undefined : only?.permissionSet.name,
  });
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <span className={styles.accountName}>
          <Text weight="bold">
            <bdi>{account.name}</bdi>
          </Text>
          {isLikely && (
            <Badge className={styles.likely}>{t('catalog.ask.likely')}</Badge>
          )}
        </span>
        <Text color="secondary" variant="body-small">
          <AccountId id={account.id} />
          {account.ouPath.length > 0 && (
            <>
              {' · '}
              <bdi>{account.ouPath.join('/')}</bdi>
            </>
          )}
          {' · '}
          {t(`catalog.ask.because.${because}`)}
        </Text>
        {requestable.length === 0 ? (
          <Nothing account={account} />
        ) : (
          <Sets item={item} />
        )}
      </div>
      {requestable.length > 0 && (
        <ButtonLink
          size="small"
          variant={isLikely ? 'primary' : 'secondary'}
          href={askFor}
          aria-label={t('catalog.requestFor', { account: account.name })}
        >
          {t('catalog.request')}
        </ButtonLink>
      )}
    </li>
  );
}

/** The permission sets that may be asked for, each a way to do so. */
function Sets(props: { item: Behind }) {
  const { account, requestable } = props.item;
  const t = useCatalogText();
  const links = useLinks();
  const words = useTimeWords();
  return (
    <ul className={styles.sets}>
      {requestable.slice(0, SETS_SHOWN).map(wish => (
        <li key={wish.permissionSet.arn}>
          <Link
            href={links.askFor({
              accountIds: [account.id],
              permissionSet: wish.permissionSet.name,
            })}
            aria-label={t('catalog.requestSet', {
              permissionSet: wish.permissionSet.name,
              account: account.name,
            })}
          >
            <bdi>{wish.permissionSet.name}</bdi>
          </Link>{' '}
          <Text color="secondary" variant="body-small">
            {t('catalog.ask.upTo', {
              duration: words.duration(wish.maxDuration),
            })}
            {', '}
            {t(`catalog.ask.approval.${wish.approval}`)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Nothing(props: { account: Behind['account'] }) {
  const { account } = props;
  const t = useCatalogText();
  const links = useLinks();
  return (
    <Text as="p" variant="body-small">
      {t('catalog.ask.nothing')}{' '}
      <Link
        href={links.askFor({ accountIds: [account.id] })}
        variant="body-small"
        aria-label={t('catalog.ask.whyNotFor', { account: account.name })}
      >
        {t('catalog.ask.whyNot')}
      </Link>
    </Text>
  );
}
