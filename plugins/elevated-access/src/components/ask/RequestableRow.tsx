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

import { Badge } from '@backstage/ui';
import { RiFlashlightLine, RiUserLine } from '@remixicon/react';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { ListBoxItem } from 'react-aria-components';
import { unreachable } from '../../data/status';
import { formatAccountId } from '../../time/format';
import { useTimeWords } from '../../time/useTimeWords';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './ask.module.css';

/** One account with one permission set that may be asked for. */
export function RequestableRow(props: { id: string; item: Requestable }) {
  const { id, item } = props;
  const { account, permissionSet } = item;
  const t = useText();
  const words = useTimeWords();
  return (
    <ListBoxItem
      id={id}
      textValue={`${account.name} ${permissionSet.name}`}
      className={styles.result}
    >
      <span className={styles.resultAccount}>
        <bdi className={styles.resultName}>{account.name}</bdi>
        <span className={styles.resultWhere}>
          {formatAccountId(account.id)}
          {account.ouPath.length > 0 && ` · ${account.ouPath.join(' / ')}`}
        </span>
      </span>
      <span className={styles.resultSet}>
        <bdi className={styles.resultName}>{permissionSet.name}</bdi>
        <span className={styles.resultWhere}>{permissionSet.description}</span>
      </span>
      <span className={styles.resultTerms}>
        <span className={styles.resultLimit}>
          {t('ask.search.upTo', { span: words.duration(item.maxDuration) })}
        </span>
        <Badge
          icon={
            item.approval === 'not-required' ? (
              <RiFlashlightLine aria-hidden />
            ) : (
              <RiUserLine aria-hidden />
            )
          }
        >
          {approvalText(item, t)}
        </Badge>
      </span>
    </ListBoxItem>
  );
}

function approvalText(item: Requestable, t: TextFunction): string {
  switch (item.approval) {
    case 'required':
      return t('ask.search.approvalRequired');
    case 'not-required':
      return t('ask.search.approvalNotRequired');
    case 'depends':
      return t('ask.search.approvalDepends');
    default:
      return unreachable(item.approval);
  }
}
