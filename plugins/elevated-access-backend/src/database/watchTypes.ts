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

/** What is remembered of access that has to be gone, beside its request. */
export interface OverdueWatchRecord {
  requestId: string;
  /** When it had to be gone. */
  endAt: Date;
  /** Alerts raised so far. */
  alerts: number;
  nextAlertAt: Date;
}

export interface OverdueStore {
  /**
   * Requests that are ending or activating and not watched as such yet, with
   * when their access has to be gone; null where nothing says when.
   */
  listUnwatched(
    limit: number,
  ): Promise<{ id: string; status: string; endAt: Date | null }[]>;
  /** Begins to watch, or watches anew what was not alerted of yet. */
  watch(
    items: readonly {
      id: string;
      status: string;
      endAt: Date;
      nextAlertAt: Date;
    }[],
  ): Promise<void>;
  /**
   * Watched access whose next alert is due, earliest first; `gone` where it has ended meanwhile.
   *
   * @param options - `believedGoneFor`: milliseconds from its end for which a first
   *   alert is withheld while AWS reports it removed, nothing has said otherwise
   *   since, and only the listing that proves it is missing, as happens when more
   *   ends than AWS's limits let be listed
   */
  listDue(
    now: Date,
    options: { believedGoneFor: number; limit: number },
  ): Promise<(OverdueWatchRecord & { gone: boolean })[]>;
  getMany(requestIds: readonly string[]): Promise<OverdueWatchRecord[]>;
  /** Counts one more alert; false when somebody else has since `seen` was read. */
  recordAlert(seen: OverdueWatchRecord, nextAlertAt: Date): Promise<boolean>;
  unwatch(requestIds: readonly string[]): Promise<void>;
}

/** What is remembered of a pending request's approvers: what they have been told, and what comes next. */
export interface ApprovalWatchRecord {
  requestId: string;
  /** That of the request when this was worked out; another one asks for it to be done again. */
  requestVersion: number;
  /** The stage that waits. */
  stage: number;
  /** When it began to wait. */
  since: Date;
  /** How many of the stage's escalations have been told. */
  escalations: number;
  /** Reminders that were due up to then are done with. */
  remindedThrough: Date;
  /** Null when nothing more is to come. */
  nextAt: Date | null;
}

export interface ApprovalWatchStore {
  /** Ids of pending requests of which nothing is remembered, or that have changed since. */
  listUnwatched(limit: number): Promise<string[]>;
  getMany(requestIds: readonly string[]): Promise<ApprovalWatchRecord[]>;
  /** Remembers, instead of what was. */
  save(records: readonly ApprovalWatchRecord[]): Promise<void>;
  /** What is due of requests that still are as they were, earliest first. */
  listDue(now: Date, limit: number): Promise<ApprovalWatchRecord[]>;
  /** Replaces a record; false when somebody else has since `seen` was read. */
  replace(
    seen: ApprovalWatchRecord,
    next: ApprovalWatchRecord,
  ): Promise<boolean>;
  /** Forgets requests that do not wait any more. */
  forgetDecided(): Promise<void>;
}

/** The services of AWS that the plugin cannot do without. */
export const dependencyNames = [
  'identityCenter',
  'identityStore',
  'organizations',
] as const;

export type DependencyName = (typeof dependencyNames)[number];

/** What the acting replica keeps an eye on. */
export const watchedNames = [...dependencyNames, 'eventLog'] as const;

export type WatchedName = (typeof watchedNames)[number];

/** How one of them is doing, as the acting replica last found. */
export interface DependencyState {
  name: WatchedName;
  status: 'ok' | 'down';
  since: Date;
  checkedAt: Date;
  lastError: string | null;
}

export interface DependencyStore {
  list(): Promise<DependencyState[]>;
  save(states: readonly DependencyState[]): Promise<void>;
}
