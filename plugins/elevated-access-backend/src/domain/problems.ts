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

import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Problem } from 'backstage-plugin-elevated-access-common';

/** Which HTTP status a problem becomes: 400, 403, 404, 409 or 503. */
export type ProblemKind =
  | 'input'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'unavailable';

/**
 * An error that carries the way out. Backstage maps it to a status by its name
 * and serialises its own properties, so that clients see `code`, `remedy` and,
 * where one member of the input is at fault, `field`.
 */
export function problem(
  kind: ProblemKind,
  { code, reason, remedy, field }: Problem,
): Error & Problem {
  return Object.assign(errorOf(kind, reason), {
    code,
    reason,
    remedy,
    ...(field === undefined ? {} : { field }),
  });
}

/** Whether an error is one that `problem` has made. */
export function isProblem(error: unknown): error is Error & Problem {
  return (
    isError(error) &&
    typeof error.code === 'string' &&
    typeof error.reason === 'string' &&
    typeof error.remedy === 'string'
  );
}

function errorOf(kind: ProblemKind, message: string): Error {
  switch (kind) {
    case 'input':
      return new InputError(message);
    case 'not-allowed':
      return new NotAllowedError(message);
    case 'not-found':
      return new NotFoundError(message);
    case 'conflict':
      return new ConflictError(message);
    case 'unavailable':
      return new ServiceUnavailableError(message);
    default:
      throw new Error(`Unknown kind of problem: ${kind satisfies never}`);
  }
}
