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
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AwsSimulator, demoOrganizationFile, loadOrganization } from '../index';
import { runCli } from './run';

async function run(
  argv: string[],
  meanwhile: (output: string) => Promise<void> = async () => {},
): Promise<string> {
  let output = '';
  await runCli(argv, {
    write: text => {
      output += text;
    },
    untilStopped: () => meanwhile(output),
  });
  return output;
}

describe('the command', () => {
  it('starts a simulator, prints how to use it, and stops it again', async () => {
    let endpoint = '';
    const output = await run(
      ['--port', '0', '--latency', 'none', '--seed', '7'],
      async text => {
        endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(text)?.[1] ?? '';
        const client = new SSOAdminClient({
          endpoint,
          region: /AWS_REGION=(\S+)/.exec(text)?.[1],
          credentials: {
            accessKeyId: /AWS_ACCESS_KEY_ID=(\S+)/.exec(text)?.[1] ?? '',
            secretAccessKey:
              /AWS_SECRET_ACCESS_KEY=(\S+)/.exec(text)?.[1] ?? '',
          },
        });
        const { Instances } = await client.send(new ListInstancesCommand({}));
        expect(Instances).toHaveLength(1);
        expect(text).toContain(`${endpoint}/portal`);
      },
    );
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(output).toContain('DEMO AWS');
    expect(output).toContain('Stopped.');
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  it('takes clock, outage and organization as flags', async () => {
    const flags = ['--clock', 'virtual', '--outage', 'hang', '--org'];
    await run(
      ['start', '-p', '0', ...flags, demoOrganizationFile()],
      async text => {
        const control = /Control\s+(\S+)/.exec(text)?.[1];
        const get = async (path_: string) =>
          (await fetch(`${control}${path_}`)).json();
        expect(await get('/clock')).toMatchObject({ kind: 'virtual' });
        expect(await get('/outage')).toEqual({ mode: 'hang' });
      },
    );
  });

  it('refuses flags that make no sense', async () => {
    for (const argv of [
      ['--port', 'many'],
      ['--port', '70000'],
      ['--latency', 'never'],
      ['--empty-pages', '2'],
    ]) {
      await expect(run(argv)).rejects.toThrow(/must be|Allowed choices/);
    }
  });

  it('generates organizations that it can read', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'generate-'));
    const file = path.join(directory, 'large.yaml');
    await run(['generate', '--accounts', '12', '--users', '9', '--out', file]);
    expect(loadOrganization(file).users).toHaveLength(9);
    expect(await run(['check', file])).toContain('is valid: 9 users');
    rmSync(directory, { recursive: true });
    expect(await run(['generate', '--accounts', '2'])).toContain(
      'managementAccount: management',
    );
  });
});

describe('production', () => {
  const before = process.env.NODE_ENV;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: before });
  });

  it('is refused, unless it is really meant', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(AwsSimulator.start()).rejects.toThrow(/NODE_ENV=production/);
    const sim = await AwsSimulator.start({ allowProduction: true });
    await sim.stop();
  });
});

describe('the port', () => {
  it('is on loopback and nowhere else', async () => {
    const sim = await AwsSimulator.start();
    expect(sim.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(sim.url).port);
    await expect(AwsSimulator.start({ port })).rejects.toThrow(/EADDRINUSE/);
    await sim.stop();
  });
});
