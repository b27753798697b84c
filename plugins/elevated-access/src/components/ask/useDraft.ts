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

import { requestableSchema } from 'backstage-plugin-elevated-access-common';
import { useEffect, useRef, useState, type Dispatch } from 'react';
import { useSearchParams } from 'react-router-dom';
import { forgetInTab, keepInTab, keptInTab } from '../../data/keptInTab';
import { useMe } from '../../data/queries';
import type { AskAction, AskForm, Start } from './useAskForm';

const KEY = 'elevated-access.request-draft';

type Kept = Omit<AskForm, 'touched'>;

/** What was chosen and typed, by whom, and at which address of the page. */
interface StoredDraft {
  person: string;
  address: string;
  form: Kept;
}

export interface Draft {
  /** Something is kept and it is not known yet whether it is the reader's. */
  isPending: boolean;
  /** The form was filled with what was kept, and so not from the address. */
  isRestored: boolean;
  /** Forgets it: it was sent, or is not wanted any more. */
  discard(): void;
}

/**
 * Keeps the form in the tab until it is sent, so that a session that ends, a
 * reload or a wrong click lose nothing that was typed. A link to a filled form
 * wins over what was kept, unless it is the link that it was begun from.
 */
export function useDraft(form: AskForm, dispatch: Dispatch<AskAction>): Draft {
  const me = useMe();
  const person = me.data?.entityRef;
  const [params] = useSearchParams();
  const address = params.toString();
  const [stored] = useState(() => toDraft(keptInTab(KEY)));
  const [state, setState] = useState<'waiting' | 'restored' | 'none'>(
    stored && (address === '' || stored.address === address)
      ? 'waiting'
      : 'none',
  );
  const isSent = useRef(false);
  const isEmpty = !form.picks.length && !form.reason && !form.ticket;
  // One account that was only picked is picked again in a second; who comes
  // back without having typed anything wants to choose.
  const isWorthKeeping =
    form.picks.length > 1 || form.reason !== '' || form.ticket !== '';

  useEffect(() => {
    if (state !== 'waiting' || !person || !stored) {
      return;
    }
    const isTheirs = stored.person === person && isEmpty;
    if (isTheirs) {
      dispatch({ type: 'prefill', form: stored.form });
    }
    setState(isTheirs ? 'restored' : 'none');
  }, [state, person, stored, isEmpty, dispatch]);

  useEffect(() => {
    if (state === 'waiting' || !person || isSent.current) {
      return;
    }
    if (!isWorthKeeping) {
      forgetInTab(KEY);
      return;
    }
    const { picks, minutes, start, reason, ticket } = form;
    const draft: StoredDraft = {
      person,
      address,
      form: { picks, minutes, start, reason, ticket },
    };
    keepInTab(KEY, draft);
  }, [state, person, isWorthKeeping, form, address]);

  return {
    // A backend that does not say who the reader is must not keep them waiting.
    isPending: state === 'waiting' && me.isPending,
    isRestored: state === 'restored',
    discard: () => {
      isSent.current = true;
      forgetInTab(KEY);
    },
  };
}

/** What is stored may be of another version; then it is not ours any more. */
function toDraft(value: unknown): StoredDraft | undefined {
  if (!isRecord(value) || !isRecord(value.form)) {
    return undefined;
  }
  const { person, address } = value;
  const { minutes, reason, ticket } = value.form;
  const picks = requestableSchema.array().safeParse(value.form.picks);
  const start = toStart(value.form.start);
  if (
    typeof person !== 'string' ||
    typeof address !== 'string' ||
    typeof minutes !== 'number' ||
    typeof reason !== 'string' ||
    typeof ticket !== 'string' ||
    !picks.success ||
    !start
  ) {
    return undefined;
  }
  return {
    person,
    address,
    form: { picks: picks.data, minutes, start, reason, ticket },
  };
}

function toStart(value: unknown): Start | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  if (value.kind === 'at') {
    return typeof value.iso === 'string' && !isNaN(Date.parse(value.iso))
      ? { kind: 'at', iso: value.iso }
      : undefined;
  }
  return value.kind === 'now' ? { kind: 'now' } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
