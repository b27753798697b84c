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

import { toError } from '@backstage/errors';
import { AwsFailure } from '../aws/AwsFailure';
import type { AwsDirectoryReader, AwsPermissionSet } from '../aws/types';
import type { DecisionStore } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import { problem } from '../domain/problems';
import type { Protection } from '../domain/protection';
import type { CatalogPerson, RequestRecord } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { approvalQuestion, approverRefsOf } from './approvalQuestion';
import { isProblem } from './Checklist';
import { requireAccount, requirePermissionSet, requirePolicy } from './checks';
import { requireStandingApproval } from './standingApproval';

/** Whether access may still be given. `retry`: it cannot be told now, ask again. */
export type GateAnswer =
  | { ok: true }
  | { ok: false; reason: string; retry: boolean };

/**
 * Looks again at everything that was true when a request was made, at the moment
 * in which access is about to be given: the person is enabled and still who they
 * were, a policy still permits it, the approvers still are approvers, and the
 * permission set is in AWS what was approved.
 */
export class DefaultActivationGate {
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #identity: Pick<IdentityMapper, 'requireEnabled'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #decisions: Pick<DecisionStore, 'listByRequests'>;
  /** Reads under way, by ARN: requests that begin together share them, so that reads do not hold up grants. */
  readonly #reads = new Map<string, Promise<AwsPermissionSet>>();

  constructor(options: {
    people: Pick<CatalogPeople, 'getPerson'>;
    identity: Pick<IdentityMapper, 'requireEnabled'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    policies: PolicyService;
    protection: Protection;
    reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
    approvers: Pick<ApproverDirectory, 'membersOf'>;
    decisions: Pick<DecisionStore, 'listByRequests'>;
  }) {
    this.#people = options.people;
    this.#identity = options.identity;
    this.#directory = options.directory;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#reader = options.reader;
    this.#approvers = options.approvers;
    this.#decisions = options.decisions;
  }

  /** Rejects only for reasons that nobody foresaw, which is as good as `retry`. */
  async check(request: RequestRecord): Promise<GateAnswer> {
    try {
      const person = await this.#requirePerson(request);
      await this.#requireTarget(request, person);
      await Promise.all([
        this.#requireSameUser(request, person),
        this.#requireUnchanged(request),
        this.#requireApproval(request),
      ]);
      return { ok: true };
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      const retry = error.name === 'ServiceUnavailableError';
      return { ok: false, reason: error.reason, retry };
    }
  }

  async #requirePerson(request: RequestRecord): Promise<CatalogPerson> {
    const person = await this.#people.getPerson(request.requesterRef);
    if (!person) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `${request.requesterRef} is no longer in the catalog.`,
        remedy: 'Ask again once the person is back.',
      });
    }
    return person;
  }

  async #requireTarget(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const snapshot = await this.#directory.requireSnapshot();
    const account = requireAccount(
      request.accountId,
      snapshot,
      this.#protection,
    );
    const permissionSet = requirePermissionSet(
      request.permissionSetArn,
      snapshot,
      this.#protection,
    );
    const { eligibility } = await this.#policies.getPolicies();
    const policy = requirePolicy(
      {
        person,
        account,
        permissionSet,
        startsAt: request.startsAt ?? request.createdAt,
        durationMs: request.durationMs,
      },
      eligibility,
    );
    if (policy.approval === 'required' && request.approval === null) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `Policy ${policy.name} now asks for approval, and nobody approved this.`,
        remedy: 'Ask again.',
      });
    }
  }

  async #requireSameUser(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const { userId, userName } = await this.#identity.requireEnabled(person);
    if (userId !== request.principalId) {
      throw problem('not-allowed', {
        code: 'no-identity-center-user',
        reason: `${request.requesterRef} was ${request.principalUserName} (${request.principalId}) in Identity Center and is ${userName} (${userId}) now.`,
        remedy: 'Ask again.',
      });
    }
  }

  async #requireUnchanged(request: RequestRecord): Promise<void> {
    const { fingerprint } = await this.#readPermissionSet(request);
    if (fingerprint !== request.permissionSetFingerprint) {
      throw problem('conflict', {
        code: 'digest-changed',
        reason: `What ${request.permissionSetName} permits has changed since this was asked for, or the directory had not seen the change by then.`,
        remedy:
          'Ask again after the next directory synchronisation, so that it is approved as it is now.',
      });
    }
  }

  async #readPermissionSet(request: RequestRecord): Promise<AwsPermissionSet> {
    const { permissionSetArn: arn, permissionSetName: name } = request;
    try {
      return await this.#describe(arn);
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        throw problem('not-allowed', {
          code: 'unknown-permission-set',
          reason: `The permission set ${name} (${arn}) no longer exists.`,
          remedy: 'Ask again, for one from the list of what you may ask for.',
        });
      }
      throw problem('unavailable', {
        code: 'identity-center-unavailable',
        reason: `Identity Center could not be asked what ${name} permits: ${
          toError(error).message
        }`,
        remedy: 'Nothing: it is asked again until it answers.',
      });
    }
  }

  #describe(arn: string): Promise<AwsPermissionSet> {
    const read =
      this.#reads.get(arn) ??
      this.#reader
        .describePermissionSet(arn)
        .finally(() => this.#reads.delete(arn));
    this.#reads.set(arn, read);
    return read;
  }

  async #requireApproval(request: RequestRecord): Promise<void> {
    const undecided = approvalQuestion(request, []);
    if (!undecided) {
      return;
    }
    const decisions = await this.#decisions.listByRequests([request.id]);
    const members = await this.#approvers.membersOf(
      approverRefsOf(undecided.requirement),
      { live: decisions.map(({ approverRef }) => approverRef) },
    );
    requireStandingApproval({ ...undecided, decisions }, members);
  }
}
