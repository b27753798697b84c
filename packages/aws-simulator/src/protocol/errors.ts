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

/** An error as AWS sends it: a shape name, a message, an HTTP status. */
export class AwsError extends Error {
  readonly shape: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    shape: string,
    message: string,
    options: { status?: number; members?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = shape;
    this.shape = shape;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

/** Messages that people match on, word for word as AWS sends them. */
export const messages = {
  rateExceeded: 'Rate exceeded',
  tooManyOutstanding:
    'There are too many requests processing. Please try again later.',
  conflict: 'There is a conflicting operation in process.',
  unexpected: 'An unexpected internal service exception was encountered',
} as const;

export const errors = {
  validation: (message: string) => new AwsError('ValidationException', message),
  notFound: (message: string, members?: Record<string, unknown>) =>
    new AwsError('ResourceNotFoundException', message, { members }),
  accessDenied: (message: string) =>
    new AwsError('AccessDeniedException', message),
  conflict: (message: string, members?: Record<string, unknown>) =>
    new AwsError('ConflictException', message, { members }),
  throttling: (message: string, members?: Record<string, unknown>) =>
    new AwsError('ThrottlingException', message, { members }),
  quota: (message: string) =>
    new AwsError('ServiceQuotaExceededException', message),
  internal: (message: string = messages.unexpected) =>
    new AwsError('InternalServerException', message, { status: 500 }),
  unknownOperation: (what: string) =>
    new AwsError('UnknownOperationException', what),
};
