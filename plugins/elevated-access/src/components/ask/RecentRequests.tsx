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

import { ButtonLink, Skeleton, Text } from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import { useId } from 'react';
import { useRequestList } from '../../data/queries';
import { When } from '../../time/When';
import { useLinks } from '../../useLinks';
import { useText } from '../../translations/useText';
import styles from './ask.module.css';

const SHOWN = 3;
const LOOKED_AT = 20;
/** Of most names, in pixels. */
const SHORTCUT_WIDTH = 330;

/** The last few different things the reader asked for. A convenience: silent when it fails. */
export function RecentRequests() {
  const t = useText();
  const links = useLinks();
  const labelId = useId();
  const query = useRequestList({ view: 'mine', limit: LOOKED_AT });
  const different = new Map(
    query.data?.pages
      .flatMap(page => page.items)
      .reverse()
      .map(request => [
        `${request.account.id} ${request.permissionSet.arn}`,
        request,
      ]),
  );
  const recent = [...different.values()]
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, SHOWN);
  if (recent.length === 0 && !query.isPending) {
    return null;
  }
  return (
    <div
      className={styles.recent}
      role="group"
      aria-labelledby={labelId}
      aria-busy={query.isPending}
    >
      <Text id={labelId} color="secondary">
        {t('ask.recent')}
      </Text>
      {/* The search below stays where it is when the answer comes. */}
      {query.isPending &&
        Array.from({ length: SHOWN }, (_, at) => (
          <Skeleton key={at} width={SHORTCUT_WIDTH} height={32} />
        ))}
      {recent.map(request => (
        <ButtonLink
          key={request.id}
          size="small"
          variant="secondary"
          className={styles.shortcut}
          iconStart={<RiHistoryLine />}
          href={links.askAgain(request)}
        >
          {t('request.title', {
            permissionSet: request.permissionSet.name,
            account: request.account.name,
          })}{' '}
          <span className={styles.ago}>
            <When iso={request.createdAt} form="relative" />
          </span>
        </ButtonLink>
      ))}
    </div>
  );
}
