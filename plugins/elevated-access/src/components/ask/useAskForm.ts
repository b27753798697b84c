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
  CreateRequestInput,
  Requestable,
} from 'backstage-plugin-elevated-access-common';
import { useMemo, useReducer } from 'react';
import { durationMinutes, minutesToDuration } from '../../time/format';

/** When access is to begin: right away, or at an instant. */
export type Start = { kind: 'now' } | { kind: 'at'; iso: string };

/** What a person has chosen and typed so far. */
export interface AskForm {
  /** Accounts with one and the same permission set. */
  picks: Requestable[];
  minutes: number;
  start: Start;
  reason: string;
  ticket: string;
  /** Fields that were left once; before that nothing is called wrong. */
  touched: { reason: boolean; ticket: boolean };
}

export type AskAction =
  | { type: 'pick'; item: Requestable }
  | { type: 'unpick'; accountId: string }
  | { type: 'startOver' }
  | { type: 'clear' }
  | { type: 'prefill'; form: Partial<Omit<AskForm, 'touched'>> }
  | { type: 'minutes'; minutes: number }
  | { type: 'start'; start: Start }
  | { type: 'reason'; text: string }
  | { type: 'ticket'; text: string }
  | { type: 'touch'; field: 'reason' | 'ticket' };

const USUAL_MINUTES = 60;

const emptyForm: AskForm = {
  picks: [],
  minutes: USUAL_MINUTES,
  start: { kind: 'now' },
  reason: '',
  ticket: '',
  touched: { reason: false, ticket: false },
};

/** The longest that every picked account allows, in minutes. */
export function longestMinutes(picks: Requestable[]): number {
  return Math.min(...picks.map(pick => durationMinutes(pick.maxDuration)));
}

function withPicks(form: AskForm, picks: Requestable[]): AskForm {
  return {
    ...form,
    picks,
    minutes:
      picks.length > 0
        ? Math.min(form.minutes, longestMinutes(picks))
        : form.minutes,
  };
}

export function askFormReducer(form: AskForm, action: AskAction): AskForm {
  switch (action.type) {
    case 'pick': {
      const sameSet = form.picks.filter(
        pick =>
          pick.permissionSet.arn === action.item.permissionSet.arn &&
          pick.account.id !== action.item.account.id,
      );
      return withPicks(form, [...sameSet, action.item]);
    }
    case 'unpick':
      return withPicks(
        form,
        form.picks.filter(pick => pick.account.id !== action.accountId),
      );
    case 'startOver':
      // What was typed is kept: the reason is the same, the target was wrong.
      return { ...form, picks: [], minutes: USUAL_MINUTES };
    case 'clear':
      return emptyForm;
    case 'prefill': {
      const filled = { ...form, ...action.form };
      return withPicks(filled, filled.picks);
    }
    case 'minutes':
      return { ...form, minutes: action.minutes };
    case 'start':
      return { ...form, start: action.start };
    case 'reason':
      return { ...form, reason: action.text };
    case 'ticket':
      return { ...form, ticket: action.text };
    case 'touch':
      return { ...form, touched: { ...form.touched, [action.field]: true } };
    default:
      return form;
  }
}

export function useAskForm() {
  return useReducer(askFormReducer, emptyForm);
}

/** The request that the form describes; nothing while it cannot be one. */
export function useAskInput(form: AskForm): CreateRequestInput | undefined {
  const { picks, minutes, start, reason, ticket } = form;
  // Leaving a field changes the form too, but not what would be sent: the same
  // input has to stay the same object, or it would be checked once more.
  return useMemo(() => {
    const [first] = picks;
    if (!first || !Number.isInteger(minutes) || minutes < 1) {
      return undefined;
    }
    return {
      accountIds: picks.map(pick => pick.account.id),
      permissionSetArn: first.permissionSet.arn,
      startsAt: start.kind === 'at' ? start.iso : undefined,
      duration: minutesToDuration(minutes),
      reason: reason.trim(),
      ticket: ticket.trim() || undefined,
    };
  }, [picks, minutes, start, reason, ticket]);
}
