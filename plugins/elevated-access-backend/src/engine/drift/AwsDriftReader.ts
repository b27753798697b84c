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

import { AwsFailure } from '../../aws/AwsFailure';
import type { AssignmentReader } from '../../aws/AssignmentReader';
import type { Pacer } from '../../aws/Pacer';
import type {
  AssignmentProvisioner,
  AwsDirectoryReader,
} from '../../aws/types';
import type { ListedPrincipal, RunningOperation } from '../../domain/drift';

/** What a comparison asks AWS; all methods throw `AwsFailure`. */
export interface DriftReader {
  /** Ids of the accounts in which a permission set is provisioned. */
  accountsWith(
    permissionSetArn: string,
    signal: AbortSignal,
  ): Promise<string[]>;
  principalsWith(
    target: { accountId: string; permissionSetArn: string },
    signal: AbortSignal,
  ): Promise<ListedPrincipal[]>;
  /** Undefined when there is no such permission set. */
  fingerprintOf(
    permissionSetArn: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Operations that AWS has not finished, whoever began them, but for those of the request ids given. */
  running(
    followed: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<RunningOperation[]>;
}

/** Calls that describing one permission set takes. */
const CALLS_OF_A_DESCRIPTION = 6;

/** Asks AWS at the pace of somebody for whom nobody waits. */
export class AwsDriftReader implements DriftReader {
  readonly #assignments: AssignmentReader;
  readonly #permissionSets: Pick<AwsDirectoryReader, 'describePermissionSet'>;
  readonly #provisioner: Pick<AssignmentProvisioner, 'listInProgress'>;
  readonly #pacer: Pick<Pacer, 'turn'>;

  constructor(options: {
    /** Paced by itself. */
    assignments: AssignmentReader;
    permissionSets: Pick<AwsDirectoryReader, 'describePermissionSet'>;
    provisioner: Pick<AssignmentProvisioner, 'listInProgress'>;
    pacer: Pick<Pacer, 'turn'>;
  }) {
    this.#assignments = options.assignments;
    this.#permissionSets = options.permissionSets;
    this.#provisioner = options.provisioner;
    this.#pacer = options.pacer;
  }

  accountsWith(arn: string, signal: AbortSignal): Promise<string[]> {
    return this.#assignments.accountsWith(arn, signal);
  }

  principalsWith(
    target: { accountId: string; permissionSetArn: string },
    signal: AbortSignal,
  ): Promise<ListedPrincipal[]> {
    return this.#assignments.principalsWith(target, signal);
  }

  async fingerprintOf(
    arn: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    for (let calls = 0; calls < CALLS_OF_A_DESCRIPTION; calls += 1) {
      await this.#pacer.turn(signal);
    }
    try {
      const { fingerprint } = await this.#permissionSets.describePermissionSet(
        arn,
        signal,
      );
      return fingerprint;
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async running(
    followed: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<RunningOperation[]> {
    const found: RunningOperation[] = [];
    for (const operation of ['create', 'delete'] as const) {
      await this.#pacer.turn(signal);
      const listed = await this.#provisioner.listInProgress(
        operation,
        signal,
        followed,
      );
      for (const { awsRequestId, key } of listed) {
        if (key) {
          found.push({ operation, awsRequestId, key });
        }
      }
    }
    return found;
  }
}
