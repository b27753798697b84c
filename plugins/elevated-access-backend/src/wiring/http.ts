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

import { SessionActivityService } from '../activity/SessionActivityService';
import { DriftReport } from '../api/DriftReport';
import { createRouter } from '../api/router';
import { EventLogService } from '../audit/EventLogService';
import { DirectoryListing } from '../directory/DirectoryListing';
import { EntityAccounts } from '../directory/EntityAccounts';
import { HealthReport } from '../health/HealthReport';
import { Administration } from '../policies/Administration';
import { LintListing } from '../policies/LintListing';
import { PolicyAdministration } from '../policies/PolicyAdministration';
import { PolicyChanges } from '../policies/PolicyChanges';
import { PolicyPreviewer } from '../policies/PolicyPreviewer';
import { PolicyReach } from '../policies/PolicyReach';
import { SettingsAdministration } from '../policies/SettingsAdministration';
import { AccessReports } from '../reports/AccessReports';
import { BatchDecisions } from '../requests/BatchDecisions';
import { EntityAccessListing } from '../requests/EntityAccessListing';
import { RequestQuestions } from '../requests/RequestQuestions';
import { AccessReviews } from '../reviews/AccessReviews';
import type { AwsParts } from './aws';
import type { Base } from './base';
import type { EngineParts } from './engine';
import type { PeopleParts } from './people';
import type { PolicyParts } from './policies';
import type { RequestParts } from './requests';

/** The services behind the routes. */
export function createApi(
  options: Base &
    AwsParts &
    PeopleParts &
    PolicyParts &
    EngineParts &
    RequestParts,
) {
  const { deps, stores, directory, people, owners, policies } = options;
  const { shelf, worlds, protection, requests, authorized } = options;
  const { callers, permissionGate: gate, auditing } = options;
  const { logger } = deps;
  const administration = {
    stores,
    shelf,
    changes: new PolicyChanges({ stores, shelf }),
    administration: new Administration({
      gate,
      callers,
      identity: options.identity,
    }),
    auditing,
  };
  return createRouter({
    httpAuth: deps.httpAuth,
    requests,
    health: new HealthReport({
      stores,
      directory,
      requests,
      policies,
      quota: { engine: options.engine, pace: options.clients.pace },
      logger,
    }),
    drift: new DriftReport({
      store: stores.drift,
      callers,
      gate,
      auditing,
    }),
    eventLog: new EventLogService({
      stores,
      auditing,
      readers: callers,
      gate,
    }),
    activity: new SessionActivityService({
      stores,
      requests,
      source: options.activitySource,
      callers,
      auditing,
    }),
    policies: new PolicyAdministration(administration),
    lint: new LintListing({ ...administration, store: stores.lint }),
    previews: new PolicyPreviewer({ ...administration, worlds }),
    decisions: new BatchDecisions({
      requests,
      shown: authorized,
      logger,
    }),
    entityAccess: new EntityAccessListing({
      accounts: new EntityAccounts({ ...deps, owners }),
      directory,
      requests: authorized,
      callers,
      gate,
      auditing,
    }),
    reports: new AccessReports({
      stores,
      questions: new RequestQuestions({ people, directory }),
      requests,
    }),
    reviews: new AccessReviews({
      store: stores.reviews,
      callers,
      gate,
      auditing,
    }),
    reach: new PolicyReach({
      ...administration,
      worlds,
      directory,
      protection,
    }),
    settings: new SettingsAdministration(administration),
    directory: new DirectoryListing({
      directory,
      aws: options.aws,
      auditing,
      readers: callers,
      gate,
    }),
  });
}
