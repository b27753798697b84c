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
  ActivityUnavailableError,
  type ActivityQuestion,
} from 'backstage-plugin-elevated-access-node';

/** What AWS lets the name of a role session consist of. */
const USER_NAME = /^[\w+=,.@-]{1,64}$/;

/** What AWS lets the name of a permission set consist of. */
const PERMISSION_SET_NAME = /^[\w+=,.@-]{1,32}$/;

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Lets a question through whose names can stand in a query without meaning
 * anything but themselves: they hold no quotation mark, no backslash, no blank.
 *
 * @throws ActivityUnavailableError with code `activity-odd-name`
 */
export function requirePlainNames(question: ActivityQuestion): void {
  const { accountId, permissionSetName, userName } = question;
  const odd = [
    ['user name', userName, USER_NAME] as const,
    ['permission set', permissionSetName, PERMISSION_SET_NAME] as const,
    ['account id', accountId, ACCOUNT_ID] as const,
  ].find(([, value, pattern]) => !pattern.test(value));
  if (odd) {
    throw new ActivityUnavailableError({
      code: 'activity-odd-name',
      reason: `The ${odd[0]} ${JSON.stringify(
        odd[1],
      )} has characters that AWS allows in no role session, so it is not asked for.`,
      remedy:
        'Look for the session by hand in CloudTrail, or rename the user in Identity Center.',
    });
  }
}

/** A regular expression, as text, for the roles that Identity Center makes of a permission set with a plain name. */
export function rolePattern(permissionSetName: string): string {
  return `^${rolesOf(permissionSetName)}$`;
}

/** A regular expression, as text between slashes, for the ARN of the role session itself. */
export function sessionPattern(
  question: Pick<
    ActivityQuestion,
    'accountId' | 'permissionSetName' | 'userName'
  >,
): string {
  const { accountId, permissionSetName, userName } = question;
  return [
    `^arn:aws[a-z-]*:sts::${accountId}:assumed-role`,
    rolesOf(permissionSetName),
    `${escaped(userName)}$`,
  ].join('\\/');
}

function rolesOf(permissionSetName: string): string {
  return `AWSReservedSSO_${escaped(permissionSetName)}_[0-9a-f]{16}`;
}

/** A plain name in a regular expression. Dots and plus signs become classes of one, which need no backslash. */
function escaped(name: string): string {
  return name.replace(/[.+]/g, '[$&]');
}

/** An SQL literal. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** An instant as CloudTrail writes it, to the second: `2026-11-22T12:00:00Z`. */
export function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
