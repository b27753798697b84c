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

import type { BatchDecided } from 'backstage-plugin-elevated-access-common';
import { asProblem } from './errors';

type Refused = Extract<BatchDecided['items'][number], { outcome: 'refused' }>;

/** With which status an error of this name is answered. */
const STATUSES: Readonly<Record<string, number>> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

/** An error as a part of an answer, with the status that it would have been answered with alone. */
export function refusalOf(
  thrown: Error,
): Pick<Refused, 'status' | 'code' | 'reason' | 'remedy'> {
  const error = asProblem(thrown);
  const status = STATUSES[error.name] ?? 500;
  return {
    status,
    code: textOf(error, 'code'),
    // What nobody foresaw may say more than the caller should know; it is in the log.
    reason:
      status === 500
        ? 'Something went wrong on the server, which has written down what.'
        : textOf(error, 'reason') ?? error.message,
    remedy: textOf(error, 'remedy'),
  };
}

function textOf(error: Error, member: string): string | null {
  const value: unknown = Reflect.get(error, member);
  return typeof value === 'string' ? value : null;
}
