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

import type { RequestRecord } from '../domain/types';
import { plainLine } from './plainLine';

/** Longest name in a title, in characters. */
export const NAME_LENGTH = 80;

export function isExtension(request: RequestRecord): boolean {
  return request.extendsId !== null;
}

export function wish(request: RequestRecord): string {
  return isExtension(request)
    ? `more time on ${whatOf(request)}`
    : whatOf(request);
}

export function whatOf(request: RequestRecord): string {
  return `${plainLine(request.permissionSetName, NAME_LENGTH)} on ${plainLine(
    request.accountName,
    NAME_LENGTH,
  )}`;
}

export function sentences(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** Tells the reader that what follows are somebody else's words. */
export function introduced(label: string, text: string): string | undefined {
  const line = plainLine(text);
  return line ? `${label}: ${line}` : undefined;
}
