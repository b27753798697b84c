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

import { useCallback, useRef, type Dispatch } from 'react';
import { useNavigate } from 'react-router-dom';
import type { CreateRequestInput } from 'backstage-plugin-elevated-access-common';
import { toProblem, type CallProblem } from '../../data/problem';
import { useCreateRequests } from '../../data/mutations';
import { usePreflight } from '../../data/queries';
import { useDebounced } from '../../time/clock';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { useAnnounce } from '../common/Announcer';
import { firstFailure, formFieldOf, type AskField } from './checks';
import {
  longestMinutes,
  useAskInput,
  type AskAction,
  type AskForm,
} from './useAskForm';

const SETTLE_MS = 300;

/** The form with everything the backend says about it. */
export interface AskState {
  form: AskForm;
  dispatch: Dispatch<AskAction>;
  longest: number;
  preflight: ReturnType<typeof usePreflight>;
  nameOf(accountId: string): string;
  /** Why it cannot be sent yet; nothing when it can. */
  blocked: string | undefined;
  /** What the backend refused the form with, unless it belongs to a field. */
  refusal: unknown;
  errorOf(field: AskField): string | undefined;
  isSending: boolean;
  send(): void;
}

export function useAsk(
  form: AskForm,
  dispatch: Dispatch<AskAction>,
  onSent: () => void,
): AskState {
  const t = useText();
  const tell = useProblemText();
  const links = useLinks();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const input = useAskInput(form);
  const settled = useDebounced(input, SETTLE_MS);
  const preflight = usePreflight(settled);
  const create = useCreateRequests();
  const sending = useRef(false);
  const longest = longestMinutes(form.picks);
  const problem = create.error ? toProblem(create.error) : undefined;
  const refusedField = formFieldOf(problem?.field);
  const isChecked =
    preflight.data !== undefined &&
    !preflight.isPlaceholderData &&
    settled === input;

  const nameOf = useCallback(
    (accountId: string) =>
      form.picks.find(pick => pick.account.id === accountId)?.account.name ??
      accountId,
    [form.picks],
  );

  const send = (request: CreateRequestInput) => {
    // A second click can come before the first one has rendered.
    if (sending.current) {
      return;
    }
    sending.current = true;
    create.mutate(request, {
      onSuccess: ({ items }) => {
        onSent();
        announce(t('ask.submit.done', { count: items.length }));
        const [first, ...others] = items;
        navigate(
          first && others.length === 0
            ? links.request(first.id)
            : links.myAccess(),
        );
      },
      onSettled: () => {
        sending.current = false;
      },
    });
  };

  return {
    form,
    dispatch,
    longest,
    preflight,
    nameOf,
    blocked: blockedBy(),
    refusal: problem && !refusedField ? create.error : undefined,
    errorOf: field => errorOf(field, problem),
    isSending: create.isPending,
    send: () => {
      if (input && !blockedBy()) {
        send(input);
      }
    },
  };

  function blockedBy(): string | undefined {
    if (!input) {
      return t('ask.duration.tooShort');
    }
    const failure = firstFailure(preflight.data?.items ?? []);
    if (failure) {
      return tell(failure).what;
    }
    if (preflight.isError) {
      return t('ask.preflight.failed');
    }
    return isChecked ? undefined : t('ask.preflight.loading');
  }

  function errorOf(
    field: AskField,
    refused: CallProblem | undefined,
  ): string | undefined {
    if (refused && refusedField === field) {
      return tell(refused).plain;
    }
    const check = preflight.data?.items
      .flatMap(item => item.checks)
      .find(({ ok, field: at }) => !ok && formFieldOf(at) === field);
    return check && tell(check).plain;
  }
}
