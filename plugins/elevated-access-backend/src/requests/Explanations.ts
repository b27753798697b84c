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
  CreateRequest,
  Explain,
  Explanation,
} from 'backstage-plugin-elevated-access-common';
import type { CatalogPeople } from '../directory/CatalogPeople';
import {
  explainApproval,
  explainEligibility,
  type ExplainQuery,
} from '../domain/explain';
import { isProblem, problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { CatalogPerson } from '../domain/types';
import { parseDurationMs } from '../domain/window';
import type { Assessment, Ground } from './assessment';
import type { Caller } from './Caller';
import type { CheckOutcome } from './Checklist';
import { presentCheck } from './preflight';
import { presentStage } from './presentRequest';
import type { RequestAssessor } from './RequestAssessor';

/** What a question says nothing of. No other check depends on them. */
const NOT_ASKED: readonly CheckOutcome['check'][] = ['reason', 'ticket'];

/**
 * Says why somebody may or may not ask for something.
 *
 * The outcome is that of the assessment on which a submission acts, so that the
 * two cannot disagree; the policies beside it are judged on the same ground.
 */
export class Explanations {
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #assessor: Pick<RequestAssessor, 'assessForExplanation'>;

  constructor(options: {
    people: Pick<CatalogPeople, 'getPerson'>;
    assessor: Pick<RequestAssessor, 'assessForExplanation'>;
  }) {
    this.#people = options.people;
    this.#assessor = options.assessor;
  }

  /**
   * @throws NotAllowedError with code `forbidden` when it is about somebody else and the caller is neither auditor nor administrator
   * @throws NotFoundError with code `unknown-person`
   * @throws ServiceUnavailableError when catalog, directory or policies cannot be read
   */
  async explain(input: Explain, caller: Caller): Promise<Explanation> {
    const person = await this.#personOf(input, caller);
    const { assessment, ground } = await this.#assessor.assessForExplanation(
      toWish(input),
      person,
    );
    const checks = assessment.checks.filter(
      ({ check }) => !NOT_ASKED.includes(check),
    );
    const failed = checks.find(outcome => !outcome.ok);
    const { policy, approval } = assessment;
    return {
      person: { entityRef: person.entityRef, displayName: person.displayName },
      account: {
        id: input.accountId,
        name: ground.snapshot.accounts.get(input.accountId)?.name ?? null,
      },
      permissionSet: {
        arn: input.permissionSetArn,
        name:
          ground.snapshot.permissionSets.get(input.permissionSetArn)?.name ??
          null,
      },
      outcome: failed ? 'refused' : 'permitted',
      refusal: failed && !failed.ok ? refusalOf(failed.error) : null,
      policy: policy ? { name: policy.name, version: policy.version } : null,
      checks: checks.map(presentCheck),
      ...(await policiesOn(input, ground, assessment, caller)),
      approval: approval
        ? {
            policy: approval.requirement.policyName,
            stages: approval.stages.map(presentStage),
          }
        : null,
    };
  }

  /** Roles come before the look: to a stranger, nobody exists. */
  async #personOf(input: Explain, caller: Caller): Promise<CatalogPerson> {
    const ref =
      input.person === undefined
        ? caller.entityRef
        : normalizeRef(input.person);
    if (ref === caller.entityRef) {
      return caller.person();
    }
    if (!(await caller.hasAnyRole('auditor', 'admin'))) {
      throw problem('not-allowed', {
        code: 'forbidden',
        field: 'person',
        reason:
          'Only auditors and administrators may ask why somebody else may or may not have access.',
        remedy: 'Ask about yourself by leaving out person.',
      });
    }
    const person = ref.startsWith('user:')
      ? await this.#people.getPerson(ref)
      : undefined;
    if (!person) {
      throw problem('not-found', {
        code: 'unknown-person',
        field: 'person',
        reason: `The catalog has no user ${ref}.`,
        remedy: 'Name a user, for example user:default/ann.li.',
      });
    }
    return person;
  }
}

function toWish(input: Explain): CreateRequest {
  const { accountId, permissionSetArn, duration, startsAt } = input;
  return {
    accountIds: [accountId],
    permissionSetArn,
    duration,
    startsAt,
    reason: '',
  };
}

function refusalOf({
  code,
  reason,
  remedy,
}: Extract<CheckOutcome, { ok: false }>['error']) {
  return { code, reason, remedy };
}

/** Nothing where what is asked about is not known well enough for policies to be asked. */
async function policiesOn(
  input: Explain,
  ground: Ground,
  assessment: Assessment,
  caller: Caller,
): Promise<Pick<Explanation, 'eligibility' | 'approvalPolicies'>> {
  const query = await queryOf(input, ground, caller);
  if (!query) {
    return { eligibility: [], approvalPolicies: [] };
  }
  return {
    eligibility: explainEligibility(query, ground.policies.eligibility),
    approvalPolicies: explainApproval(
      { ...query, required: assessment.policy?.approval !== 'not-required' },
      ground.policies.approval,
    ),
  };
}

async function queryOf(
  input: Explain,
  ground: Ground,
  caller: Caller,
): Promise<ExplainQuery | undefined> {
  const { person, snapshot, now } = ground;
  const account = snapshot.accounts.get(input.accountId);
  const permissionSet = snapshot.permissionSets.get(input.permissionSetArn);
  const durationMs = durationOf(input);
  const ownerRefs = account && (await ownersOrNone(account.id, ground));
  if (!account || !permissionSet || !ownerRefs || !durationMs) {
    return undefined;
  }
  return {
    person,
    account,
    ownerRefs,
    permissionSet,
    startsAt: input.startsAt === undefined ? now : new Date(input.startsAt),
    durationMs,
    displayName:
      person.entityRef === caller.entityRef ? null : person.displayName,
  };
}

/** Undefined when it is longer than can be counted; the assessment was refused for that already. */
function durationOf({ duration }: Explain): number | undefined {
  try {
    return parseDurationMs(duration);
  } catch {
    return undefined;
  }
}

/** Undefined when the catalog cannot tell; the assessment was refused for that already. */
async function ownersOrNone(
  accountId: string,
  ground: Ground,
): Promise<readonly string[] | undefined> {
  try {
    return await ground.ownersOf(accountId);
  } catch (error) {
    if (!isProblem(error)) {
      throw error;
    }
    return undefined;
  }
}
