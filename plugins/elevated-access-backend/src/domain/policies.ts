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
  AllowPolicy,
  ApprovalPolicy,
  CommentRule,
  DenyPolicy,
  Reminders,
  Risk,
  Settings,
  TextRule,
} from 'backstage-plugin-elevated-access-common';
import { parseDurationMs } from './window';

/** Names the exact content of a policy, so that a request can say what answered it. */
interface Versioned {
  version: string;
}

/** A policy that permits, with what the settings say where it says nothing. */
export type LoadedAllowPolicy = AllowPolicy &
  Versioned & { reason: TextRule; ticket: TextRule };
export type LoadedDenyPolicy = DenyPolicy & Versioned;

/** An eligibility policy as it holds now. */
export type LoadedEligibilityPolicy = LoadedAllowPolicy | LoadedDenyPolicy;

/** An approval policy as it holds now, with what the settings say where it says nothing. */
export type LoadedApprovalPolicy = ApprovalPolicy &
  Versioned & { comment: CommentRule; reminders: Reminders };

/** The settings as they hold now. */
export interface LoadedSettings
  extends Pick<
    Settings,
    | 'approval'
    | 'reason'
    | 'ticket'
    | 'comment'
    | 'reminders'
    | 'banner'
    | 'confirmChanges'
  > {
  /** Milliseconds; no request may be longer, whatever its policy says. */
  maximumDurationMs: number;
  /** Milliseconds; no request may be shorter. */
  minimumDurationMs: number;
  /** Milliseconds after which an undecided request expires, unless its approval policy says otherwise. */
  requestExpiryMs: number;
  /** Milliseconds from now within which a window has to start. */
  maximumAdvanceMs: number;
  /** Milliseconds by which the beginning may be late before approval is asked for again. */
  maximumDelayMs: number;
}

/** How dangerous it is what a policy permits. */
export function riskOf({ risk }: Pick<AllowPolicy, 'risk'>): Risk {
  return risk ?? 'normal';
}

/**
 * Which of two policies that both permit a request answers it: the higher
 * priority, then the stricter (approval before none, shorter before longer),
 * then the name. Negative when `a` does.
 */
export function byAnswerOrder(
  a: LoadedAllowPolicy,
  b: LoadedAllowPolicy,
): number {
  return (
    b.priority - a.priority ||
    Number(b.approval === 'required') - Number(a.approval === 'required') ||
    parseDurationMs(a.maxDuration) - parseDurationMs(b.maxDuration) ||
    byName(a, b)
  );
}

/** Plain code-unit order: the same on every machine, whatever its locale. */
export function byName(a: { name: string }, b: { name: string }): number {
  if (a.name === b.name) {
    return 0;
  }
  return a.name < b.name ? -1 : 1;
}
