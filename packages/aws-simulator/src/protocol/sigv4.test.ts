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
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { VirtualClock } from '../index';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const post = (url: string, headers: Record<string, string>, body: string) =>
  fetch(url, { method: 'POST', headers, body });

describe('signatures', () => {
  it('are accepted with the documented demo credentials', async () => {
    const { sim } = await simulate();
    const client = new SSOAdminClient({
      endpoint: sim.endpoint,
      region: 'eu-west-1',
      credentials: {
        accessKeyId: 'SIMULATORDEMOKEY0001',
        secretAccessKey: 'simulator-demo-secret-not-a-secret-000001',
      },
    });
    const { Instances } = await client.send(new ListInstancesCommand({}));
    expect(Instances).toHaveLength(1);
  });

  it.each([
    [
      'made with a wrong secret are InvalidSignatureException',
      { credentials: { accessKeyId: 'A', secretAccessKey: 'wrong' } },
      'InvalidSignatureException',
      /signature we calculated does not match/,
    ],
    [
      'made with an unknown key are UnrecognizedClientException',
      { credentials: { accessKeyId: 'B', secretAccessKey: 'b' } },
      'UnrecognizedClientException',
      /security token included in the request is invalid/,
    ],
    [
      'made with an unknown session token are UnrecognizedClientException',
      {
        credentials: {
          accessKeyId: 'A',
          secretAccessKey: 'a',
          sessionToken: 'stale',
        },
      },
      'UnrecognizedClientException',
      /invalid/,
    ],
    [
      'for a Region without the instance are refused',
      { region: 'ap-south-1' },
      'InvalidSignatureException',
      /valid Region, not 'ap-south-1'/,
    ],
    [
      'older than five minutes have expired',
      { systemClockOffset: -6 * 60_000 },
      'InvalidSignatureException',
      /Signature expired/,
    ],
    [
      'of more than five minutes from now are not yet current',
      { systemClockOffset: 6 * 60_000 },
      'InvalidSignatureException',
      /Signature not yet current/,
    ],
  ])('%s', async (_rule, override, name, message) => {
    const { sim } = await simulate({
      credentials: [{ accessKeyId: 'A', secretAccessKey: 'a' }],
    });
    const client = new SSOAdminClient({
      ...sim.clientConfig,
      maxAttempts: 1,
      ...override,
    });
    expect(
      await failureOf(client.send(new ListInstancesCommand({}))),
    ).toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('of a skewed clock are corrected by SDKs from the date of the reply', async () => {
    const { sim } = await simulate();
    const client = new SSOAdminClient({
      ...sim.clientConfig,
      systemClockOffset: -60 * 60_000,
    });
    const { $metadata } = await client.send(new ListInstancesCommand({}));
    expect($metadata.attempts).toBe(2);
  });

  it('can be held against the simulator’s clock instead of the wall clock', async () => {
    const { sim } = await simulate({
      clock: new VirtualClock({ start: '2020-01-01T00:00:00Z' }),
      signing: { clock: 'simulator' },
    });
    const offset = Date.parse('2020-01-01T00:00:00Z') - Date.now();
    const client = new SSOAdminClient({
      ...sim.clientConfig,
      maxAttempts: 1,
      systemClockOffset: offset,
    });
    await client.send(new ListInstancesCommand({}));
    const today = new SSOAdminClient({ ...sim.clientConfig, maxAttempts: 1 });
    expect(
      (await failureOf(today.send(new ListInstancesCommand({})))).message,
    ).toMatch(/not yet current/);
  });

  it('scoped to another service are refused', async () => {
    const { sim } = await simulate();
    const client = new SSOAdminClient({ ...sim.clientConfig, maxAttempts: 1 });
    // Signed for sso, then sent to the identity store.
    client.middlewareStack.add(
      next => args => {
        const { request } = args;
        if (
          typeof request === 'object' &&
          request !== null &&
          'headers' in request &&
          typeof request.headers === 'object' &&
          request.headers !== null
        ) {
          Object.assign(request.headers, {
            'x-amz-target': 'AWSIdentityStore.ListUsers',
          });
        }
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    expect(
      (await failureOf(client.send(new ListInstancesCommand({})))).message,
    ).toMatch(/scoped to correct service: 'identitystore'/);
  });

  it('cover the body', async () => {
    const { sim, sso, assignment } = await simulate();
    sso.middlewareStack.add(
      next => args => {
        const { request } = args;
        if (
          typeof request === 'object' &&
          request !== null &&
          'body' in request
        ) {
          const text =
            request.body instanceof Uint8Array
              ? Buffer.from(Uint8Array.from(request.body)).toString('utf8')
              : String(request.body);
          request.body = text.replace('111122223333', '000000000001');
        }
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    const refused = await failureOf(
      sso.send(new CreateAccountAssignmentCommand(assignment())),
    );
    expect(refused.name).toBe('InvalidSignatureException');
    expect(sim.state().requests).toEqual([]);
  });

  it('are required', async () => {
    const { sim } = await simulate();
    const target = { 'x-amz-target': 'SWBExternalService.ListInstances' };
    const missing = await post(sim.url, target, '{}');
    expect(missing.status).toBe(400);
    expect(await missing.json()).toMatchObject({
      __type: 'MissingAuthenticationTokenException',
    });
    const malformed = await post(
      sim.url,
      { ...target, authorization: 'Bearer x' },
      '{}',
    );
    expect(await malformed.json()).toMatchObject({
      __type: 'IncompleteSignatureException',
    });
  });
});
