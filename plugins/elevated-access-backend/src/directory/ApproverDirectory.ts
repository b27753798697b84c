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

import type { ApproverMembers } from '../domain/approval';
import {
  approverWords,
  isApproverWord,
  nobodyNamed,
} from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import type { ApproverPeople } from './ApproverPeople';
import type { ApprovalSubject, ApproverWords } from './ApproverWords';

/** Who stands behind the approvers of a policy, the words `owner` and `manager` among them. */
export class ApproverDirectory {
  readonly #people: Pick<ApproverPeople, 'behind' | 'among'>;
  readonly #words: Pick<ApproverWords, 'namedInEach'>;

  constructor(options: {
    people: Pick<ApproverPeople, 'behind' | 'among'>;
    words: Pick<ApproverWords, 'namedInEach'>;
  }) {
    this.#people = options.people;
    this.#words = options.words;
  }

  /**
   * @param subject - what `owner` and `manager` are about
   * @param options - `live`: refs of the people about whom AWS is asked; they
   *   should be few
   * @throws ServiceUnavailableError with code `catalog-unavailable` or, with `live`, `identity-center-unavailable`
   */
  async membersOf(
    approvers: readonly string[],
    subject: ApprovalSubject,
    options: { live?: readonly string[] } = {},
  ): Promise<ApproverMembers> {
    const [members = new Map()] = await this.membersOfEach(
      [{ approvers, subject }],
      options,
    );
    return members;
  }

  /**
   * Who stands behind the approvers in each of some cases.
   *
   * @param options - `recent`: owners of accounts may be half a minute old;
   *   otherwise as for `membersOf`
   */
  async membersOfEach(
    cases: readonly {
      approvers: readonly string[];
      subject: ApprovalSubject;
    }[],
    options: { live?: readonly string[]; recent?: boolean } = {},
  ): Promise<ApproverMembers[]> {
    return this.#arranged(cases, options, refs =>
      this.#people.behind(refs, options),
    );
  }

  /** Which of some people stand behind the approvers at this moment: few calls, however large the groups are. */
  async membersAmong(
    people: readonly string[],
    approvers: readonly string[],
    subject: ApprovalSubject,
  ): Promise<ApproverMembers> {
    const [members = new Map()] = await this.#arranged(
      [{ approvers, subject }],
      {},
      refs => this.#people.among(people, refs),
    );
    return members;
  }

  async #arranged(
    cases: readonly {
      approvers: readonly string[];
      subject: ApprovalSubject;
    }[],
    options: { recent?: boolean },
    peopleBehind: (refs: readonly string[]) => Promise<ApproverMembers>,
  ): Promise<ApproverMembers[]> {
    const named = await this.#words.namedInEach(cases, options);
    const people = await peopleBehind([
      ...cases.flatMap(({ approvers }) =>
        approvers.filter(approver => !isApproverWord(approver)),
      ),
      ...named.flatMap(({ owner, manager }) => [...owner, ...manager]),
    ]);
    const behind = (refs: readonly string[]) => [
      ...new Set(refs.flatMap(ref => people.get(normalizeRef(ref)) ?? [])),
    ];
    return cases.map(({ approvers }, index) => {
      const words = named[index] ?? nobodyNamed;
      return new Map([
        ...approvers
          .filter(approver => !isApproverWord(approver))
          .map(ref => [normalizeRef(ref), behind([ref])] as const),
        ...approverWords
          .filter(word => approvers.includes(word))
          .map(word => [word, behind(words[word])] as const),
      ]);
    });
  }
}
