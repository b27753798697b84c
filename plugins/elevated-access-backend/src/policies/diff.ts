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
  DiffLine,
  Settings,
} from 'backstage-plugin-elevated-access-common';
import { stringify } from 'yaml';
import type { PolicyContent } from '../database/policyAdministrationTypes';

/** A policy as text, as it would stand in a file. */
export function policyText(
  policy: PolicyContent & { enabled: boolean },
): string {
  // Not a member of the policy, so that it is said beside it.
  const state = policy.enabled ? '' : '# disabled\n';
  return `${state}${stringify(policy.spec)}`;
}

/** Settings as text, as they would stand in the config. */
export function settingsText(settings: Settings): string {
  return stringify(settings);
}

/**
 * The lines of two texts, each with whether both have it: a shortest way from
 * one to the other, removals before additions. Empty text has no lines.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const common = lengthsOfCommonRests(old, fresh);
  const lines: DiffLine[] = [];
  let a = 0;
  let b = 0;
  while (a < old.length || b < fresh.length) {
    if (a < old.length && b < fresh.length && old[a] === fresh[b]) {
      lines.push({ kind: 'same', text: old[a] });
      a += 1;
      b += 1;
    } else if (
      a < old.length &&
      (b === fresh.length || common[a + 1][b] >= common[a][b + 1])
    ) {
      lines.push({ kind: 'removed', text: old[a] });
      a += 1;
    } else {
      lines.push({ kind: 'added', text: fresh[b] });
      b += 1;
    }
  }
  return lines;
}

/** At `[a][b]`: how many lines the rests from `a` and from `b` on have in common, in order. */
function lengthsOfCommonRests(
  old: readonly string[],
  fresh: readonly string[],
): Uint16Array[] {
  const lengths = Array.from(
    { length: old.length + 1 },
    () => new Uint16Array(fresh.length + 1),
  );
  for (let a = old.length - 1; a >= 0; a -= 1) {
    for (let b = fresh.length - 1; b >= 0; b -= 1) {
      lengths[a][b] =
        old[a] === fresh[b]
          ? lengths[a + 1][b + 1] + 1
          : Math.max(lengths[a + 1][b], lengths[a][b + 1]);
    }
  }
  return lengths;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
