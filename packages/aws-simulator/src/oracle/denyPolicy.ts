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

const operators = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'DateEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'DateLessThan',
  'DateLessThanEquals',
] as const;

/**
 * The condition operators that the oracle evaluates.
 *
 * @public
 */
export type ConditionOperator =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringLike'
  | 'ArnEquals'
  | 'ArnLike'
  | 'DateEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals';

/**
 * A statement that denies everything under its conditions. Keys that a session
 * has: `identitystore:UserId`, `aws:PrincipalAccount`, `aws:PrincipalArn`,
 * `aws:CurrentTime`, `aws:TokenIssueTime`.
 *
 * @public
 */
export interface DenyStatement {
  Sid?: string;
  Effect: 'Deny';
  Action: '*';
  Resource: '*';
  Condition?: Partial<
    Record<ConditionOperator, Record<string, string | string[]>>
  >;
}

/**
 * Deny statements, as a service control policy or as a customer managed
 * policy in one account, that end sessions which are still alive.
 *
 * @public
 */
export interface DenyPolicy {
  id: string;
  /**
   * `service-control-policy`: every account but the management account.
   * `customer-managed-policy`: the roles of one permission set in one account.
   */
  attachedAs:
    | { kind: 'service-control-policy' }
    | {
        kind: 'customer-managed-policy';
        accountId: string;
        permissionSetArn: string;
      };
  statements: DenyStatement[];
}

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Deny'),
  Action: z.literal('*'),
  Resource: z.literal('*'),
  Condition: z
    .partialRecord(
      z.enum(operators),
      z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
    )
    .default({}),
});

/** Checks a deny policy: unknown operators are refused, not ignored. */
export const denyPolicy = z.strictObject({
  id: z.string().min(1),
  attachedAs: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('service-control-policy') }),
    z.strictObject({
      kind: z.literal('customer-managed-policy'),
      accountId: z.string(),
      permissionSetArn: z.string(),
    }),
  ]),
  statements: z.array(statement),
}) satisfies z.ZodType<unknown, DenyPolicy>;

export type ResolvedDenyPolicy = z.output<typeof denyPolicy>;

/** The condition keys that a session has, at an instant. */
export type ConditionContext = ReadonlyMap<string, string>;

/** Whether any statement denies everything in this context. */
export function denies(
  policy: ResolvedDenyPolicy,
  context: ConditionContext,
): boolean {
  return policy.statements.some(({ Condition }) =>
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys ?? {}).every(([key, values]) => {
        // Condition keys are compared without regard to case.
        const actual = context.get(key.toLowerCase());
        if (actual === undefined) {
          return operator === 'StringNotEquals';
        }
        const wanted = [values].flat();
        return operator === 'StringNotEquals'
          ? !wanted.includes(actual)
          : wanted.some(value => holds(operator, actual, value));
      }),
    ),
  );
}

function holds(operator: string, actual: string, wanted: string): boolean {
  const difference = Date.parse(actual) - Date.parse(wanted);
  switch (operator) {
    case 'StringEquals':
      return actual === wanted;
    case 'StringLike':
      return wildcard(wanted).test(actual);
    case 'ArnEquals':
    case 'ArnLike':
      return arnLike(actual, wanted);
    case 'DateEquals':
      return difference === 0;
    case 'DateGreaterThan':
      return difference > 0;
    case 'DateGreaterThanEquals':
      return difference >= 0;
    case 'DateLessThan':
      return difference < 0;
    case 'DateLessThanEquals':
      return difference <= 0;
    default:
      return false;
  }
}

/** Each of the six parts is matched for itself: `*` does not cross a colon. */
function arnLike(actual: string, wanted: string): boolean {
  const split = (arn: string) => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const actualParts = split(actual);
  return split(wanted).every((part, index) =>
    wildcard(part).test(actualParts[index] ?? ''),
  );
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}
