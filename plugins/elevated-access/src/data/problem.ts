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

import { ResponseError } from '@backstage/errors';

/** What went wrong with a call, ready to be shown. */
export interface CallProblem {
  /** HTTP status; 0 when there was no answer that could be read. */
  status: number;
  /** Set when the backend answered in a way that this version does not know. */
  isUnreadable?: boolean;
  code?: string;
  field?: string;
  reason?: string;
  remedy?: string;
}

/**
 * Reads the reason, the field at fault and the remedy from a refusal of the
 * backend. Anything else counts as the backend not having answered.
 */
export function toProblem(error: unknown): CallProblem {
  if (!(error instanceof ResponseError)) {
    return {
      status: 0,
      isUnreadable: error instanceof Error && error.name.endsWith('ZodError'),
    };
  }
  const details: object = error.body.error;
  return {
    status: error.statusCode,
    code: textMember(details, 'code'),
    field: textMember(details, 'field'),
    reason: textMember(details, 'message'),
    remedy: textMember(details, 'remedy'),
  };
}

function textMember(value: object, name: string): string | undefined {
  const member = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof member === 'string' && member ? member : undefined;
}

/** Whether somebody else was faster. */
export function isAlreadyHandled(problem: CallProblem): boolean {
  return (
    problem.status === 409 &&
    (problem.code === 'already-decided' || problem.code === 'wrong-status')
  );
}
