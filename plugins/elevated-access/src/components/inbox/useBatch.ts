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
import { useRef, useState } from 'react';
import { useDecideMany } from '../../data/background';
import { useKeptText } from '../../data/useKeptText';
import type { BatchDone } from './BatchResults';
import { needsComment, type Verdict } from './useDecision';
import type { Marks } from './useMarks';

/** A decision for several requests, from the comment to what came of it. */
export interface Batch {
  /** What is decided: what is marked, and once it is sent, what was. */
  requests: AccessRequest[];
  comment: string;
  setComment(comment: string): void;
  isCommentMissing: boolean;
  isPending: boolean;
  /** @returns whether a comment is missing */
  send(verdict: Verdict): boolean;
  /** What came of each batch until it is put away, the newest first. */
  results: BatchDone[];
  putAway(done: BatchDone): void;
}

/**
 * Belongs to the page and not to the panel: the rows that were marked may all
 * leave the list, and the panel with them, before the answer comes.
 */
export function useBatch(
  marks: Marks,
  onDone: (done: BatchDone) => void,
): Batch {
  const decide = useDecideMany();
  const comment = useKeptText('decide several');
  const [isCommentMissing, setCommentMissing] = useState(false);
  const [sent, setSent] = useState<AccessRequest[]>([]);
  const count = useRef(0);
  const [results, setResults] = useState<BatchDone[]>([]);
  const requests = decide.isPending ? sent : marks.requests;

  const send = (verdict: Verdict): boolean => {
    if (decide.isPending || requests.length === 0) {
      return false;
    }
    if (
      !comment.text.trim() &&
      requests.some(request => needsComment(request, verdict))
    ) {
      setCommentMissing(true);
      return true;
    }
    setSent(requests);
    decide.mutate(
      {
        verdict,
        comment: comment.text.trim(),
        items: requests.map(({ id, digest }) => ({ requestId: id, digest })),
      },
      {
        onSuccess: outcome => {
          count.current += 1;
          const done = { id: count.current, verdict, requests, ...outcome };
          marks.clear();
          comment.setText('');
          setResults(before => [done, ...before]);
          onDone(done);
        },
      },
    );
    return false;
  };

  return {
    requests,
    comment: comment.text,
    setComment: text => {
      comment.setText(text);
      setCommentMissing(false);
    },
    isCommentMissing,
    isPending: decide.isPending,
    send,
    results,
    putAway: done => setResults(before => before.filter(it => it !== done)),
  };
}
