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
import type {
  AccessRequest,
  AccessRequestPage,
  CreatedRequests,
  CreateRequest,
  Decide,
  End,
  ListRequestableQuery,
  ListRequestsQuery,
  Me,
  Preflight,
  RequestablePage,
  RequestEvent,
} from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { Protection } from '../domain/protection';
import type { Clock, RequestRecord } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { ApprovalResolver } from './ApprovalResolver';
import { CallerFactory, type RoleHolders } from './Caller';
import { Decision } from './Decision';
import { Ending } from './Ending';
import { presentAssessment } from './preflight';
import { presentEvent } from './presentEvent';
import { RequestableCatalogue } from './RequestableCatalogue';
import { RequestAssessor } from './RequestAssessor';
import { RequestLists } from './RequestLists';
import { RequestPresenter } from './RequestPresenter';
import { RequestReader } from './RequestReader';
import { Revocation } from './Revocation';
import { SelfDescription } from './SelfDescription';
import { Submission } from './Submission';
import type { RequestCall, RequestService } from './types';
import { Withdrawal } from './Withdrawal';

/** What the service is built on. */
export interface DefaultRequestServiceOptions {
  stores: Stores;
  directory: DirectoryService;
  identity: IdentityMapper;
  people: CatalogPeople;
  approvers: ApproverDirectory;
  policies: PolicyService;
  protection: Protection;
  roles: RoleHolders;
  aws: Me['aws'];
  clock: Clock;
  logger: LoggerService;
}

/** The rules of the product, without the permission framework. */
export class DefaultRequestService implements RequestService {
  readonly #stores: Stores;
  readonly #policies: PolicyService;
  readonly #callers: CallerFactory;
  readonly #reader: RequestReader;
  readonly #presenter: RequestPresenter;
  readonly #lists: RequestLists;
  readonly #self: SelfDescription;
  readonly #catalogue: RequestableCatalogue;
  readonly #assessor: RequestAssessor;
  readonly #submission: Submission;
  readonly #decision: Decision;
  readonly #withdrawal: Withdrawal;
  readonly #revocation: Revocation;

  static create(options: DefaultRequestServiceOptions): DefaultRequestService {
    return new DefaultRequestService(options);
  }

  private constructor(options: DefaultRequestServiceOptions) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#callers = new CallerFactory(options);
    this.#reader = new RequestReader(options);
    this.#presenter = new RequestPresenter(options);
    this.#lists = new RequestLists({
      ...options,
      reader: this.#reader,
      presenter: this.#presenter,
    });
    this.#self = new SelfDescription({ ...options, lists: this.#lists });
    this.#catalogue = new RequestableCatalogue(options);
    this.#assessor = new RequestAssessor({
      ...options,
      approval: new ApprovalResolver({
        whomToTell: whomToTell(options.roles.admin),
      }),
    });
    this.#submission = new Submission({
      ...options,
      assessor: this.#assessor,
    });
    this.#decision = new Decision({ ...options, reader: this.#reader });
    const ending = new Ending(options);
    this.#withdrawal = new Withdrawal({ reader: this.#reader, ending });
    this.#revocation = new Revocation({ reader: this.#reader, ending });
  }

  me(call: RequestCall): Promise<Me> {
    return this.#self.describe(this.#callers.create(call));
  }

  listRequestable(
    query: ListRequestableQuery,
    call: RequestCall,
  ): Promise<RequestablePage> {
    return this.#catalogue.list(query, this.#callers.create(call));
  }

  async preflight(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<{ items: Preflight[] }> {
    const person = await this.#callers.create(call).person();
    const { settings } = await this.#policies.getPolicies();
    const items = await this.#assessor.assess(input, person, { live: false });
    return { items: items.map(item => presentAssessment(item, settings)) };
  }

  async submit(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<CreatedRequests> {
    const caller = this.#callers.create(call);
    const { batchId, requests } = await this.#submission.submit(input, caller);
    return { batchId, items: await this.#presenter.present(requests, caller) };
  }

  async get(id: string, call: RequestCall): Promise<AccessRequest> {
    const caller = this.#callers.create(call);
    const { request } = await this.#reader.requireVisible(id, caller);
    return this.#presenter.presentOne(request, caller);
  }

  list(
    query: ListRequestsQuery,
    call: RequestCall,
  ): Promise<AccessRequestPage> {
    return this.#lists.list(query, this.#callers.create(call));
  }

  async listEvents(
    id: string,
    call: RequestCall,
  ): Promise<{ items: RequestEvent[] }> {
    const caller = this.#callers.create(call);
    const { request } = await this.#reader.requireVisible(id, caller);
    const events = await this.#stores.events.listForRequest(request);
    return { items: events.map(presentEvent) };
  }

  decide(id: string, input: Decide, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller => this.#decision.decide(id, input, caller));
  }

  cancel(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller =>
      this.#withdrawal.cancel(id, input, caller),
    );
  }

  release(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller =>
      this.#withdrawal.release(id, input, caller),
    );
  }

  revoke(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller =>
      this.#revocation.revoke(id, input, caller),
    );
  }

  async #act(
    call: RequestCall,
    action: (
      caller: ReturnType<CallerFactory['create']>,
    ) => Promise<RequestRecord>,
  ): Promise<AccessRequest> {
    const caller = this.#callers.create(call);
    return this.#presenter.presentOne(await action(caller), caller);
  }
}

function whomToTell(admins: readonly string[]): string {
  return admins.length > 0
    ? `the administrators (${admins.join(', ')})`
    : 'your platform team';
}
