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

import { Auditing } from '../audit/Auditing';
import { DenialLog } from '../audit/DenialLog';
import { ApproverScope } from '../requests/ApproverScope';
import { AuditedRequestService } from '../requests/AuditedRequestService';
import { AuthorizedRequestService } from '../requests/AuthorizedRequestService';
import { CallerFactory } from '../requests/Caller';
import { DefaultRequestService } from '../requests/DefaultRequestService';
import { FrameworkGate } from '../requests/PermissionGate';
import type { Base } from './base';
import type { EngineParts } from './engine';
import type { PeopleParts } from './people';
import type { PolicyParts } from './policies';

export type RequestParts = ReturnType<typeof createRequests>;

/** The life of a request, for whoever may: every attempt is authorized and audited. */
export function createRequests(
  options: Base & PeopleParts & PolicyParts & EngineParts,
) {
  const { deps, config, clock, stores, people, words } = options;
  const { logger } = deps;
  const denials = new DenialLog({ stores, clock, logger });
  const auditing = new Auditing({ ...deps, denials });
  const roles = {
    admin: config.access.admins,
    auditor: config.access.auditors,
    responder: config.access.responders,
  };
  const permissionGate = new FrameworkGate(deps);
  const callers = new CallerFactory({ people, roles });
  /** What of the instance people are shown. */
  const aws = {
    accessPortalUrl: config.aws.accessPortalUrl,
    region: config.aws.region,
    demo: config.aws.demo,
  };
  const authorized = new AuthorizedRequestService({
    permissions: deps.permissions,
    permissionsRegistry: deps.permissionsRegistry,
    requests: stores.requests,
    scope: new ApproverScope({ requests: stores.requests, words }),
    words,
    service: DefaultRequestService.create({
      stores,
      directory: options.directory,
      identity: options.identity,
      people,
      approvers: options.approvers,
      approverPeople: options.approverPeople,
      recentApprovers: options.recentApprovers,
      words,
      owners: options.owners,
      policies: options.policies,
      protection: options.protection,
      permissionSets: options.permissionSets,
      roles,
      aws,
      clock,
      logger,
    }),
  });
  const requests = new AuditedRequestService({
    auditing,
    service: authorized,
  });
  return {
    denials,
    auditing,
    permissionGate,
    callers,
    aws,
    authorized,
    requests,
  };
}
