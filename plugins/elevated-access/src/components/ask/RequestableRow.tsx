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

import { Badge, VisuallyHidden } from '@backstage/ui';
import {
  RiFlashlightLine,
  RiStarFill,
  RiStarLine,
  RiUserLine,
} from '@remixicon/react';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import type { SyntheticEvent } from 'react';
import { ListBoxItem } from 'react-aria-components';
import { unreachable } from '../../data/status';
import { formatAccountId } from '../../time/format';
import { useTimeWords } from '../../time/useTimeWords';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './ask.module.css';

/** One account with one permission set that may be asked for. */
export function RequestableRow(props: {
  id: string;
  item: Requestable;
  isStarred: boolean;
  onStar: (item: Requestable) => void;
}) {
  const { id, item, isStarred, onStar } = props;
  const { account, permissionSet } = item;
  const t = useText();
  const words = useTimeWords();
  return (
    <ListBoxItem
      id={id}
      textValue={`${account.name} ${permissionSet.name}`}
      className={styles.result}
    >
      <Star isStarred={isStarred} onPress={() => onStar(item)} />
      <span className={styles.resultAccount}>
        <bdi className={styles.resultName}>{account.name}</bdi>
        <span className={styles.resultWhere}>
          {formatAccountId(account.id)}
          {account.ouPath.length > 0 && (
            <>
              {' · '}
              <bdi>{account.ouPath.join(' / ')}</bdi>
            </>
          )}
        </span>
      </span>
      <span className={styles.resultSet}>
        <bdi className={styles.resultName}>{permissionSet.name}</bdi>
        <bdi className={styles.resultWhere}>{permissionSet.description}</bdi>
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

/**
 * A row of a list box may hold no button, so this is for pointers only; who
 * works with keys marks what was picked, on the form.
 */
function Star(props: { isStarred: boolean; onPress: () => void }) {
  const { isStarred, onPress } = props;
  const t = useText();
  const keep = (event: SyntheticEvent) => event.stopPropagation();
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span
        aria-hidden
        title={t(isStarred ? 'ask.favourites.remove' : 'ask.favourites.add')}
        className={styles.star}
        data-starred={isStarred || undefined}
        // The row would take it for a press on itself.
        onPointerDown={keep}
        onPointerUp={keep}
        onMouseDown={keep}
        onClick={event => {
          keep(event);
          onPress();
        }}
      >
        {isStarred ? <RiStarFill size={18} /> : <RiStarLine size={18} />}
      </span>
      {isStarred && <VisuallyHidden>{t('ask.favourites.one')}</VisuallyHidden>}
    </>
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
