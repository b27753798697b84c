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
  accessReportQuerySchema,
  batchDecisionSchema,
  entityAccessQuerySchema,
  listAccessReviewsQuerySchema,
  type BatchDecided,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import type { AccessReports } from '../reports/AccessReports';
import type {
  BatchDecisions,
  DecisionOutcome,
} from '../requests/BatchDecisions';
import type { EntityAccessListing } from '../requests/EntityAccessListing';
import type { RequestCall, RequestService } from '../requests/types';
import type { AccessReviews } from '../reviews/AccessReviews';
import { refusalOf } from './refusals';
import { validate } from './validate';

/** What screens and auditors need beside lists: several decisions at once, background, figures, reviews. */
export function addReportRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    requests: Pick<RequestService, 'background'>;
    decisions: Pick<BatchDecisions, 'decide'>;
    entityAccess: Pick<EntityAccessListing, 'list'>;
    reports: Pick<AccessReports, 'report'>;
    reviews: Pick<AccessReviews, 'list' | 'get'>;
  },
): void {
  const { httpAuth, requests, decisions, entityAccess } = options;
  const { reports, reviews } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.post('/decisions', async (req, res) => {
    const call = await callOf(req);
    const input = validate(batchDecisionSchema, req.body);
    const outcomes = await decisions.decide(input, call);
    res.json({ items: outcomes.map(presentOutcome) } satisfies BatchDecided);
  });

  router.get('/requests/:id/background', async (req, res) => {
    res.json(await requests.background(req.params.id, await callOf(req)));
  });

  router.get('/entity-access', async (req, res) => {
    const call = await callOf(req);
    const query = validate(entityAccessQuerySchema, req.query);
    res.json(await entityAccess.list(query, call));
  });

  router.get('/reports/access', async (req, res) => {
    const call = await callOf(req);
    const query = validate(accessReportQuerySchema, req.query);
    res.json(await reports.report(query, call));
  });

  router.get('/reviews', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listAccessReviewsQuerySchema, req.query);
    res.json(await reviews.list(query, call));
  });

  router.get('/reviews/:id', async (req, res) => {
    res.json(await reviews.get(req.params.id, await callOf(req)));
  });
}

function presentOutcome(
  outcome: DecisionOutcome,
): BatchDecided['items'][number] {
  const { requestId } = outcome;
  return 'decided' in outcome
    ? { requestId, outcome: 'decided', request: outcome.decided }
    : {
        requestId,
        outcome: 'refused',
        ...refusalOf(outcome.error),
        request: outcome.request,
      };
}
