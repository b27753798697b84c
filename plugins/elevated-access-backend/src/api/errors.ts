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

import { NotFoundError } from '@backstage/errors';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { problem } from '../domain/problems';

/** Bodies of this API are small; the largest names 25 accounts and a reason. */
export const BODY_LIMIT = '100kb';

/**
 * Refuses a parameter that is given twice, or as a list or an object: numbers
 * would be made of some of them.
 */
export const eachParameterOnce: RequestHandler = (req, _res, next) => {
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value !== 'string') {
      const field = name.slice(0, 64);
      throw problem('input', {
        code: 'invalid-input',
        field,
        reason: `${field}: must be given once, as one text`,
        remedy:
          'Separate several values by commas where the parameter takes several; /openapi.json describes what is expected.',
      });
    }
  }
  next();
};

/** Answers what no route answers. */
export const unknownRoute: RequestHandler = req => {
  throw new NotFoundError(
    `There is nothing at ${req.method} ${req.path}; /openapi.json lists what there is`,
  );
};

/**
 * Turns what Express refuses before a route sees it (a body that is too large or
 * is not JSON, a path that cannot be decoded) into problems of this API.
 */
export const refusedByExpress: ErrorRequestHandler = (
  error: unknown,
  _req,
  _res,
  next,
) => {
  next(toProblem(error) ?? error);
};

/** Turns what a database that is away makes of a call into a problem of this API. */
export const databaseTrouble: ErrorRequestHandler = (
  error: unknown,
  _req,
  _res,
  next,
) => {
  next(isDatabaseAway(error) ? databaseAway(error) : error);
};

/** An error as the API tells it: that of a database that is away as a problem, every other as it is. */
export function asProblem(error: Error): Error {
  return isDatabaseAway(error) ? databaseAway(error) : error;
}

/**
 * A database that is away, full or out of connections is no mistake of ours or
 * of the caller's: nothing was changed, and it is worth another try.
 */
function databaseAway(cause: unknown): Error {
  return Object.assign(
    problem('unavailable', {
      code: 'database-unavailable',
      reason: 'The database does not take this now; nothing was changed.',
      remedy:
        'Try again in a minute. If it stays so, ask your platform team to look at the database: whether it runs, has room on its disk and connections left.',
    }),
    { cause },
  );
}

/** SQLite: full, no disk, locked, read-only. Node: no connection. PostgreSQL: the classes 08, 53, 57P and 58. */
const AWAY =
  /^(SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN)|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)|(08|53|58)[0-9A-Z]{3}$|57P)/;

/**
 * Knex puts the statement before what the driver says. SQLite ends a transaction
 * by itself when it is full, and PostgreSQL's driver refuses everything on a
 * connection that broke, so that what is heard of may be the rollback.
 */
const AWAY_IN_WORDS =
  /(^| - )(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)|database or disk is full|no transaction is active/;

/** Told by its members: drivers make their errors where `instanceof` does not reach. */
function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || 'reason' in error) {
    return false;
  }
  const member = (key: string) => String(Reflect.get(error, key) ?? '');
  return (
    AWAY.test(member('code')) ||
    member('name') === 'KnexTimeoutError' ||
    AWAY_IN_WORDS.test(member('message'))
  );
}

function toProblem(error: unknown): Error | undefined {
  const status = statusOf(error);
  if (status === undefined || status < 400 || status > 499) {
    return undefined;
  }
  const refusal = problem('input', {
    code: 'invalid-input',
    ...describe(error, status),
  });
  // Backstage takes the status from here; InputError alone would become 400.
  return status === 400
    ? refusal
    : Object.assign(refusal, { statusCode: status });
}

function describe(error: unknown, status: number) {
  if (status === 413) {
    return {
      reason: `The body is larger than ${BODY_LIMIT}.`,
      remedy: 'Send less: fewer accounts or a shorter reason.',
    };
  }
  if (typeOf(error) === 'entity.parse.failed') {
    return {
      reason: 'The body is not JSON.',
      remedy: 'Send a JSON object with content-type application/json.',
    };
  }
  return {
    reason: 'The request could not be read.',
    remedy: 'Send JSON in UTF-8, and paths with valid percent-encoding.',
  };
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number'
    ? error.status
    : undefined;
}

function typeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'type' in error
    ? error.type
    : undefined;
}
