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
