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

import type { ConfigPath } from '../../configProblems';

/** Counted from 1. */
export interface TextPosition {
  line: number;
  column: number;
}

/** One thing that is wrong with a text, and where. */
export interface TextProblem extends TextPosition {
  /** From the root of the YAML document. */
  path: (string | number)[];
  /** Continues the path. */
  reason: string;
  example?: string;
}

/** One YAML document of a file, as plain values that remember where they stand. */
export interface PlacedDocument {
  value: unknown;
  /** Where a member's key or an entry of a list begins; where it is missing, what it is missing from. */
  positionOf(path: ConfigPath): TextPosition;
}
