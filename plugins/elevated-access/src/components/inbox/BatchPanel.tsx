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

import { Button, Flex, Text, TextAreaField } from '@backstage/ui';
import { useRef, type RefObject } from 'react';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import type { Batch } from './useBatch';
import type { Verdict } from './useDecision';
import styles from './inbox.module.css';

/** Where the keys `a` and `r` go while several requests are chosen. */
export interface BatchButtons {
  approve: RefObject<HTMLButtonElement>;
  reject: RefObject<HTMLButtonElement>;
}

/** One decision for all that were chosen. */
export function BatchPanel(props: {
  batch: Batch;
  buttons: BatchButtons;
  onNone: () => void;
}) {
  const { batch, buttons, onNone } = props;
  const { requests, isPending } = batch;
  const t = useText();
  const commentRef = useRef<HTMLDivElement>(null);
  const count = requests.length;
  const send = (verdict: Verdict) => {
    if (batch.send(verdict)) {
      commentRef.current?.querySelector('textarea')?.focus();
    }
  };

  return (
    <Surface
      title={t('inbox.batch.title', { count })}
      aside={
        <Button
          size="small"
          variant="tertiary"
          isDisabled={isPending}
          onPress={onNone}
        >
          {t('inbox.batch.none')}
        </Button>
      }
    >
      <ul
        className={styles.batch}
        aria-label={t('inbox.batch.title', { count })}
        // Longer than its box, it is scrolled with the keyboard as well.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {requests.map(request => (
          <li key={request.id}>
            <Text>
              <bdi>{request.requester.displayName}</bdi>
              {' – '}
              {t('request.title', {
                permissionSet: request.permissionSet.name,
                account: request.account.name,
              })}
            </Text>
          </li>
        ))}
      </ul>
      <TextAreaField
        ref={commentRef}
        label={t('inbox.decide.comment')}
        description={
          batch.isCommentMissing
            ? t('inbox.decide.commentMissing')
            : t('inbox.batch.commentHint')
        }
        isInvalid={batch.isCommentMissing}
        value={batch.comment}
        onChange={batch.setComment}
        maxLength={2000}
        rows={2}
      />
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          ref={buttons.approve}
          size="medium"
          isPending={isPending}
          onPress={() => send('approve')}
        >
          {t('inbox.batch.approve', { count })}
        </Button>
        <Button
          ref={buttons.reject}
          variant="secondary"
          size="medium"
          isDisabled={isPending}
          onPress={() => send('reject')}
        >
          {t('inbox.batch.reject', { count })}
        </Button>
      </Flex>
    </Surface>
  );
}
