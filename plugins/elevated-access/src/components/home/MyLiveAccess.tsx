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

import { ButtonLink, Link, Text } from '@backstage/ui';
import { asOne, familiesOf, liveMembers, type Family } from '../../data/family';
import { Providers } from '../../data/Providers';
import { useRequestList } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { currentStatuses, toneOf } from '../../data/status';
import { useReadAhead } from '../../data/useReadAhead';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { useCatalogText } from '../../translations/useCatalogText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { DialogHost } from '../common/DialogHost';
import { EndButton } from '../common/EndButton';
import { SessionTail } from '../common/SessionTail';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { useStatusSentence } from '../common/useStatusSentence';
import styles from './home.module.css';

const AT_ONCE = 100;

/** Beyond this, the page behind the card has it all. */
const PAGES_AHEAD = 10;

/** On the home page: what the reader holds now, how long still, and a way to give it back. */
export function MyLiveAccess() {
  return (
    <Providers>
      <div className={styles.part}>
        <DialogHost>
          <Access />
        </DialogHost>
      </div>
    </Providers>
  );
}

function Access() {
  const t = useCatalogText();
  const links = useLinks();
  const query = useRequestList({
    view: 'mine',
    status: currentStatuses,
    limit: AT_ONCE,
  });
  useReadAhead(query, PAGES_AHEAD);
  if (query.isPending) {
    return <SkeletonRows rows={2} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const families = familiesOf(
    withoutRepeats(query.data.pages.flatMap(page => page.items)),
  );
  const live = families.filter(family => liveMembers(family).length > 0);
  const waiting = families.length - live.length;
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {live.length === 0 ? (
        <Text as="p">{t('home.myAccess.none')}</Text>
      ) : (
        <ul className={styles.list}>
          {live.map(family => (
            <LiveRow key={family.head.id} family={family} />
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        {live.length === 0 && (
          <ButtonLink size="small" variant="primary" href={links.ask()}>
            {t('home.myAccess.request')}
          </ButtonLink>
        )}
        <Link href={links.myAccess()}>
          {waiting > 0
            ? t('home.myAccess.waiting', { count: waiting })
            : t('home.myAccess.all')}
        </Link>
      </div>
    </>
  );
}

function LiveRow(props: { family: Family }) {
  const { family } = props;
  const request = asOne(family);
  const releasable = liveMembers(family).find(({ actions }) =>
    actions.includes('release'),
  );
  const t = useCatalogText();
  const common = useText();
  const links = useLinks();
  const words = useTimeWords();
  const sentence = useStatusSentence();
  const now = useNow();
  const tone = toneOf(request);
  const endsAt = request.accessEndsAt ?? request.endsAt;
  return (
    <li className={styles.row} data-tone={tone}>
      <div className={styles.text}>
        <Link href={links.request(request.id)} weight="bold">
          <bdi>
            {common('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
          </bdi>
        </Link>
        {request.status === 'active' && !request.overdueSince && endsAt && (
          <Text as="p" variant="body-large">
            {t('home.myAccess.left', {
              span: words.span(Math.max(0, Date.parse(endsAt) - now)),
            })}
          </Text>
        )}
        <Text
          as="p"
          variant="body-small"
          color={tone === 'danger' ? 'danger' : 'secondary'}
        >
          {sentence(request, now)}
        </Text>
        <SessionTail ends={request} />
      </div>
      {releasable && (
        <EndButton
          request={{ ...request, id: releasable.id }}
          action="release"
          isExtended={family.members.length > 1}
        />
      )}
    </li>
  );
}
