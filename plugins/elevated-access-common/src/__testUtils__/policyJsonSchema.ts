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
import { policyDocumentSchema } from '../schema/policyDocuments';

/** What an editor shows beside a member, wherever one of that name is. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  kind: 'Which kind of policy this document is.',
  eligibility: 'Who may request what, for how long, under which conditions.',
  name: 'Of a policy: lower-case words joined by hyphens, unique among all policies of its kind, wherever they are written. Of a permission set or a stage: its name.',
  description: 'What it is for, in words.',
  effect:
    'Whether it permits or forbids. One that forbids wins over all that permit.',
  priority: 'Of several policies, the highest answers. 0 when it is left out.',
  subjects:
    'References of the users and groups that it is about; groups with everybody in groups below them.',
  targets:
    'The accounts that it covers: by id, OU, tag, or who owns them in the catalog.',
  account: 'Id of an account, twelve digits in quotes.',
  ou: 'Id of an OU, or its path from the root such as /Workloads/Prod.',
  descendants:
    'Whether OUs below it count as well. They do when it is left out.',
  owned:
    'Accounts that the catalog says belong to whoever asks or to a group of theirs.',
  owner: 'Accounts that the catalog says belong to this user or group.',
  all: 'Everything.',
  permissionSets: 'The permission sets that it covers: by name, ARN or tag.',
  maxDuration: 'The longest access that it permits, in ISO 8601: PT4H.',
  workingHours: 'Hours of the week within which access has to begin.',
  timeZone: 'Name in the IANA database: Europe/Stockholm.',
  days: 'Days of the week, 1 is Monday.',
  from: 'The first minute: 08:00.',
  to: 'The minute after the last; at or before `from` it is one of the next day.',
  risk: 'What it permits is dangerous where it is `high`: requests under it come first in the inbox and are marked. Normal when it is left out.',
  strictWindow:
    'Whether access is taken away one session duration before the window ends, so that no session outlives it.',
  extension:
    'Whether live access may be prolonged; not at all when it is left out.',
  maxTotalDuration: 'The longest from the first beginning to the last end.',
  reason:
    'What the reason has to look like; as the settings say when it is left out.',
  ticket:
    'What the ticket has to look like; as the settings say when it is left out.',
  minLength: 'How many characters it has at least.',
  pattern: 'A regular expression that it has to match.',
  message: 'What to tell somebody whose text does not fit.',
  stages: 'What has to be passed, in order.',
  approvers:
    'Who may approve: users, groups, `owner` (of the account, in the catalog), `manager` (of whoever asks).',
  escalation: 'Who else may decide when nobody has for too long, step by step.',
  after: 'How long after the stage began to wait.',
  comment:
    'When approvers have to comment; as the settings say when it is left out.',
  requestExpiry:
    'When a request that nobody decides expires; as the settings say when it is left out.',
  reminders:
    'When approvers are reminded; as the settings say when it is left out.',
  first:
    'After how long for the first time; then after twice as long each time.',
};

/** The JSON schema of `policyDocumentSchema` for editors, as the text of its file. */
export function policyJsonSchema(): string {
  const schema = z.toJSONSchema(policyDocumentSchema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  });
  return `${JSON.stringify(
    {
      $comment: 'Generated from the schemas by `yarn generate:policy-schema`.',
      title: 'Policies of elevated access',
      ...schema,
    },
    describeMembers,
    2,
  )}\n`;
}

/** Adds descriptions to the members of an object's schema, as it is written. */
function describeMembers(key: string, value: unknown): unknown {
  if (key !== 'properties' || typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, schema]) => {
      const description = Object.hasOwn(DESCRIPTIONS, name)
        ? { description: DESCRIPTIONS[name] }
        : {};
      return [name, { ...schema, ...description }];
    }),
  );
}
