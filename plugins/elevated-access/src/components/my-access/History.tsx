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

import {
  ButtonLink,
  Cell,
  CellText,
  Link,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { pastStatuses } from '../../data/status';
import { useRequestList } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { useClock, useNow } from '../../time/clock';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { LoadFailed, SkeletonRows } from '../common/States';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import { MoreRequests } from '../table/MoreRequests';
import styles from './myAccess.module.css';
import tableStyles from '../table/table.module.css';

const AT_ONCE = 25;

/** What is over, newest first, with a way to ask for it again. */
export function History() {
  const t = useText();
  const columns = useColumns();
  const query = useRequestList({
    view: 'mine',
    status: pastStatuses,
    limit: AT_ONCE,
  });
  const requests =
    query.data && withoutRepeats(query.data.pages.flatMap(page => page.items));
  return (
    <section className={styles.section}>
      <Text as="h3" variant="body-large" weight="bold">
        {t('myAccess.past')}
      </Text>
      {query.isPending && <SkeletonRows rows={4} height={44} />}
      {query.isError && !requests && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {requests && (
        <div className={tableStyles.room}>
          <Table
            columnConfig={columns}
            data={requests}
            pagination={{ type: 'none' }}
            emptyState={<Text>{t('myAccess.noHistory')}</Text>}
            className={tableStyles.table}
          />
        </div>
      )}
      {requests && <MoreRequests query={query} shown={requests.length} />}
    </section>
  );
}

function useColumns(): ColumnConfig<AccessRequest>[] {
  const t = useText();
  const links = useLinks();
  return useMemo(
    () => [
      {
        id: 'what',
        label: t('myAccess.column.what'),
        isRowHeader: true,
        cell: request => (
          <CellText
            title={t('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
            description={request.reason}
            href={links.request(request.id)}
          />
        ),
      },
      {
        id: 'status',
        label: t('myAccess.column.status'),
        cell: request => (
          <Cell>
            <Outcome request={request} />
          </Cell>
        ),
      },
      {
        id: 'when',
        label: t('myAccess.column.when'),
        cell: request => (
          <Cell>
            <When iso={request.endedAt ?? request.createdAt} form="clock" />
          </Cell>
        ),
      },
      {
        id: 'actions',
        label: t('myAccess.column.actions'),
        cell: request => (
          <Cell>
            <ButtonLink
              size="small"
              variant="secondary"
              href={links.askAgain(request)}
              aria-label={t('myAccess.againLabel', {
                permissionSet: request.permissionSet.name,
                account: request.account.name,
              })}
            >
              {t('myAccess.again')}
            </ButtonLink>
          </Cell>
        ),
      },
    ],
    [t, links],
  );
}

function Outcome(props: { request: AccessRequest }) {
  const clock = useClock();
  useNow(60_000);
  const sentence = useStatusSentence();
  return (
    <span className={styles.outcome}>
      <StatusBadge request={props.request} />
      <Text color="secondary" variant="body-small">
        {sentence(props.request, clock.now())}
      </Text>
      <Used request={props.request} />
    </span>
  );
}

/** Whether it was needed after all, once AWS's records tell. */
function Used(props: { request: AccessRequest }) {
  const { id, activatedAt, usage } = props.request;
  const t = useText();
  const links = useLinks();
  if (!activatedAt || usage === 'unknown') {
    return null;
  }
  return (
    <Link href={links.request(id)} variant="body-small">
      {t(`myAccess.usage.${usage}`)}
    </Link>
  );
}
