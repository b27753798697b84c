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

import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  createRequestSchema,
  decideSchema,
  endSchema,
  extendSchema,
  exportEventsQuerySchema,
  exportRequestsQuerySchema,
  listRequestableQuerySchema,
  listRequestsQuerySchema,
  revokeAllSchema,
  listDriftQuerySchema,
  type Drift,
  type ListDriftQuery,
  type Health,
} from 'backstage-plugin-elevated-access-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { SessionActivityService } from '../activity/SessionActivityService';
import type { EventLogService } from '../audit/EventLogService';
import type { DirectoryListing } from '../directory/DirectoryListing';
import type { LintListing } from '../policies/LintListing';
import type { PolicyPreviewer } from '../policies/PolicyPreviewer';
import type { PolicyReach } from '../policies/PolicyReach';
import type { AccessReports } from '../reports/AccessReports';
import type { BatchDecisions } from '../requests/BatchDecisions';
import type { EntityAccessListing } from '../requests/EntityAccessListing';
import type { RequestCall, RequestService } from '../requests/types';
import type { AccessReviews } from '../reviews/AccessReviews';
import { addActivityRoutes } from './activityRoutes';
import { addDirectoryRoutes } from './directoryRoutes';
import {
  BODY_LIMIT,
  databaseTrouble,
  eachParameterOnce,
  refusedByExpress,
  unknownRoute,
} from './errors';
import { addExplainRoutes } from './explainRoutes';
import { addLintRoutes } from './lintRoutes';
import { createOpenApiDocument } from './openapi';
import { addPolicyRoutes, type PolicyService } from './policyRoutes';
import { addReachRoutes } from './reachRoutes';
import { addReportRoutes } from './reportRoutes';
import { sendExport, sendRequests } from './sendExport';
import { addSettingsRoutes, type SettingsService } from './settingsRoutes';
import { validate } from './validate';

/** The HTTP API of the plugin. Each route validates, authenticates, and calls one service. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  requests: RequestService;
  health: { report(call: RequestCall): Promise<Health> };
  drift: {
    report(query: ListDriftQuery, call: RequestCall): Promise<Drift>;
  };
  eventLog: Pick<EventLogService, 'verify' | 'export'>;
  directory: Pick<DirectoryListing, 'list'>;
  policies: PolicyService;
  settings: SettingsService;
  lint: Pick<LintListing, 'list'>;
  activity: Pick<SessionActivityService, 'get' | 'export'>;
  previews: Pick<PolicyPreviewer, 'preview'>;
  reach: Pick<PolicyReach, 'coverage' | 'ofAccount'>;
  decisions: Pick<BatchDecisions, 'decide'>;
  entityAccess: Pick<EntityAccessListing, 'list'>;
  reports: Pick<AccessReports, 'report'>;
  reviews: Pick<AccessReviews, 'list' | 'get'>;
}): Router {
  const { httpAuth, requests, health, drift, eventLog } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: BODY_LIMIT }));
  router.use(eachParameterOnce);

  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/me', async (req, res) => {
    res.json(await requests.me(await callOf(req)));
  });

  router.get('/requestable', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listRequestableQuerySchema, req.query);
    res.json(await requests.listRequestable(query, call));
  });

  router.post('/preflight', async (req, res) => {
    const call = await callOf(req);
    const input = validate(createRequestSchema, req.body);
    res.json(await requests.preflight(input, call));
  });

  router.post('/requests', async (req, res) => {
    const call = await callOf(req);
    const input = validate(createRequestSchema, req.body);
    res.status(201).json(await requests.submit(input, call));
  });

  router.get('/requests', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listRequestsQuerySchema, req.query);
    res.json(await requests.list(query, call));
  });

  router.get('/requests/export', async (req, res) => {
    const call = await callOf(req);
    const query = validate(exportRequestsQuerySchema, req.query);
    await sendRequests(await requests.exportRequests(query, call), res);
  });

  router.get('/requests/:id', async (req, res) => {
    res.json(await requests.get(req.params.id, await callOf(req)));
  });

  router.get('/requests/:id/events', async (req, res) => {
    res.json(await requests.listEvents(req.params.id, await callOf(req)));
  });

  router.post('/requests/:id/decisions', async (req, res) => {
    const call = await callOf(req);
    const input = validate(decideSchema, req.body);
    res.json(await requests.decide(req.params.id, input, call));
  });

  router.post('/requests/:id/extend', async (req, res) => {
    const call = await callOf(req);
    const input = validate(extendSchema, req.body);
    res.status(201).json(await requests.extend(req.params.id, input, call));
  });

  router.post('/revocations', async (req, res) => {
    const call = await callOf(req);
    const input = validate(revokeAllSchema, req.body);
    res.json(await requests.revokeAll(input, call));
  });

  for (const action of ['cancel', 'release', 'revoke'] as const) {
    router.post(`/requests/:id/${action}`, async (req, res) => {
      const call = await callOf(req);
      const input = validate(endSchema, req.body);
      res.json(await requests[action](req.params.id, input, call));
    });
  }

  router.get('/events/verification', async (req, res) => {
    res.json(await eventLog.verify(await callOf(req)));
  });

  router.get('/events/export', async (req, res) => {
    const call = await callOf(req);
    const query = validate(exportEventsQuerySchema, req.query);
    await sendExport(await eventLog.export(query, call), res);
  });

  router.get('/health', async (req, res) => {
    res.json(await health.report(await callOf(req)));
  });

  router.get('/drift', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listDriftQuerySchema, req.query);
    res.json(await drift.report(query, call));
  });

  addActivityRoutes(router, options);
  addDirectoryRoutes(router, options);
  addLintRoutes(router, options);
  addReachRoutes(router, options);
  addReportRoutes(router, options);
  addPolicyRoutes(router, options);
  addSettingsRoutes(router, options);
  addExplainRoutes(router, options);

  const openApiDocument = createOpenApiDocument();
  router.get('/openapi.json', async (req, res) => {
    await callOf(req);
    res.json(openApiDocument);
  });

  router.use(unknownRoute);
  router.use(refusedByExpress);
  router.use(databaseTrouble);
  return router;
}
