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

import { Alert, Button, Flex, TextAreaField } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import type { RefObject } from 'react';
import { isAlreadyHandled } from '../../data/problem';
import { useTimeWords } from '../../time/useTimeWords';
import { useText, type TextFunction } from '../../translations/useText';
import { unreachable } from '../../data/status';
import { ActionFailed } from '../common/States';
import { Surface } from '../common/Surface';
import { ShorterField } from './ShorterField';
import type { DecisionState, Verdict } from './useDecision';

/** Approve or reject, with the comment that the policy wants. */
export function DecidePanel(props: {
  request: AccessRequest;
  decision: DecisionState;
  commentRef: RefObject<HTMLDivElement>;
}) {
  const { request, decision, commentRef } = props;
  const t = useText();
  const words = useTimeWords();
  const { problem } = decision;

  const decide = (verdict: Verdict) => {
    if (!decision.decide(verdict)) {
      commentRef.current?.querySelector('textarea')?.focus();
    }
  };

  return (
    <Surface title={t('inbox.decide.title')}>
      {decision.hasChanged && (
        <Alert role="alert" status="warning" icon title={t('inbox.changed')} />
      )}
      {problem && !decision.hasChanged && !isAlreadyHandled(problem) && (
        <ActionFailed error={decision.error} />
      )}
      <TextAreaField
        ref={commentRef}
        label={t('inbox.decide.comment')}
        description={
          decision.commentMissing
            ? t('inbox.decide.commentMissing')
            : commentHint(request, t)
        }
        isInvalid={decision.commentMissing || problem?.field === 'comment'}
        value={decision.comment}
        onChange={decision.setComment}
        maxLength={2000}
        rows={2}
      />
      <ShorterField request={request} decision={decision} />
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          variant="primary"
          size="medium"
          isPending={decision.isPending}
          isDisabled={decision.minutesWrong}
          onPress={() => decide('approve')}
        >
          {t('inbox.decide.approve', { span: approvedSpan() })}
        </Button>
        <Button
          variant="secondary"
          size="medium"
          isDisabled={decision.isPending}
          onPress={() => decide('reject')}
        >
          {t('inbox.decide.reject')}
        </Button>
      </Flex>
    </Surface>
  );

  function approvedSpan(): string {
    return decision.minutes === null || decision.minutesWrong
      ? words.duration(request.duration)
      : words.span(decision.minutes * 60_000);
  }
}

function commentHint(request: AccessRequest, t: TextFunction): string {
  const rule = request.approval?.comment ?? 'on-reject';
  switch (rule) {
    case 'optional':
      return t('inbox.decide.commentOptional');
    case 'on-reject':
      return t('inbox.decide.commentOnReject');
    case 'always':
      return t('inbox.decide.commentAlways');
    default:
      return unreachable(rule);
  }
}
