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
import { World } from '../../model/World';
import { AwsError, errors } from '../../protocol/errors';
import { operation, Service } from '../operation';
import { TemporaryCredentials } from './TemporaryCredentials';

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]{1,512})$/;

/** STS, as far as finding out who one is, and becoming a role of another account. */
export function stsService(ctx: {
  world: World;
  temporary: TemporaryCredentials;
  /** Names of the roles that every account has for others to assume. */
  assumableRoles: readonly string[];
}): Service {
  const { world, temporary, assumableRoles } = ctx;
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
      [
        'AssumeRole',
        operation(
          z.object({
            RoleArn: z.string().min(20).max(2048),
            RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
            DurationSeconds: z.coerce
              .number()
              .int()
              .min(900)
              .max(43_200)
              .default(3600),
          }),
          ({ RoleArn, RoleSessionName, DurationSeconds }, { caller }) => {
            const [, accountId = '', name = ''] = ROLE_ARN.exec(RoleArn) ?? [];
            // AWS does not say whether the role is missing or does not trust the caller.
            if (
              caller.role === 'member' ||
              !world.accounts.has(accountId) ||
              !assumableRoles.includes(name)
            ) {
              throw new AwsError(
                'AccessDenied',
                `User: arn:aws:sts::${caller.accountId}:assumed-role/simulator/session is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
                { status: 403 },
              );
            }
            const { accessKeyId, secretAccessKey, sessionToken, expiresAt } =
              temporary.issue(accountId, DurationSeconds);
            return {
              AssumedRoleUser: {
                AssumedRoleId: `AROA${accessKeyId.slice(4)}:${RoleSessionName}`,
                Arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${RoleSessionName}`,
              },
              Credentials: {
                AccessKeyId: accessKeyId,
                SecretAccessKey: secretAccessKey,
                SessionToken: sessionToken,
                Expiration: new Date(expiresAt).toISOString(),
              },
            };
          },
          { everyRegion: true },
        ),
      ],
    ]),
  };
}
