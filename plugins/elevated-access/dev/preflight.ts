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

import type {
  CreateRequestInput,
  Preflight,
} from 'backstage-plugin-elevated-access-common';
import { durationMillis } from '../src/time/format';
import { aPreflight, aStage } from '../src/__testUtils__/builders';
import { requestables } from './data';

/** What would happen: the reason has to be long enough, all else is fine. */
export function preflightOf(input: CreateRequestInput) {
  const start = Math.max(Date.now(), Date.parse(input.startsAt ?? '') || 0);
  const end = start + durationMillis(input.duration);
  return {
    items: input.accountIds.map((accountId): Preflight => {
      const item = requestables.find(
        ({ account, permissionSet }) =>
          account.id === accountId &&
          permissionSet.arn === input.permissionSetArn,
      );
      const enough = (input.reason ?? '').trim().length >= 10;
      const approval =
        item?.approval === 'not-required'
          ? null
          : { policy: 'prod-leads', stages: [aStage()] };
      return aPreflight({
        accountId,
        approval,
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(end).toISOString(),
        sessionsEndBy: new Date(end + 3_600_000).toISOString(),
        checks: aPreflight().checks.map(check =>
          check.check === 'reason' && !enough
            ? {
                check: 'reason',
                ok: false,
                code: 'reason-invalid',
                field: 'reason',
                reason: 'The reason needs at least 10 characters.',
                remedy: 'Say what you are going to do.',
              }
            : check,
        ),
      });
    }),
  };
}
