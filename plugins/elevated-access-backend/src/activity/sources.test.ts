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

import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readElevatedAccessConfig } from '../config';
import { ActivitySources } from './sources';

const aws = { region: 'eu-west-1', version: 'test' };

const configOf = (activity?: JsonObject) =>
  readElevatedAccessConfig(
    new ConfigReader({
      elevatedAccess: {
        aws: { region: 'eu-west-1' },
        ...(activity ? { activity } : {}),
      },
    }),
  ).activity;

const another = {
  deliveryDelayMs: 1,
  async *read() {
    yield [];
  },
};

describe('where activity is read from', () => {
  it('is nowhere unless somebody says so', () => {
    expect(new ActivitySources().choose(configOf(), aws)).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['cloudtrail', {}],
    ['cloudwatch-logs', { cloudwatchLogs: { logGroup: 'trail' } }],
    ['athena', { athena: { database: 'default', table: 'cloudtrail_logs' } }],
    [
      'cloudtrail-lake',
      {
        cloudtrailLake: {
          eventDataStore: '0f3c2f0a-f852-4e8f-8bd1-bcf6c0000000',
        },
      },
    ],
  ])('may be %s', (source, rest) => {
    const chosen = new ActivitySources().choose(
      configOf({ source, deliveryDelay: 'PT5M', ...rest }),
      aws,
    );
    expect(chosen).toMatchObject({
      name: source,
      source: { deliveryDelayMs: 300_000 },
    });
    chosen?.destroy();
  });

  it('may be what a module brings, under a name of its own', () => {
    const sources = new ActivitySources();
    sources.addSource('siem', another);
    expect(() => sources.addSource('siem', another)).toThrow('another name');
    expect(() => sources.addSource('athena', another)).toThrow('another name');
    expect(sources.choose(configOf({ source: 'siem' }), aws)?.source).toBe(
      another,
    );
    expect(() => sources.choose(configOf({ source: 'splunk' }), aws)).toThrow(
      /'splunk'.*siem/s,
    );
  });

  it.each<[string, JsonObject, string]>([
    [
      'a source without what it needs',
      { source: 'athena' },
      'elevatedAccess.activity.athena is needed by the source athena. Example: ',
    ],
    [
      'a table that would end a query',
      {
        source: 'athena',
        athena: { database: 'default', table: 'x"; drop table y' },
      },
      'elevatedAccess.activity.athena.table must be',
    ],
    [
      "a role in somebody else's hands",
      { cloudtrail: { role: 'arn:aws:iam::111122223333:user/x' } },
      'elevatedAccess.activity.cloudtrail.role must be',
    ],
    ['more than can be kept', { maximumEvents: 100_000 }, 'maximumEvents'],
    ['a key that there is not', { sorce: 'athena' }, 'sorce'],
  ])('refuses %s', (_, activity, reason) => {
    expect(() => configOf(activity)).toThrow(reason);
  });
});
