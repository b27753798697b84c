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
  Explain,
  Explanation,
  ExportRequestsQuery,
  Extend,
  ListRequestableQuery,
  ListRequestsQuery,
  Me,
  Preflight,
  RequestablePage,
  RequestBackground,
  RequestEvent,
  RevokeAll,
  Revoked,
} from 'backstage-plugin-elevated-access-common';
import type { RequestFilter, Stores } from '../database/types';
import type { AccountOwners } from '../directory/AccountOwners';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { ApproverPeople } from '../directory/ApproverPeople';
import type { ApproverWords } from '../directory/ApproverWords';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { Protection } from '../domain/protection';
import type { Clock, RequestRecord } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { ApprovalResolver } from './ApprovalResolver';
import { ApproverScope } from './ApproverScope';
import { Background } from './Background';
import { CallerFactory, type RoleHolders } from './Caller';
import { Decision } from './Decision';
import { Ending } from './Ending';
import { Explanations } from './Explanations';
import { Extension } from './Extension';
import { ExtensionOffers } from './ExtensionOffers';
import { Families } from './Families';
import { FamilyEnding } from './FamilyEnding';
import { PersonRevocation } from './PersonRevocation';
import type { LivePermissionSets } from './LivePermissionSets';
import { OverdueList } from './OverdueList';
import { presentAssessment } from './preflight';
import { presentEvent } from './presentEvent';
import { RequestableCatalogue } from './RequestableCatalogue';
import { RequestAssessor } from './RequestAssessor';
import { RequestExports, type RequestExport } from './RequestExports';
import { RequestLists } from './RequestLists';
import { RequestPresenter } from './RequestPresenter';
import { RequestQuestions } from './RequestQuestions';
import { RequestReader } from './RequestReader';
import { Revocation } from './Revocation';
import { SelfDescription } from './SelfDescription';
import { Submission } from './Submission';
import type {
  Offered,
  OverdueListing,
  RequestCall,
  RequestService,
} from './types';
import { whomToTell } from './whomToTell';
import { Withdrawal } from './Withdrawal';

/** What the service is built on. */
export interface DefaultRequestServiceOptions {
  stores: Stores;
  directory: DirectoryService;
  identity: IdentityMapper;
  people: CatalogPeople;
  approvers: ApproverDirectory;
  /** The same, up to a minute old: for what decides nothing. */
  recentApprovers: ApproverDirectory;
  approverPeople: ApproverPeople;
  words: ApproverWords;
  owners: AccountOwners;
  policies: PolicyService;
  protection: Protection;
  permissionSets: Pick<LivePermissionSets, 'newest'>;
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
  readonly #exports: RequestExports;
  readonly #background: Background;
  readonly #overdue: OverdueList;
  readonly #self: SelfDescription;
  readonly #catalogue: RequestableCatalogue;
  readonly #assessor: RequestAssessor;
  readonly #explanations: Explanations;
  readonly #submission: Submission;
  readonly #decision: Decision;
  readonly #extension: Extension;
  readonly #withdrawal: Withdrawal;
  readonly #revocation: Revocation;
  readonly #personRevocation: PersonRevocation;

  static create(options: DefaultRequestServiceOptions): DefaultRequestService {
    return new DefaultRequestService(options);
  }

  private constructor(options: DefaultRequestServiceOptions) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#callers = new CallerFactory(options);
    this.#reader = new RequestReader({
      ...options,
      scope: new ApproverScope({
        requests: options.stores.requests,
        words: options.words,
      }),
    });
    const families = new Families(options);
    this.#presenter = new RequestPresenter({
      ...options,
      extensions: new ExtensionOffers({ ...options, families }),
    });
    this.#lists = new RequestLists({
      ...options,
      reader: this.#reader,
      presenter: this.#presenter,
      questions: new RequestQuestions(options),
    });
    this.#exports = new RequestExports({ ...options, lists: this.#lists });
    this.#background = new Background({ ...options, reader: this.#reader });
    this.#overdue = new OverdueList({ ...options, reader: this.#reader });
    this.#self = new SelfDescription({ ...options, lists: this.#lists });
    this.#catalogue = new RequestableCatalogue(options);
    this.#assessor = new RequestAssessor({
      ...options,
      approval: new ApprovalResolver({
        whomToTell: whomToTell(options.roles.admin, options.people),
      }),
    });
    this.#explanations = new Explanations({
      ...options,
      assessor: this.#assessor,
    });
    this.#submission = new Submission({
      ...options,
      assessor: this.#assessor,
    });
    this.#decision = new Decision({ ...options, reader: this.#reader });
    this.#extension = new Extension({
      families,
      reader: this.#reader,
      assessor: this.#assessor,
      submission: this.#submission,
    });
    const ending = new Ending(options);
    const family = new FamilyEnding({ ...options, families, ending });
    const reader = this.#reader;
    this.#withdrawal = new Withdrawal({ reader, ending, family });
    this.#revocation = new Revocation({ reader, family });
    this.#personRevocation = new PersonRevocation({ ...options, ending });
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

  listRequestableIn(
    accountIds: readonly string[],
    call: RequestCall,
  ): Promise<ReadonlyMap<string, readonly Offered[]>> {
    return this.#catalogue.listIn(accountIds, this.#callers.create(call));
  }

  visible(call: RequestCall): Promise<RequestFilter> {
    return this.#reader.visibleTo(this.#callers.create(call));
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

  explain(input: Explain, call: RequestCall): Promise<Explanation> {
    return this.#explanations.explain(input, this.#callers.create(call));
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

  exportRequests(
    query: ExportRequestsQuery,
    call: RequestCall,
  ): Promise<RequestExport> {
    return this.#exports.begin(query, this.#callers.create(call));
  }

  listOverdue(call: RequestCall): Promise<OverdueListing> {
    return this.#overdue.list(this.#callers.create(call));
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

  background(id: string, call: RequestCall): Promise<RequestBackground> {
    return this.#background.of(id, this.#callers.create(call));
  }

  decide(id: string, input: Decide, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller => this.#decision.decide(id, input, caller));
  }

  cancel(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller =>
      this.#withdrawal.cancel(id, input, caller),
    );
  }

  extend(id: string, input: Extend, call: RequestCall): Promise<AccessRequest> {
    return this.#act(call, caller => this.#extension.extend(id, input, caller));
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

  async revokeAll(input: RevokeAll, call: RequestCall): Promise<Revoked> {
    const caller = this.#callers.create(call);
    const ended = await this.#personRevocation.revokeAll(input, caller);
    const presented = await this.#presenter.present(
      ended.map(({ request }) => request),
      caller,
    );
    return {
      items: presented.flatMap((request, index) => {
        const outcome = ended[index]?.outcome;
        return outcome ? [{ requestId: request.id, outcome, request }] : [];
      }),
    };
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
