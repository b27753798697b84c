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

/** All in milliseconds unless a name says otherwise. */

/**
 * How long AWS may need until its lists show what it has accepted: up to 3 s
 * have been modelled. A write whose answer was lost is sent again after this.
 */
export const SETTLE = 5_000;

/**
 * How long after its answer was lost AWS may still hear of a write. A client that
 * hangs up does not stop a server that is slow to begin: twice as long as the
 * slowest answer that has to be survived.
 *
 * A deletion that comes so late would take what was given since: nothing is created
 * before. AWS then refuses a creation while it is at the deletion.
 */
export const LATE_ARRIVAL = 60_000;

/**
 * How long after its answer was lost a creation may still take effect: it arrives
 * late, and AWS needs its time for it. Before that no list proves that nothing is
 * there.
 */
export const LATE_EFFECT = LATE_ARRIVAL + 60_000;

/** How long a listing may contradict an operation that SUCCEEDED before it is tried again. */
export const VERIFY_PATIENCE = 30_000;

/** Asking about one accepted operation: soon at first, since most take a second or two. */
export const POLL = { first: 250, longest: 2_000 };

/**
 * Where many operations have to be asked about one by one, each is asked about
 * less often: 15 of them, AWS's limit, then make 6 calls a second of the 20
 * that everybody shares.
 */
export const POLL_PER_OPERATION = 150;

/** How often many operations are asked about at once: never sooner, while somebody waits for a place or for access, and otherwise. */
export const POLL_LIST = { shortest: 250, hurried: 500, calm: 1_000 };

/**
 * While places are scarce, removals are asked about as often as so many
 * operations end: a place that is free and not known to be is lost to the next
 * write, and a list that tells of fewer costs more calls than it frees places.
 */
export const ENDS_PER_LIST = 2.5;

/**
 * How long an accepted operation's row is left alone. The poller says sooner
 * what became of it; this is for the case that it does not.
 */
export const FOLLOW_UP = 5_000;

/** How often the acting replica looks for what others committed, milliseconds. */
export const PEEK = 400;

/** After a read that failed. */
export const READ_RETRY = { shortest: 2_000, longest: 5_000 };

/** After AWS said that we are too fast. */
export const THROTTLE_RETRY = { shortest: 1_000, longest: 3_000 };

/** After a conflict on the account: AWS serialises changes of one role. */
export const CONFLICT_RETRY = {
  shortest: 2_000,
  first: 4_000,
  longest: 15_000,
};

/** Granting again after a failure in which nothing happened: a person waits. */
export const CREATE_RETRY = { shortest: 2_000, longest: 10_000 };

/** After a failed removal: doubles, bounded, for ever. */
export const DELETE_BACKOFF = { first: 1_000, longest: 60_000 };

/** Tries of a creation that AWS accepts and then fails for no reason of ours. */
export const CREATE_TRIES = 3;

/** How long after its end access counts as overdue when it is not verified gone. */
export const OVERDUE_AFTER = 60_000;

/** How long after its end it counts as overdue although AWS reported it removed and only the proof is missing. */
export const UNPROVED_AFTER = 10 * 60_000;

/** How often to look for overdue access. */
export const OVERDUE_INTERVAL = 1_000;

/**
 * How long it counts that access may be given once that was checked. Whatever waits
 * longer until AWS takes it, as in an outage, is checked again before it is created.
 */
export const CLEARED_FOR = 60_000;

/** How long to leave a request of which it could not be checked whether it may have access. */
export const GATE_RETRY = 5_000;

/** How long grants wait after an outage, so that removals go first. */
export const REMOVALS_FIRST = 1_000;

/** Checks of whether access may be given that run at a time. */
export const GATE_WIDTH = 16;

/** How often assignments that somebody waits for are looked at although nothing says so. */
export const SWEEP_INTERVAL = 60_000;
