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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  AccessRequest,
  BatchDecision,
} from 'backstage-plugin-elevated-access-common';
import { concurrently } from '../aws/concurrently';
import { isProblem } from '../domain/problems';
import type { RequestCall, RequestService } from './types';

/** Decisions under way at a time: each asks AWS once whether the approver is enabled. */
const WIDTH = 4;

/** What became of one decision of several. */
export type DecisionOutcome = { requestId: string } & (
  | { decided: AccessRequest }
  /** `request`: as it stands now, where the caller may see it. */
  | { error: Error; request: AccessRequest | null }
);

/**
 * One decision about several requests. Each goes the way of a decision alone,
 * with its checks, its place in the audit log and its error: what is wrong with
 * one is no matter to the others.
 */
export class BatchDecisions {
  readonly #requests: Pick<RequestService, 'decide'>;
  readonly #shown: Pick<RequestService, 'get'>;
  readonly #logger: LoggerService;

  constructor(options: {
    requests: Pick<RequestService, 'decide'>;
    /** Shows what was refused; nobody is audited for what they did not ask to see. */
    shown: Pick<RequestService, 'get'>;
    logger: LoggerService;
  }) {
    this.#requests = options.requests;
    this.#shown = options.shown;
    this.#logger = options.logger;
  }

  /** In the order asked; rejects for no single one. */
  decide(input: BatchDecision, call: RequestCall): Promise<DecisionOutcome[]> {
    const { items, ...decision } = input;
    return concurrently(items, WIDTH, async ({ requestId, digest }) => {
      try {
        const decided = await this.#requests.decide(
          requestId,
          { ...decision, digest },
          call,
        );
        return { requestId, decided };
      } catch (thrown) {
        const error = toError(thrown);
        if (!isProblem(thrown)) {
          this.#logger.error(
            `Request ${requestId} could not be decided on`,
            error,
          );
        }
        const request = await this.#visible(requestId, error, call);
        return { requestId, error, request };
      }
    });
  }

  async #visible(
    id: string,
    { name }: Error,
    call: RequestCall,
  ): Promise<AccessRequest | null> {
    if (name === 'NotFoundError') {
      return null;
    }
    // The refusal matters more than what it is about.
    return this.#shown.get(id, call).catch(() => null);
  }
}
