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

import { ButtonLink, Text } from '@backstage/ui';
import { RiStarFill } from '@remixicon/react';
import { useId } from 'react';
import type { Favourites as Marked } from '../../data/favourites';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import styles from './ask.module.css';

/** What the reader has marked, one press away. */
export function Favourites(props: { favourites: Marked }) {
  const { list } = props.favourites;
  const t = useText();
  const links = useLinks();
  const labelId = useId();
  if (list.length === 0) {
    return null;
  }
  return (
    <div className={styles.recent} role="group" aria-labelledby={labelId}>
      <Text id={labelId} color="secondary">
        {t('ask.favourites.title')}
      </Text>
      {list.map(favourite => (
        <ButtonLink
          key={`${favourite.accountId} ${favourite.permissionSetArn}`}
          size="small"
          variant="secondary"
          className={styles.shortcut}
          iconStart={<RiStarFill />}
          href={links.askFor({
            accountIds: [favourite.accountId],
            permissionSet: favourite.permissionSetArn,
          })}
        >
          {t('request.title', {
            permissionSet: favourite.permissionSetName,
            account: favourite.accountName,
          })}
        </ButtonLink>
      ))}
    </div>
  );
}
