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
  changePolicySchema,
  createPolicySchema,
  listPoliciesQuerySchema,
  listVersionsQuerySchema,
  policyKindSchema,
  resolveChangeSchema,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { PolicyAdministration } from '../policies/PolicyAdministration';
import type { RequestCall } from '../requests/types';
import { validate } from './validate';

const keySchema = z.object({
  kind: policyKindSchema,
  name: z.string().max(63),
});

/** What the routes below need. */
export type PolicyService = Pick<
  PolicyAdministration,
  | 'list'
  | 'get'
  | 'versions'
  | 'create'
  | 'change'
  | 'pendingChanges'
  | 'resolve'
  | 'sources'
>;

/** Policies, their history and the changes that wait for confirmation. */
export function addPolicyRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    policies: PolicyService;
  },
): void {
  const { httpAuth, policies } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/policies', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listPoliciesQuerySchema, req.query);
    res.json(await policies.list(query, call));
  });

  router.post('/policies', async (req, res) => {
    const call = await callOf(req);
    const input = validate(createPolicySchema, req.body);
    res.status(201).json(await policies.create(input, call));
  });

  router.get('/policies/:kind/:name', async (req, res) => {
    const call = await callOf(req);
    res.json(await policies.get(validate(keySchema, req.params), call));
  });

  router.get('/policies/:kind/:name/versions', async (req, res) => {
    const call = await callOf(req);
    const key = validate(keySchema, req.params);
    const query = validate(listVersionsQuerySchema, req.query);
    res.json(await policies.versions(key, query, call));
  });

  router.post('/policies/:kind/:name/changes', async (req, res) => {
    const call = await callOf(req);
    const key = validate(keySchema, req.params);
    const input = validate(changePolicySchema, req.body);
    res.json(await policies.change(key, input, call));
  });

  router.get('/policy-changes', async (req, res) => {
    res.json(await policies.pendingChanges(await callOf(req)));
  });

  router.post('/policy-changes/:id', async (req, res) => {
    const call = await callOf(req);
    const { id } = validate(z.object({ id: z.uuid() }), req.params);
    const input = validate(resolveChangeSchema, req.body);
    res.json(await policies.resolve(id, input, call));
  });

  router.get('/policy-sources', async (req, res) => {
    res.json(await policies.sources(await callOf(req)));
  });
}
