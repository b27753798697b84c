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
import { useRef, useState, type RefObject } from 'react';
import { useText } from '../../translations/useText';
import { useDecideMany } from '../../data/background';
import { Surface } from '../common/Surface';
import type { BatchDone } from './BatchResults';
import { needsComment, type Verdict } from './useDecision';
import type { Marks } from './useMarks';
import styles from './inbox.module.css';

/** Where the keys `a` and `r` go while several requests are chosen. */
export interface BatchButtons {
  approve: RefObject<HTMLButtonElement>;
  reject: RefObject<HTMLButtonElement>;
}

/** One decision for all that were chosen. */
export function BatchPanel(props: {
  marks: Marks;
  buttons: BatchButtons;
  onDone: (done: BatchDone) => void;
}) {
  const { marks, buttons, onDone } = props;
  const { requests } = marks;
  const t = useText();
  const commentRef = useRef<HTMLDivElement>(null);
  const [comment, setComment] = useState('');
  const [commentMissing, setCommentMissing] = useState(false);
  const decide = useDecideMany();
  const count = requests.length;

  const send = (verdict: Verdict) => {
    if (decide.isPending) {
      return;
    }
    if (
      !comment.trim() &&
      requests.some(request => needsComment(request, verdict))
    ) {
      setCommentMissing(true);
      commentRef.current?.querySelector('textarea')?.focus();
      return;
    }
    decide.mutate(
      {
        verdict,
        comment: comment.trim(),
        items: requests.map(({ id, digest }) => ({ requestId: id, digest })),
      },
      {
        onSuccess: outcome => {
          marks.clear();
          onDone({ verdict, requests, ...outcome });
        },
      },
    );
  };

  return (
    <Surface
      title={t('inbox.batch.title', { count })}
      aside={
        <Button size="small" variant="tertiary" onPress={marks.clear}>
          {t('inbox.batch.none')}
        </Button>
      }
    >
      <ul className={styles.batch}>
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
          commentMissing
            ? t('inbox.decide.commentMissing')
            : t('inbox.batch.commentHint')
        }
        isInvalid={commentMissing}
        value={comment}
        onChange={text => {
          setComment(text);
          setCommentMissing(false);
        }}
        maxLength={2000}
        rows={2}
      />
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          ref={buttons.approve}
          size="medium"
          isPending={decide.isPending}
          onPress={() => send('approve')}
        >
          {t('inbox.batch.approve', { count })}
        </Button>
        <Button
          ref={buttons.reject}
          variant="secondary"
          size="medium"
          isDisabled={decide.isPending}
          onPress={() => send('reject')}
        >
          {t('inbox.batch.reject', { count })}
        </Button>
      </Flex>
    </Surface>
  );
}
