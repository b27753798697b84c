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
  type Account,
  type OrganizationalUnit,
} from '@aws-sdk/client-organizations';
import { AwsSimulator } from 'aws-identity-center-simulator';
import { AwsClients } from './clients';
import { OrganizationReader } from './OrganizationReader';
import { Pacer } from './Pacer';

jest.setTimeout(60_000);

/** What AWS says in one reading of the hierarchy, counted from 1. */
interface View {
  sees?: (unit: OrganizationalUnit, reading: number) => boolean;
  /** What the lists say of an account. */
  shows?: (account: Account, reading: number) => Account | undefined;
}

/** The simulator of these tests has no request rates to keep to. */
const unhurried = () => new Pacer({ perSecond: 1_000_000, burst: 1_000 });

describe('OrganizationReader', () => {
  let simulator: AwsSimulator;
  let clients: AwsClients;

  beforeEach(async () => {
    simulator = await AwsSimulator.start({ limits: 'no-request-rates' });
    clients = AwsClients.create({ ...simulator.clientConfig, version: 'test' });
  });

  afterEach(async () => {
    clients.destroy();
    await simulator.stop();
  });

  /** A reader to whom AWS shows `view`, and how often the hierarchy was read. */
  function aReader({
    sees = () => true,
    shows = account => account,
  }: View = {}) {
    const seen = { readings: 0 };
    clients.organizations.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          const result = await next(args);
          const { output } = result;
          if (commandName === 'ListRootsCommand') {
            seen.readings += 1;
          }
          if ('OrganizationalUnits' in output) {
            output.OrganizationalUnits = output.OrganizationalUnits?.filter(
              unit => sees(unit, seen.readings),
            );
          }
          if ('Accounts' in output) {
            output.Accounts = output.Accounts?.flatMap(
              account => shows(account, seen.readings) ?? [],
            );
          }
          return result;
        },
      { step: 'initialize' },
    );
    return { reader: new OrganizationReader(clients, unhurried), seen };
  }

  const isProd = ({ Name }: OrganizationalUnit) => Name === 'Prod';

  it('finds the same places by walking where accounts do not say their own', async () => {
    const direct = aReader();
    const found = await direct.reader.accounts();
    expect(found.accounts.every(({ ouIds }) => ouIds.length > 0)).toBe(true);
    expect(direct.seen.readings).toBe(1);

    const walking = aReader({ shows: ({ Paths, ...account }) => account });
    expect(await walking.reader.accounts()).toEqual(found);
    expect(walking.seen.readings).toBe(1);
  });

  it('reads again when an account hangs in an OU that was made meanwhile', async () => {
    const { reader, seen } = aReader({
      sees: (unit, reading) => reading > 1 || !isProd(unit),
    });
    const { accounts } = await reader.accounts();
    const payments = accounts.find(({ name }) => name === 'payments-prod');
    expect(payments?.ouPath).toContain('Prod');
    expect(payments?.ouIds).toHaveLength((payments?.ouPath.length ?? 0) + 1);
    expect(seen.readings).toBe(2);
  });

  it('does without accounts that left the organization meanwhile', async () => {
    const hidden = new Set<string | undefined>();
    const { reader } = aReader({
      sees: unit => {
        if (isProd(unit)) {
          hidden.add(unit.Id);
        }
        return !isProd(unit);
      },
      shows: (account, reading) => {
        const parents = account.Paths?.[0]?.split('/') ?? [];
        return reading > 1 && parents.some(id => hidden.has(id))
          ? undefined
          : account;
      },
    });
    const { accounts } = await reader.accounts();
    expect(accounts.some(({ name }) => name === 'payments-prod')).toBe(false);
    expect(accounts.every(({ ouIds }) => ouIds.length > 0)).toBe(true);
  });

  it('fails and names the account that has no place, as policies on OUs would pass it by', async () => {
    const { reader, seen } = aReader({ sees: unit => !isProd(unit) });
    const { id } = simulator.lookup.account('payments-prod');
    await expect(reader.accounts()).rejects.toMatchObject({
      name: 'AwsFailure',
      message: expect.stringContaining(`payments-prod (${id})`),
    });
    expect(seen.readings).toBe(2);
  });
});
