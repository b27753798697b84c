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
import { OperationEffects } from '../lifecycle/types';
import { AwsError } from '../protocol/errors';
import { describeIssues } from './validation';

/** The account that signed a call, and what it is to the organization. */
export interface Caller {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly role: 'management' | 'delegated-administrator' | 'member';
}

/** What an operation knows about the call besides its body. */
export interface Call {
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
  readonly effects: OperationEffects;
}

/** One API operation: checks its body, does its work, returns its reply. */
export interface Operation {
  /** Whether it also works in an additional Region. */
  readonly everyRegion: boolean;
  readonly run: (
    body: unknown,
    call: Call,
    invalid: (message: string) => AwsError,
  ) => object;
}

/** Defines an operation from the schema of its input and its behaviour. */
export function operation<S extends z.ZodType>(
  schema: S,
  handle: (input: z.output<S>, call: Call) => object,
  options: { everyRegion?: boolean } = {},
): Operation {
  return {
    everyRegion: options.everyRegion ?? false,
    run: (body, call, invalid) => {
      const input = schema.safeParse(body);
      if (!input.success) {
        throw invalid(describeIssues(input.error.issues, body));
      }
      return handle(input.data, call);
    },
  };
}

/** A service: how calls to it are addressed and signed, and what it can do. */
export interface Service {
  readonly name:
    | 'sso-admin'
    | 'identitystore'
    | 'organizations'
    | 'cloudtrail'
    | 'sts';
  readonly signingName: string;
  /** What comes before the last dot of X-Amz-Target. */
  readonly targetPrefixes: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
  /** The error for a malformed body. */
  readonly invalid: (message: string) => AwsError;
}
