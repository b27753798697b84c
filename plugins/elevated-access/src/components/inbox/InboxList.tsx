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

import { Box, Button, List, ListRow, Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useTimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { StatusBadge } from '../common/StatusBadge';
import type { Inbox } from './useInbox';
import styles from './inbox.module.css';

/** The requests that wait, one row each. */
export function InboxList(props: { inbox: Inbox }) {
  const { query, rows, selected, select } = props.inbox;
  const t = useText();
  return (
    <Box bg="neutral" className={`${styles.list} ${styles.listBox}`}>
      <List
        aria-label={t('inbox.list')}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected ? [selected.id] : []}
        onSelectionChange={keys => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined) {
            select(String(key));
          }
        }}
      >
        {rows.map(request => (
          <ListRow
            key={request.id}
            id={request.id}
            textValue={t('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
            className={styles.listRow}
          >
            <RowContent request={request} />
          </ListRow>
        ))}
      </List>
      {query.hasNextPage && (
        <Button
          variant="tertiary"
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Box>
  );
}

function RowContent(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const words = useTimeWords();
  const isHandled = request.status !== 'pending';
  return (
    <span className={styles.row} data-handled={isHandled || undefined}>
      <span className={styles.rowHead}>
        <Text weight="bold">
          <bdi>{request.requester.displayName}</bdi>
        </Text>
        {isHandled ? (
          <StatusBadge request={request} />
        ) : (
          <Text color="secondary" variant="body-small">
            <When iso={request.createdAt} form="relative" />
          </Text>
        )}
      </span>
      <Text>
        {t('request.title', {
          permissionSet: request.permissionSet.name,
          account: request.account.name,
        })}
        {' · '}
        {words.duration(request.duration)}
      </Text>
      {(request.extends !== null || request.reapprovalReason) && (
        <Text variant="body-small" weight="bold">
          {[
            request.extends === null ? '' : t('extend.coming'),
            request.reapprovalReason ? t('reapproval.badge') : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      )}
      <Text color="secondary" variant="body-small" className={styles.rowReason}>
        <bdi>
          {[request.ticket, request.reason].filter(Boolean).join(' · ')}
        </bdi>
      </Text>
    </span>
  );
}
