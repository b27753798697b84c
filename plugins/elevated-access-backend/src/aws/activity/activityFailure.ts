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

import { ActivityUnavailableError } from 'backstage-plugin-elevated-access-node';
import { toAwsFailure } from '../classify';
import type { AwsFailureKind } from '../types';

/** A call by which records are read. */
interface ActivityCall {
  /** The API operation, for example `LookupEvents`. */
  operation: string;
  region: string;
  /** The configured endpoint; undefined for AWS's own. */
  endpoint: string | undefined;
  /** As whom the call is made, for example the ARN of a role. */
  caller: string;
}

/** How services beside Identity Center say that calls come too fast. */
const THROTTLED =
  /^(Throttling.*|TooManyRequests.*|RequestLimitExceeded|LimitExceededException|MaxConcurrentQueriesException)$/;

/** Turns whatever a call threw into something that can be shown. */
export function toActivityFailure(
  error: unknown,
  call: ActivityCall,
): ActivityUnavailableError {
  if (error instanceof ActivityUnavailableError) {
    return error;
  }
  const failure = toAwsFailure(error, { ...call, writes: false });
  const kind =
    error instanceof Error && THROTTLED.test(error.name)
      ? 'throttled'
      : failure.kind;
  return new ActivityUnavailableError({
    ...explain(kind, call, `${failure.operation} failed: ${failure.reason}`),
    cause: error,
  });
}

function explain(
  kind: AwsFailureKind,
  { operation, caller }: ActivityCall,
  what: string,
): { code: string; reason: string; remedy: string } {
  const assumes = operation === 'AssumeRole';
  switch (kind) {
    case 'throttled':
      return {
        code: 'activity-throttled',
        reason: `AWS takes no more questions at the moment. ${what}.`,
        remedy: 'It is asked again, later; nothing needs to be done.',
      };
    case 'denied':
    case 'not-found':
    case 'permanent':
      if (assumes) {
        return {
          code: 'activity-role-missing',
          reason: `The role ${caller} cannot be assumed. ${what}.`,
          remedy:
            'Create the role, and let it trust the role of the backend; docs/session-activity.md has a template.',
        };
      }
      return kind === 'denied'
        ? {
            code: 'activity-denied',
            reason: `${caller} may not read the records. ${what}.`,
            remedy: `Allow it to call ${operation}; docs/session-activity.md lists what it needs.`,
          }
        : {
            code: 'activity-refused',
            reason: `AWS does not accept the question. ${what}.`,
            remedy:
              'Check the names, Regions and queries under elevatedAccess.activity.',
          };
    case 'unavailable':
    case 'unknown-outcome':
    case 'retry':
    case 'conflict':
      return {
        code: 'activity-unreachable',
        reason: `AWS could not be asked. ${what}.`,
        remedy: `It is asked again. ${failureRemedy(assumes)}`,
      };
    default:
      throw new Error(`Unknown kind of failure: ${kind satisfies never}`);
  }
}

function failureRemedy(assumes: boolean): string {
  return assumes
    ? 'If it persists, check the credentials of the backend and the network.'
    : 'If it persists, check the network and the Regions under elevatedAccess.activity.';
}
