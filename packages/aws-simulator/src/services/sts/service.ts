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

import { z } from 'zod';
import { errors } from '../../protocol/errors';
import { operation, Service } from '../operation';

/** STS, as far as finding out who one is. */
export function stsService(): Service {
  return {
    name: 'sts',
    signingName: 'sts',
    targetPrefixes: [],
    invalid: errors.validation,
    operations: new Map([
      [
        'GetCallerIdentity',
        operation(
          z.object({}),
          (_input, { caller }) => ({
            Arn: `arn:aws:sts::${caller.accountId}:assumed-role/simulator/session`,
            UserId: `AROA${caller.accessKeyId.slice(0, 16)}:session`,
            Account: caller.accountId,
          }),
          { everyRegion: true },
        ),
      ],
    ]),
  };
}
