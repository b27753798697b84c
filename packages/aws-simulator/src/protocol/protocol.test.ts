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

import {
  CreateAccountAssignmentCommand,
  DescribePermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const post = (url: string, headers: Record<string, string>, body: string) =>
  fetch(url, { method: 'POST', headers, body });

describe('the JSON protocol', () => {
  it('answers with its own content type, a request id and epoch seconds', async () => {
    const { sim, sso } = await simulate();
    const seen: unknown[] = [];
    sso.middlewareStack.add(
      next => async args => {
        const result = await next(args);
        const { response } = result;
        if (
          typeof response === 'object' &&
          response !== null &&
          'headers' in response
        ) {
          seen.push(response.headers);
        }
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    const { $metadata, Instances } = await sso.send(
      new ListInstancesCommand({}),
    );
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[0]).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
    });
    expect(Instances?.[0].CreatedDate).toEqual(
      new Date('2024-03-04T08:00:00Z'),
    );
    expect(sim.apiCalls().byOperation['sso-admin:ListInstances'].calls).toBe(1);
  });

  it('answers what it does not know with UnknownOperationException, as JSON', async () => {
    const { sim, sso } = await simulate();
    const refused = await failureOf(
      sso.send(
        new ListApplicationsCommand({ InstanceArn: sim.lookup.instanceArn }),
      ),
    );
    expect(refused.name).toBe('UnknownOperationException');
    for (const [headers, status] of [
      [{ 'x-amz-target': 'Nobody.Nothing' }, 400],
      [{ 'x-amz-target': 'nodots' }, 400],
      [{}, 400],
    ] as const) {
      const reply = await post(sim.url, headers, '{}');
      expect(reply.status).toBe(status);
      expect(reply.headers.get('content-type')).toBe(
        'application/x-amz-json-1.1',
      );
      expect(await reply.json()).toMatchObject({
        __type: 'UnknownOperationException',
      });
    }
    const elsewhere = await post(`${sim.url}/elsewhere`, {}, '{}');
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.json()).toMatchObject({
      __type: 'UnknownOperationException',
    });
  });

  it('names every member that is missing or malformed', async () => {
    const { sim, sso, assignment } = await simulate();
    const bare = await failureOf(
      sso.send(
        new CreateAccountAssignmentCommand({
          ...assignment(),
          TargetId: 'prod',
          PrincipalId: undefined,
        }),
      ),
    );
    expect(bare.name).toBe('ValidationException');
    expect(bare.message).toBe(
      "2 validation errors detected: Value 'prod' at 'targetId' failed to satisfy constraint: Member must satisfy regular expression pattern: \\d{12}; " +
        "Value at 'principalId' failed to satisfy constraint: Member must not be null",
    );
    for (const MaxResults of [0, 101]) {
      const refused = await failureOf(
        sso.send(
          new ListPermissionSetsCommand({
            InstanceArn: sim.lookup.instanceArn,
            MaxResults,
          }),
        ),
      );
      expect(refused.name).toBe('ValidationException');
    }
    const enumeration = await failureOf(
      sso.send(
        new CreateAccountAssignmentCommand({
          ...assignment(),
          TargetType: undefined,
        }),
      ),
    );
    expect(enumeration.message).toMatch(/'targetType'.*must not be null/);
    const wrong = await failureOf(
      sso.send(
        new DescribePermissionSetCommand({
          InstanceArn: sim.lookup.instanceArn,
          PermissionSetArn: 'arn:aws:sso:::permissionSet/x/y',
        }),
      ),
    );
    expect(wrong.message).toMatch(/'permissionSetArn' failed to satisfy/);
  });

  it('refuses tokens that belong to another question', async () => {
    const { sim, sso } = await simulate();
    const InstanceArn = sim.lookup.instanceArn;
    const { NextToken } = await sso.send(
      new ListPermissionSetsCommand({ InstanceArn, MaxResults: 1 }),
    );
    expect(NextToken).toMatch(/^[-a-zA-Z0-9+=/_]+$/);
    for (const token of ['garbage', `${NextToken}x`]) {
      const refused = await failureOf(
        sso.send(
          new ListPermissionSetsCommand({ InstanceArn, NextToken: token }),
        ),
      );
      expect(refused.name).toBe('ValidationException');
    }
  });

  it('refuses bodies that are too large or no JSON', async () => {
    const { sim, sso } = await simulate({ limits: { bodyBytes: 1_000 } });
    const target = { 'x-amz-target': 'SWBExternalService.ListInstances' };
    const large = await post(sim.url, target, 'x'.repeat(2_000));
    expect(large.status).toBe(413);
    expect(await large.json()).toHaveProperty('__type');
    sso.middlewareStack.add(
      next => args => {
        const { request } = args;
        if (
          typeof request === 'object' &&
          request !== null &&
          'body' in request
        ) {
          request.body = '[]';
        }
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    expect((await failureOf(sso.send(new ListInstancesCommand({})))).name).toBe(
      'SerializationException',
    );
  });
});
