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

import { toAwsFailure, type CallSite } from './classify';
import type { AwsFailureKind } from './types';

const read: CallSite = {
  operation: 'ListAccountAssignments',
  writes: false,
  region: 'eu-west-1',
  endpoint: 'http://127.0.0.1:4599',
};
const write: CallSite = {
  ...read,
  operation: 'CreateAccountAssignment',
  writes: true,
};

function anError(
  name: string,
  extra: {
    message?: string;
    status?: number;
    Reason?: string;
    code?: string;
  } = {},
) {
  return Object.assign(new Error(extra.message ?? 'because'), {
    name,
    ...(extra.Reason ? { Reason: extra.Reason } : {}),
    ...(extra.code ? { code: extra.code } : {}),
    $metadata: { httpStatusCode: extra.status, requestId: 'r-1' },
  });
}

const table: [Error, onRead: AwsFailureKind, onWrite: AwsFailureKind][] = [
  [anError('ThrottlingException', { status: 400 }), 'throttled', 'throttled'],
  [
    anError('TooManyRequestsException', { status: 400 }),
    'throttled',
    'throttled',
  ],
  [anError('ConflictException', { status: 400 }), 'conflict', 'conflict'],
  [
    anError('ResourceNotFoundException', { status: 400 }),
    'not-found',
    'not-found',
  ],
  [
    anError('TargetNotFoundException', { status: 400 }),
    'not-found',
    'not-found',
  ],
  [anError('AccessDeniedException', { status: 400 }), 'denied', 'denied'],
  [
    anError('AccessDeniedException', {
      status: 400,
      Reason: 'KMS_AccessDeniedException',
    }),
    'denied',
    'denied',
  ],
  [
    anError('ValidationException', {
      status: 400,
      Reason: 'KMS_DisabledException',
    }),
    'unavailable',
    'unavailable',
  ],
  [anError('ValidationException', { status: 400 }), 'permanent', 'permanent'],
  [
    anError('ServiceQuotaExceededException', { status: 400 }),
    'permanent',
    'permanent',
  ],
  [
    anError('UnrecognizedClientException', { status: 400 }),
    'unavailable',
    'unavailable',
  ],
  [anError('CredentialsProviderError'), 'unavailable', 'unavailable'],
  [anError('RequestExpired', { status: 400 }), 'unavailable', 'unavailable'],
  [
    anError('InternalServerException', { status: 500 }),
    'unavailable',
    'unknown-outcome',
  ],
  [anError('Unheard', { status: 503 }), 'unavailable', 'unknown-outcome'],
  [anError('Error', { code: 'ECONNREFUSED' }), 'unavailable', 'unavailable'],
  [anError('Error', { code: 'ENOTFOUND' }), 'unavailable', 'unavailable'],
  [
    anError('TimeoutError', { code: 'ECONNRESET' }),
    'unavailable',
    'unknown-outcome',
  ],
  [anError('TimeoutError'), 'unavailable', 'unknown-outcome'],
  [
    anError('SyntaxError', { status: 200, message: 'Unexpected token <' }),
    'unavailable',
    'unknown-outcome',
  ],
  [new Error('who knows'), 'unavailable', 'unknown-outcome'],
  [anError('Unheard', { status: 400 }), 'permanent', 'permanent'],
];

describe('toAwsFailure', () => {
  it.each(table)(
    'concludes no more from %s than it says',
    (error, onRead, onWrite) => {
      expect(toAwsFailure(error, read).kind).toBe(onRead);
      expect(toAwsFailure(error, write).kind).toBe(onWrite);
    },
  );

  it('says what failed, why, under which id, and what to do', () => {
    const failure = toAwsFailure(
      anError('AccessDeniedException', {
        status: 400,
        message: 'User x is not authorized.',
      }),
      write,
    );
    expect(failure.message).toBe(
      'CreateAccountAssignment failed: AccessDeniedException: User x is not authorized (AWS request id r-1). ' +
        "Allow the backend's role to call CreateAccountAssignment. A delegated administrator can neither assign into the management account nor use permission sets that are provisioned in it",
    );
  });

  it('names region and endpoint when nothing answers', () => {
    const { message } = toAwsFailure(
      anError('Error', { code: 'ECONNREFUSED' }),
      read,
    );
    expect(message).toContain('http://127.0.0.1:4599');
    expect(message).toContain('eu-west-1');
  });
});
