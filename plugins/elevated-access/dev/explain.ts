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
  ExplainInput,
  Explanation,
} from 'backstage-plugin-elevated-access-common';
import { ann } from '../src/__testUtils__/builders';
import { requestables } from './data';

/** Why Ann may or may not ask: she may ask for what is listed. */
export function explanationOf(input: ExplainInput): Explanation {
  const { accountId, permissionSetArn } = input;
  const item = requestables.find(
    ({ account, permissionSet }) =>
      account.id === accountId && permissionSet.arn === permissionSetArn,
  );
  const account = requestables.find(it => it.account.id === accountId)?.account;
  const set = requestables.find(
    it => it.permissionSet.arn === permissionSetArn,
  )?.permissionSet;
  return {
    person: ann,
    account: { id: accountId, name: account?.name ?? null },
    permissionSet: { arn: permissionSetArn, name: set?.name ?? null },
    outcome: item ? 'permitted' : 'refused',
    refusal: item
      ? null
      : {
          code: 'not-eligible',
          reason: 'No policy lets you request this permission set here.',
          remedy:
            'Ask to join group:default/payments-oncall, or ask the owners of the account.',
        },
    policy: null,
    checks: [],
    eligibility: [
      {
        policy: 'payments-oncall',
        version: '4',
        effect: 'allow',
        priority: 10,
        applies: Boolean(item),
        answers: Boolean(item),
        checks: item
          ? []
          : [
              {
                check: 'subject',
                ok: false,
                detail:
                  'You are not a member of group:default/payments-oncall.',
              },
            ],
        change: item ? null : 'you were a member of payments-oncall',
      },
    ],
    approvalPolicies: [],
    approval: null,
  };
}
