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

import type {
  AccessRequest,
  TextRule,
} from 'backstage-plugin-elevated-access-common';
import { useMemo, useRef, useState } from 'react';
import { toProblem } from '../../data/problem';
import { useExtend } from '../../data/mutations';
import { usePreflight } from '../../data/queries';
import { useKeptText } from '../../data/useKeptText';
import {
  durationMillis,
  durationMinutes,
  minutesToDuration,
} from '../../time/format';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { formFieldOf, type AskField } from '../ask/checks';
import { missingFromReason, missingFromTicket } from '../ask/textRules';
import { useMeanwhile } from '../common/Meanwhile';

const USUAL_MINUTES = 30;
const NO_RULE: TextRule = { required: false, minLength: 0 };

type Extension = NonNullable<AccessRequest['extension']>;

/** How much longer and why, and what the backend says about it. */
export function useExtendForm(request: AccessRequest, extension: Extension) {
  const t = useText();
  const tell = useProblemText();
  const extend = useExtend();
  const sending = useRef(false);
  const longest = durationMinutes(extension.maxDuration);
  const [minutes, setMinutes] = useState(Math.min(USUAL_MINUTES, longest));
  const reason = useKeptText(`extend reason ${request.id}`);
  const ticket = useKeptText(
    `extend ticket ${request.id}`,
    request.ticket ?? '',
  );
  const changed = useMeanwhile(request.id, 'extend');
  // Its own answer changes the request as well, just before the dialog closes.
  const meanwhile = extend.isPending || extend.isSuccess ? undefined : changed;
  const [touched, setTouched] = useState({ reason: false, ticket: false });
  const rules = useRules(request, minutesToDuration(longest));
  const problem = extend.error ? toProblem(extend.error) : undefined;
  const refusedField = formFieldOf(problem?.field);
  const isPossible =
    Number.isInteger(minutes) && minutes >= 1 && minutes <= longest;

  const errorOf = (field: AskField) =>
    problem && refusedField === field ? tell(problem).plain : undefined;

  return {
    minutes,
    setMinutes,
    longest,
    isPossible: isPossible && !meanwhile,
    /** What became of the access since the dialog was opened. */
    meanwhile,
    reason: {
      value: reason.text,
      rule: rules.reason,
      touched: touched.reason || Boolean(errorOf('reason')),
      error: errorOf('reason'),
      onChange: reason.setText,
      onLeave: () => setTouched(all => ({ ...all, reason: true })),
    },
    ticket: {
      value: ticket.text,
      rule: rules.ticket,
      touched: touched.ticket || Boolean(errorOf('ticket')),
      error: errorOf('ticket'),
      onChange: ticket.setText,
      onLeave: () => setTouched(all => ({ ...all, ticket: true })),
    },
    durationError: errorOf('duration'),
    /** What the backend refused it with, unless it belongs to a field. */
    refusal: problem && !refusedField ? extend.error : undefined,
    isSending: extend.isPending,
    /** By how much the chosen time moves an end, in milliseconds. */
    addedMs: isPossible ? durationMillis(minutesToDuration(minutes)) : 0,
    send: (onDone: (extension: AccessRequest) => void) => {
      setTouched({ reason: true, ticket: true });
      const missing =
        missingFromReason(reason.text, rules.reason, t) ??
        missingFromTicket(ticket.text, rules.ticket, t);
      // A second click can come before the first one has rendered.
      if (!isPossible || meanwhile || missing || sending.current) {
        return;
      }
      sending.current = true;
      extend.mutate(
        {
          id: request.id,
          input: {
            duration: minutesToDuration(minutes),
            reason: reason.text.trim(),
            ticket: ticket.text.trim() || undefined,
          },
        },
        {
          onSuccess: answer => {
            reason.forget();
            ticket.forget();
            onDone(answer);
          },
          onSettled: () => {
            sending.current = false;
          },
        },
      );
    },
  };
}

/** What the policy that would answer wants to read; nothing until it is known. */
function useRules(request: AccessRequest, duration: string) {
  const input = useMemo(
    () => ({
      accountIds: [request.account.id],
      permissionSetArn: request.permissionSet.arn,
      duration,
    }),
    [request.account.id, request.permissionSet.arn, duration],
  );
  const policy = usePreflight(input).data?.items.find(
    item => item.policy,
  )?.policy;
  return {
    reason: policy?.reason ?? NO_RULE,
    ticket: policy?.ticket ?? NO_RULE,
  };
}
