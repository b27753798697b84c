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

/** What the table needs to know of an error, whichever layer threw it. */
export interface ErrorFacts {
  /** The error's name as AWS or Node gives it. */
  name: string;
  message: string;
  /** `KMS_AccessDeniedException` and its like, where AWS gives a reason. */
  awsReason: string;
  /** Node's error code, for example `ECONNREFUSED`. */
  code: string;
  /** HTTP status; undefined when there was no answer. */
  status: number | undefined;
  awsRequestId: string | undefined;
}

/** What an error says of itself, wherever it says it. */
export function gatherFacts(error: unknown): ErrorFacts {
  const metadata = member(error, '$metadata');
  const cause = member(error, 'cause');
  const status = member(metadata, 'httpStatusCode');
  const requestId = text(member(metadata, 'requestId'));
  return {
    name: text(member(error, 'name')) || 'Error',
    // Node's AggregateError of refused connections has no message of its own.
    message: text(member(error, 'message')) || text(member(error, 'code')),
    awsReason: text(member(error, 'Reason')),
    code:
      text(member(error, 'code')) ||
      text(member(cause, 'code')) ||
      codeIn(text(member(error, 'message'))),
    status: typeof status === 'number' ? status : undefined,
    awsRequestId: requestId || undefined,
  };
}

/** The SDK may wrap an error of Node's and keep nothing but its message. */
function codeIn(message: string): string {
  return /\bE[A-Z_]{4,}\b/.exec(message)?.[0] ?? '';
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, key)
    : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
