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
  AccessRequest,
  BatchDecided,
  BatchDecisionInput,
  CreatedRequests,
  CreateRequestInput,
  DecideInput,
  ElevatedAccessApi,
  EndInput,
  ExtendInput,
  RequestsQuery,
  RequestView,
  RevokeAllInput,
  Revoked,
} from 'backstage-plugin-elevated-access-common';
import { phaseOf } from '../src/data/status';
import { durationMillis } from '../src/time/format';
import {
  aMe,
  ann,
  anAssignment,
  aRequest,
  powerUser,
} from '../src/__testUtils__/builders';
import { requestables, sampleRequests } from './data';
import { answers, inOrder } from './audit';
import { eventsOf } from './events';
import { FakeAudit } from './FakeAudit';
import { driftAt, healthOf } from './health';
import { preflightOf } from './preflight';
import { refusal } from './refusal';

const LATENCY_MS = 250;
const AWS_STEP_MS = 2500;

/**
 * The backend and AWS in one object, in memory, for the dev app only: requests
 * live through their statuses in a few seconds.
 */
export class FakeElevatedAccess extends FakeAudit implements ElevatedAccessApi {
  #requests = sampleRequests(Date.now());
  #created = 0;

  async getMe() {
    await pause();
    return aMe({
      roles: ['responder', 'auditor', 'admin'],
      counts: {
        inbox: this.#inView('inbox').length,
        live: this.#requests.filter(r => r.status === 'active').length,
      },
      aws: {
        accessPortalUrl: 'http://localhost:4599/portal',
        region: 'eu-north-1',
        demo: true,
      },
    });
  }

  async listRequestable(query: {
    search?: string;
    cursor?: string;
    limit?: number;
  }) {
    await pause();
    const words = (query.search ?? '').toLowerCase().split(/\s+/);
    const matches = requestables.filter(item => {
      const text = [
        item.account.id,
        item.account.name,
        ...item.account.ouPath,
        ...Object.values(item.account.tags),
        item.permissionSet.name,
      ]
        .join(' ')
        .toLowerCase();
      return words.every(word => text.includes(word));
    });
    const from = Number(query.cursor ?? 0);
    const limit = Math.min(query.limit ?? 50, 20);
    return {
      items: matches.slice(from, from + limit),
      nextCursor:
        from + limit < matches.length ? String(from + limit) : undefined,
      directorySyncedAt: new Date().toISOString(),
    };
  }

  async preflight(input: CreateRequestInput) {
    await pause();
    return preflightOf(input);
  }

  async createRequests(input: CreateRequestInput): Promise<CreatedRequests> {
    await pause();
    this.#created += 1;
    const batchId = `batch-new-${this.#created}`;
    const items = input.accountIds.map((accountId, index) => {
      const item = requestables.find(
        ({ account, permissionSet }) =>
          account.id === accountId &&
          permissionSet.arn === input.permissionSetArn,
      );
      const request = aRequest({
        id: `new-${this.#created}-${index}`,
        batchId,
        account: {
          id: accountId,
          name: item?.account.name ?? accountId,
        },
        permissionSet: item?.permissionSet ?? powerUser,
        duration: input.duration,
        reason: input.reason,
        ticket: input.ticket ?? null,
        requestedStart: input.startsAt ?? null,
        createdAt: new Date().toISOString(),
        expiresAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
        actions: ['cancel'],
      });
      this.#requests.push(request);
      if (item?.approval === 'not-required') {
        this.#put({ ...request, approval: null });
        this.#activate(request.id);
      }
      return this.#find(request.id);
    });
    return { batchId, items };
  }

  protected override requests() {
    return this.#requests;
  }

  async listRequests(query: RequestsQuery) {
    await pause();
    const matches = this.#inView(query.view)
      .filter(request => answers(request, query))
      .sort(inOrder(query));
    const from = Number(query.cursor ?? 0);
    const to = from + (query.limit ?? 25);
    return {
      items: matches.slice(from, to),
      nextCursor: to < matches.length ? String(to) : undefined,
      total: query.total ? matches.length : undefined,
    };
  }

  async getRequest(id: string) {
    await pause();
    return this.#find(id);
  }

  async listRequestEvents(id: string) {
    await pause();
    return { items: eventsOf(this.#find(id)) };
  }

  async decide(id: string, input: DecideInput) {
    await pause();
    const request = this.#find(id);
    const approved = input.verdict === 'approve';
    this.#put({
      ...request,
      status: approved ? 'scheduled' : 'rejected',
      actions: [],
      decisions: [
        ...request.decisions,
        {
          approver: ann,
          verdict: approved ? 'approved' : 'rejected',
          comment: input.comment ?? '',
          stage: 0,
          decidedAt: new Date().toISOString(),
          duration: input.duration ?? null,
        },
      ],
    });
    return this.#find(id);
  }

  async decideMany({
    items,
    ...input
  }: BatchDecisionInput): Promise<BatchDecided> {
    return {
      items: await Promise.all(
        items.map(async ({ requestId, digest }) => ({
          requestId,
          outcome: 'decided' as const,
          request: await this.decide(requestId, { ...input, digest }),
        })),
      ),
    };
  }

  async cancel(id: string, input: EndInput) {
    await pause();
    this.#put({
      ...this.#find(id),
      status: 'cancelled',
      endedAt: new Date().toISOString(),
      endComment: input.comment || null,
      actions: [],
    });
    return this.#find(id);
  }

  async release(id: string) {
    await pause();
    this.#end(id, 'released');
    return this.#find(id);
  }

  async revoke(id: string) {
    await pause();
    this.#end(id, 'revoked');
    return this.#find(id);
  }

  async extend(id: string, input: ExtendInput) {
    await pause();
    const before = this.#find(id);
    if ((input.reason ?? '').trim().length < 5) {
      throw await refusal(400, {
        code: 'reason-invalid',
        field: 'reason',
        message: 'The reason needs at least 5 characters.',
        remedy: 'Say what you still have to do.',
      });
    }
    this.#created += 1;
    const extension = aRequest({
      ...before,
      id: `extension-${this.#created}`,
      extends: id,
      status: 'pending',
      requestedStart: before.endsAt,
      startsAt: null,
      endsAt: null,
      accessEndsAt: null,
      sessionsEndBy: null,
      activatedAt: null,
      assignment: null,
      decisions: [],
      duration: input.duration,
      reason: input.reason ?? '',
      ticket: input.ticket ?? null,
      createdAt: new Date().toISOString(),
      expiresAt: before.endsAt ?? new Date().toISOString(),
      extension: null,
      actions: ['cancel'],
    });
    this.#requests.push(extension);
    this.#put({ ...before, extension: null, actions: ['release'] });
    return extension;
  }

  async revokeAll({ person }: RevokeAllInput): Promise<Revoked> {
    await pause();
    const held = this.#requests.filter(
      request =>
        request.requester.entityRef === person && phaseOf(request) !== 'past',
    );
    return {
      items: await Promise.all(
        held.map(async ({ id, status }, index) => {
          if (status === 'pending' || status === 'scheduled') {
            const request = await this.cancel(id, {});
            return { requestId: id, outcome: 'cancelled' as const, request };
          }
          this.#end(id, 'revoked', index * AWS_STEP_MS);
          const request = this.#find(id);
          return { requestId: id, outcome: 'ending' as const, request };
        }),
      ),
    };
  }

  async getDrift() {
    await pause();
    return driftAt(Date.now());
  }

  async verifyEventLog() {
    await pause();
    return {
      intact: true,
      events: 0,
      unsealed: 0,
      head: null,
      brokenAt: null,
      anchors: { held: 0, places: [] },
    };
  }

  async getHealth() {
    await pause();
    return healthOf(this.#requests, Date.now());
  }

  #inView(view?: RequestView) {
    return this.#requests.filter(request =>
      view === 'inbox'
        ? request.actions.includes('decide')
        : view === 'all' ||
          (view === 'active'
            ? phaseOf(request) === 'live'
            : request.requester.entityRef === ann.entityRef),
    );
  }

  #find(id: string): AccessRequest {
    const found = this.#requests.find(request => request.id === id);
    if (!found) {
      throw new Error(`There is no request ${id}`);
    }
    return found;
  }

  #put(request: AccessRequest) {
    this.#requests = this.#requests.map(other =>
      other.id === request.id ? request : other,
    );
  }

  #activate(id: string) {
    const start = Date.now();
    const request = this.#find(id);
    const end = start + durationMillis(request.duration);
    this.#put({
      ...request,
      status: 'activating',
      actions: [],
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end).toISOString(),
      accessEndsAt: new Date(end).toISOString(),
      sessionsEndBy: new Date(end + 3_600_000).toISOString(),
      assignment: anAssignment({ operation: 'create', phase: 'accepted' }),
    });
    setTimeout(() => {
      this.#put({
        ...this.#find(id),
        status: 'active',
        activatedAt: new Date().toISOString(),
        assignment: anAssignment(),
        actions: ['release'],
      });
    }, AWS_STEP_MS * 2);
  }

  #end(id: string, endReason: 'released' | 'revoked', delay = 0) {
    const step = (phase: 'accepted' | 'verifying') =>
      this.#put({
        ...this.#find(id),
        status: 'ending',
        endReason,
        actions: [],
        assignment: anAssignment({ operation: 'delete', phase }),
      });
    step('accepted');
    setTimeout(() => step('verifying'), delay + AWS_STEP_MS);
    setTimeout(() => {
      this.#put({
        ...this.#find(id),
        status: 'ended',
        endedAt: new Date().toISOString(),
        endedBy: ann,
        overdueSince: null,
        assignment: null,
      });
    }, delay + AWS_STEP_MS * 2);
  }
}

function pause(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, LATENCY_MS);
  });
}
