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

import { Link } from '@backstage/ui';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { asOne, type Family } from '../../data/family';
import { toneOf } from '../../data/status';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { StatusBadge } from '../common/StatusBadge';
import { isolate } from '../common/isolate';
import { EndsWhen } from './EndsWhen';
import type { SubjectKind } from './subject';
import styles from './catalog.module.css';

/** One person's live access to one thing; the entity's own name goes without saying. */
export function LiveRow(props: { family: Family; kind: SubjectKind }) {
  const { family, kind } = props;
  const request = asOne(family);
  const { account, permissionSet, requester } = request;
  const t = useCatalogText();
  const links = useLinks();
  const entityLink = useEntityRefLink();
  return (
    <li className={styles.row} data-tone={toneOf(request)}>
      <div className={styles.text}>
        {kind !== 'user' && (
          <Link href={entityLink(requester.entityRef)} weight="bold">
            <bdi>{requester.displayName}</bdi>
          </Link>
        )}
        <Link
          href={links.request(request.id)}
          weight={kind === 'user' ? 'bold' : 'regular'}
          aria-label={t('catalog.history.open', {
            who: isolate(requester.displayName),
            permissionSet: permissionSet.name,
            account: account.name,
          })}
        >
          <bdi>{what()}</bdi>
        </Link>
        <div>
          <EndsWhen request={request} />
        </div>
      </div>
      {request.status !== 'active' && <StatusBadge request={request} />}
    </li>
  );

  function what(): string {
    if (kind === 'account') {
      return permissionSet.name;
    }
    return kind === 'permissionSet'
      ? account.name
      : t('catalog.what', {
          permissionSet: permissionSet.name,
          account: account.name,
        });
  }
}
