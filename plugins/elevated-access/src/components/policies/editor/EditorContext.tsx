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

import type { JsonValue } from '@backstage/types';
import type { CheckedProblem } from '../../../data/policyPreview';
import { createContext, useContext } from 'react';
import { useProblemSentence } from './useProblemSentence';
import { withMember, type Document } from './document';

/** What the fields of the form work on. */
export interface Editing {
  document: Document;
  change: (document: Document) => void;
  problems: CheckedProblem[];
  /** Members that were changed or left; of the others nothing is called wrong yet. */
  touched: ReadonlySet<string>;
}

const EditorContext = createContext<Editing>({
  document: {},
  change: () => {},
  problems: [],
  touched: new Set(),
});

export const EditorProvider = EditorContext.Provider;

export function useEditing() {
  const { document, change, problems, touched } = useContext(EditorContext);
  const tell = useProblemSentence();
  return {
    document,
    change,
    set: (member: string, value: JsonValue | undefined) =>
      change(withMember(document, member, value)),
    /** What is wrong with a member or anything in it. */
    errorOf: (...path: (string | number)[]): string | undefined => {
      const [member] = path;
      if (!touched.has(String(member))) {
        return undefined;
      }
      return tell(
        problems.find(problem =>
          path.every((step, depth) => problem.path[depth] === step),
        ),
      );
    },
    /** What is wrong with a member itself, not with something in it. */
    errorAt: (member: string): string | undefined =>
      touched.has(member)
        ? tell(
            problems.find(
              ({ path }) => path.length === 1 && path[0] === member,
            ),
          )
        : undefined,
  };
}
