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
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';

/** Longest text that is kept of what the caller of AWS may choose freely. */
const LONGEST_TEXT = 512;

/** Resources that are kept of one record. */
const MANY_RESOURCES = 20;

const text = z.string().nullish();

/** What is read of a CloudTrail record; the rest of it is not looked at. */
const recordSchema = z.object({
  eventID: z.string().min(1).max(128),
  eventTime: z.coerce.date(),
  eventName: z.string().min(1).max(255),
  eventSource: z.string().min(1).max(255),
  awsRegion: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  readOnly: z.union([z.boolean(), z.enum(['true', 'false'])]).nullish(),
  recipientAccountId: text,
  resources: z
    .array(z.object({ ARN: text, arn: text }))
    .nullish()
    .catch(null),
  userIdentity: z
    .object({
      arn: text,
      sessionContext: z
        .object({ sessionIssuer: z.object({ userName: text }).nullish() })
        .nullish(),
    })
    .nullish(),
});

/** A record as CloudTrail writes it, whatever it is read from. */
export type CloudTrailRecord = z.output<typeof recordSchema>;

/** @throws ActivityUnavailableError with code `activity-unreadable` when it is none */
export function parseRecord(given: unknown): CloudTrailRecord {
  const parsed = recordSchema.safeParse(given);
  if (!parsed.success) {
    throw new ActivityUnavailableError({
      code: 'activity-unreadable',
      reason: `AWS gave something that is no CloudTrail record: ${z.prettifyError(
        parsed.error,
      )}`,
      remedy:
        'Check that elevatedAccess.activity names CloudTrail records and nothing else.',
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** @throws ActivityUnavailableError as `parseRecord` does */
export function parseRecordText(json: string): CloudTrailRecord {
  try {
    return parseRecord(JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return parseRecord(undefined);
    }
    throw error;
  }
}

/**
 * Whether a record is of the very session that was asked about: that account,
 * that permission set's role and that person, each compared as a whole, and
 * within the time. Whatever a query let through, this decides.
 */
export function isOfSession(
  record: CloudTrailRecord,
  question: Pick<
    ActivityQuestion,
    'accountId' | 'permissionSetName' | 'userName' | 'from' | 'to'
  >,
): boolean {
  const { userIdentity, recipientAccountId, eventTime } = record;
  const role = userIdentity?.sessionContext?.sessionIssuer?.userName;
  const session = sessionOfArn(userIdentity?.arn);
  return (
    role !== undefined &&
    role !== null &&
    isRoleOf(role, question.permissionSetName) &&
    session !== undefined &&
    session.accountId === question.accountId &&
    session.roleName === role &&
    session.sessionName === question.userName &&
    (recipientAccountId ?? question.accountId) === question.accountId &&
    // Records are dated to the second.
    eventTime.getTime() >= Math.floor(question.from.getTime() / 1000) * 1000 &&
    eventTime < question.to
  );
}

/** Whether a role is the one that Identity Center made of a permission set. */
export function isRoleOf(roleName: string, permissionSetName: string): boolean {
  const prefix = `AWSReservedSSO_${permissionSetName}_`;
  return (
    roleName.startsWith(prefix) &&
    /^[0-9a-f]{16}$/.test(roleName.slice(prefix.length))
  );
}

/** The parts of `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`. */
function sessionOfArn(
  arn: string | null | undefined,
): { accountId: string; roleName: string; sessionName: string } | undefined {
  const found =
    /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(
      arn ?? '',
    );
  return found
    ? { accountId: found[1], roleName: found[2], sessionName: found[3] }
    : undefined;
}

/** The form in which the API gives a record; `names` are further resources that AWS told of it. */
export function toActivityEvent(
  record: CloudTrailRecord,
  names: readonly string[] = [],
): ActivityEvent {
  const arns = (record.resources ?? []).flatMap(
    ({ ARN, arn }) => ARN ?? arn ?? [],
  );
  return {
    id: record.eventID,
    at: record.eventTime.toISOString(),
    name: record.eventName,
    service: record.eventSource,
    region: short(record.awsRegion, 64),
    sourceAddress: short(record.sourceIPAddress, 255),
    userAgent: short(record.userAgent, LONGEST_TEXT),
    errorCode: short(record.errorCode, 255),
    readOnly:
      record.readOnly === undefined || record.readOnly === null
        ? null
        : String(record.readOnly) === 'true',
    resources: [...new Set([...arns, ...names])]
      .slice(0, MANY_RESOURCES)
      .map(name => name.slice(0, LONGEST_TEXT)),
  };
}

function short(given: string | null | undefined, length: number) {
  // PostgreSQL cannot keep a null character.
  return given ? given.replaceAll('\u0000', '').slice(0, length) : null;
}
