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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import {
  isAlreadyHandled,
  toProblem,
  type CallProblem,
} from '../../data/problem';
import { useDecide } from '../../data/mutations';
import { useKeptText } from '../../data/useKeptText';
import { durationMillis } from '../../time/format';
import { useText } from '../../translations/useText';
import { isolate } from '../common/isolate';
import { useAnnounce } from '../common/Announcer';

const MINUTE_MS = 60_000;

export type Verdict = 'approve' | 'reject';

/** What came of a decision. */
export type DecisionOutcome =
  | { kind: 'decided'; verdict: Verdict; request: AccessRequest }
  | { kind: 'already-handled' };

export interface DecisionState {
  comment: string;
  setComment(comment: string): void;
  /** Minutes to approve where that is less than what was asked; null: all of it. */
  minutes: number | null;
  setMinutes(minutes: number | null): void;
  /** The minutes are no shorter time; nothing can be approved. */
  minutesWrong: boolean;
  /** Set when a verdict was tried that needs a comment and has none. */
  commentMissing: boolean;
  isPending: boolean;
  /** The request changed after it was shown; nothing was decided. */
  hasChanged: boolean;
  problem: CallProblem | undefined;
  error: unknown;
  /** Sends the verdict; false when a comment is needed first. */
  decide(verdict: Verdict): boolean;
}

/** Whether the approval policy wants a comment with this verdict. */
export function needsComment(
  request: AccessRequest,
  verdict: Verdict,
): boolean {
  const rule = request.approval?.comment ?? 'on-reject';
  return rule === 'always' || (rule === 'on-reject' && verdict === 'reject');
}

/** Deciding one request: the comment rule, the digest, and what came of it. */
export function useDecision(
  request: AccessRequest,
  onOutcome: (outcome: DecisionOutcome) => void,
): DecisionState {
  const t = useText();
  const announce = useAnnounce();
  const mutation = useDecide();
  const comment = useKeptText(`decide ${request.id}`);
  const [minutes, setMinutes] = useState<number | null>(null);
  const [commentMissing, setCommentMissing] = useState(false);
  const problem = mutation.error ? toProblem(mutation.error) : undefined;
  const minutesWrong =
    minutes !== null &&
    !(minutes >= 1 && minutes * MINUTE_MS < durationMillis(request.duration));

  const decide = (verdict: Verdict) => {
    if (mutation.isPending) {
      return true;
    }
    if (verdict === 'approve' && minutesWrong) {
      announce(t('inbox.decide.shorterWrong'));
      return true;
    }
    if (needsComment(request, verdict) && !comment.text.trim()) {
      setCommentMissing(true);
      announce(t('inbox.decide.commentMissing'));
      return false;
    }
    mutation.mutate(
      {
        id: request.id,
        input: {
          verdict,
          comment: comment.text.trim(),
          digest: request.digest,
          ...(verdict === 'approve' && minutes !== null
            ? { duration: `PT${minutes}M` }
            : {}),
        },
      },
      {
        onSuccess: decided => {
          comment.forget();
          announce(outcomeText(verdict, decided));
          onOutcome({ kind: 'decided', verdict, request: decided });
        },
        onError: error => {
          if (isAlreadyHandled(toProblem(error))) {
            onOutcome({ kind: 'already-handled' });
          }
        },
      },
    );
    return true;
  };

  return {
    comment: comment.text,
    setComment: text => {
      comment.setText(text);
      setCommentMissing(false);
    },
    commentMissing,
    minutes,
    setMinutes,
    minutesWrong,
    isPending: mutation.isPending,
    hasChanged: problem?.code === 'digest-changed',
    problem,
    error: mutation.error,
    decide,
  };

  function outcomeText(verdict: Verdict, decided: AccessRequest): string {
    const names = {
      permissionSet: decided.permissionSet.name,
      account: decided.account.name,
      who: isolate(decided.requester.displayName),
    };
    if (verdict === 'reject') {
      return t('inbox.done.reject', names);
    }
    return decided.status === 'pending'
      ? t('inbox.done.approveStage', names)
      : t('inbox.done.approve', names);
  }
}
