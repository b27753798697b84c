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

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { settingsSchema } from 'backstage-plugin-elevated-access-common';
import {
  createTestDatabases,
  createTestStores,
} from '../../__testUtils__/databases';
import type { DatabaseStores } from '../../database/DatabaseStores';
import { loadSettings } from '../loadPolicies';
import type { NamedPolicy } from '../readPolicy';
import {
  APPROVAL_TEXT,
  DENY_TEXT,
  LISTS_TEXT,
} from './__testUtils__/policyTexts';
import { FilePlace } from './FilePlace';
import { LocationPlace } from './LocationPlace';
import type { PolicyPlace } from './PolicyPlace';
import { PolicySourceSync } from './PolicySourceSync';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const settings = loadSettings(settingsSchema.parse({}));

/** The smallest of Git hosts: files with an entity tag each. */
class Host {
  readonly files = new Map<string, string>();
  requests = 0;
  notModified = 0;
  broken = false;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.requests += 1;
      const text = this.files.get(request.url ?? '');
      if (this.broken || text === undefined) {
        response.writeHead(this.broken ? 500 : 404).end('no');
        return;
      }
      const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) {
        this.notModified += 1;
        response.writeHead(304).end();
        return;
      }
      response.writeHead(200, { etag }).end(text);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  place(path: string): PolicyPlace {
    return new LocationPlace({
      url: `http://127.0.0.1:${this.port}${path}`,
      reader: UrlReaders.default({
        config: mockServices.rootConfig({
          data: {
            backend: {
              reading: { allow: [{ host: `127.0.0.1:${this.port}` }] },
            },
          },
        }),
        logger: mockServices.logger.mock(),
      }),
    });
  }
}

describe.each(databases.eachSupportedId())('policies as code on %p', id => {
  let folder: string;
  let host: Host;
  let stores: DatabaseStores;
  let logger: jest.Mocked<LoggerService>;
  let names: NamedPolicy[];
  let now: Date;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policies-'));
    host = new Host();
    await host.start();
    now = new Date('2026-01-05T12:00:00.000Z');
    stores = await createTestStores({
      databases,
      id,
      clock: { now: () => now },
    });
    logger = mockServices.logger.mock();
    names = [];
  });

  afterEach(async () => {
    await host.stop();
    await rm(folder, { recursive: true });
  });

  function write(file: string, text: string): Promise<void> {
    return writeFile(join(folder, file), text);
  }

  function pass(seconds: number): void {
    now = new Date(now.getTime() + seconds * 1000);
  }

  async function started(...places: PolicyPlace[]): Promise<PolicySourceSync> {
    const sync = new PolicySourceSync({
      places,
      store: stores.policySources,
      settings: async () => settings,
      otherNames: async () => names,
      clock: { now: () => now },
      logger,
    });
    await sync.start();
    return sync;
  }

  /** Names with their places, problems, and whether there ever was a valid reading, of the only place. */
  async function known() {
    const [record] = await stores.policySources.list();
    return {
      policies: record.policies.map(it => `${it.spec.name} ${it.source.place}`),
      problems: record.problems.map(
        it => `${it.file}:${it.line ?? ''} ${it.path.join('.')} ${it.reason}`,
      ),
      read: record.readAt !== null,
    };
  }

  /** What changed is read when it looked the same twice. */
  async function lookTwice(sync: PolicySourceSync): Promise<void> {
    await sync.readFiles();
    await sync.readFiles();
  }

  it('are read from all YAML files of a folder at the start, hidden ones and tests left out', async () => {
    await mkdir(join(folder, 'team'));
    await mkdir(join(folder, '.git'));
    await write('a.yaml', DENY_TEXT);
    await write('team/b.yml', APPROVAL_TEXT);
    await write('.git/c.yaml', 'broken: [');
    await write('a.test.yaml', 'tests: []');
    await write('README.md', '# Policies');
    await started(new FilePlace(folder));
    expect(await known()).toEqual({
      policies: [
        `no-contractors ${folder}/a.yaml:1`,
        `payments-approval ${folder}/team/b.yml:1`,
      ],
      problems: [],
      read: true,
    });
  });

  it('change when their file does, once it looked the same twice', async () => {
    await write('a.yaml', DENY_TEXT);
    const sync = await started(new FilePlace(join(folder, 'a.yaml')));
    const before = await stores.policyRevision.current();
    await sync.readFiles();
    expect(await stores.policyRevision.current()).toBe(before);

    await write('a.yaml', LISTS_TEXT);
    await sync.readFiles();
    expect((await known()).policies).toHaveLength(1);
    await sync.readFiles();
    expect((await known()).policies).toEqual([
      `readers ${folder}/a.yaml:2`,
      `writers ${folder}/a.yaml:8`,
      `anybody ${folder}/a.yaml:15`,
    ]);
    expect(await stores.policyRevision.current()).toBe(before + 1);
  });

  it('stay as they are, all of a place, while one file of it is broken', async () => {
    await write('a.yaml', DENY_TEXT);
    await write('b.yaml', APPROVAL_TEXT);
    const sync = await started(new FilePlace(folder));
    const good = await known();
    const revision = await stores.policyRevision.current();

    await write('a.yaml', DENY_TEXT.replace('no-contractors', 'nobody-at-all'));
    await write('b.yaml', APPROVAL_TEXT.replace('required: 2', 'required: 3'));
    await lookTwice(sync);
    expect(await known()).toEqual({
      ...good,
      problems: [
        `${folder}/b.yaml:22 stages.1.required must be at most 2, the number of users who may approve`,
      ],
    });
    expect(await stores.policyRevision.current()).toBe(revision);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('b.yaml:22'),
    );

    pass(20);
    await lookTwice(sync);
    expect(logger.error).toHaveBeenCalledTimes(1);

    await write('b.yaml', APPROVAL_TEXT);
    await lookTwice(sync);
    expect(await known()).toMatchObject({
      policies: [
        expect.stringContaining('nobody-at-all'),
        expect.stringContaining('payments-approval'),
      ],
      problems: [],
    });
  });

  it.each<[string, () => Promise<void>, string]>([
    [
      'is deleted',
      async () => rm(join(folder, 'a.yaml')),
      'cannot be read: ENOENT',
    ],
    [
      'is emptied',
      async () => write('a.yaml', ''),
      'is empty; write `eligibility: []`',
    ],
    [
      'is too big',
      async () => write('a.yaml', '#'.repeat(1_000_001)),
      'is bigger than 1 MB',
    ],
  ])(
    'stay when their file %s, also over a restart',
    async (_, spoil, reason) => {
      await write('a.yaml', DENY_TEXT);
      const place = () => new FilePlace(join(folder, 'a.yaml'));
      const sync = await started(place());
      const good = await known();
      await spoil();
      pass(20);
      await lookTwice(sync);
      const now_ = await known();
      expect(now_).toEqual({
        ...good,
        problems: [expect.stringContaining(reason)],
      });
      await started(place());
      expect(await known()).toEqual(now_);
    },
  );

  it('stay when their folder holds none any more', async () => {
    await write('a.yaml', DENY_TEXT);
    const sync = await started(new FilePlace(folder));
    await rm(join(folder, 'a.yaml'));
    await lookTwice(sync);
    expect(await known()).toMatchObject({
      policies: [expect.any(String)],
      problems: [expect.stringContaining('holds no file that ends in .yaml')],
    });
  });

  it('are unknown, and not none, where they were never read', async () => {
    const sync = await started(new FilePlace(join(folder, 'missing')));
    expect(await known()).toMatchObject({ policies: [], read: false });
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('nothing new is granted until they can'),
    );
    await mkdir(join(folder, 'missing'));
    await write('missing/a.yaml', DENY_TEXT);
    await lookTwice(sync);
    expect(await known()).toMatchObject({ read: true, problems: [] });
  });

  it('may be more than five hundred files in no place', async () => {
    for (let index = 0; index <= 500; index += 1) {
      await write(`${index}.yaml`, 'eligibility: []');
    }
    await started(new FilePlace(folder));
    expect(await known()).toMatchObject({
      read: false,
      problems: [expect.stringContaining('holds more than 500 files')],
    });
  });

  it('keep their names to themselves, over config, portal and all places', async () => {
    names = [
      { kind: 'eligibility', name: 'no-contractors', place: 'the portal' },
    ];
    await write('a.yaml', DENY_TEXT);
    const sync = await started(new FilePlace(folder));
    expect(await known()).toMatchObject({
      read: false,
      problems: [
        `${folder}/a.yaml:1 name must differ from that of the eligibility policy at the portal, which is no-contractors as well`,
      ],
    });

    names = [];
    await sync.readFiles();
    expect(await known()).toMatchObject({ read: false });
    pass(20);
    await sync.readFiles();
    expect(await known()).toMatchObject({ read: true, problems: [] });
  });

  it('let go of a name that moves from one place to another', async () => {
    await write('a.yaml', DENY_TEXT);
    await write('b.yaml', 'eligibility: []');
    const sync = await started(
      new FilePlace(join(folder, 'b.yaml')),
      new FilePlace(join(folder, 'a.yaml')),
    );
    await write('a.yaml', 'approval: []');
    await write('b.yaml', DENY_TEXT);
    await lookTwice(sync);
    pass(20);
    await lookTwice(sync);
    const records = await stores.policySources.list();
    expect(
      records.flatMap(it => it.policies.map(({ source }) => source.place)),
    ).toEqual([`${folder}/b.yaml:1`]);
    expect(records.flatMap(it => it.problems)).toEqual([]);
  });

  it('go when the config no longer names their place', async () => {
    await write('a.yaml', DENY_TEXT);
    await started(new FilePlace(folder));
    await started();
    expect(await stores.policySources.list()).toEqual([]);
  });

  it('of an older replica do not come back while its files stay as they are', async () => {
    await write('a.yaml', DENY_TEXT);
    const older = await started(new FilePlace(folder));
    // Another disk under the same name.
    await stores.policySources.save({
      ...(await stores.policySources.list())[0],
      policies: [],
      etag: 'of another disk',
    });
    await lookTwice(older);
    expect((await known()).policies).toEqual([]);
  });

  it('are read from a location, and not sent again while they stay the same', async () => {
    host.files.set('/a.yaml', DENY_TEXT);
    const sync = await started(host.place('/a.yaml'));
    expect(await known()).toMatchObject({ read: false, problems: [] });
    await sync.readMissingLocations();
    expect(await known()).toEqual({
      policies: [`no-contractors http://127.0.0.1:${host.port}/a.yaml:1`],
      problems: [],
      read: true,
    });

    await sync.readMissingLocations();
    expect(host.requests).toBe(1);
    pass(60);
    await sync.readLocations();
    expect([host.requests, host.notModified]).toEqual([2, 1]);
    expect((await stores.policySources.list())[0].readAt).toEqual(now);

    host.files.set('/a.yaml', LISTS_TEXT);
    await sync.readLocations();
    expect((await known()).policies).toHaveLength(3);
  });

  it('of a location stay when it breaks, also over a restart without it', async () => {
    host.files.set('/a.yaml', DENY_TEXT);
    const sync = await started(host.place('/a.yaml'));
    await sync.readLocations();
    const good = await known();

    host.files.set('/a.yaml', DENY_TEXT.replace('deny', 'perhaps'));
    await sync.readLocations();
    expect(await known()).toEqual({
      ...good,
      problems: [expect.stringContaining(':4 effect must be allow or deny')],
    });

    host.broken = true;
    const restarted = await started(host.place('/a.yaml'));
    await restarted.readLocations();
    expect(await known()).toEqual({
      ...good,
      problems: [expect.stringContaining('cannot be read: ')],
    });

    host.broken = false;
    host.files.set('/a.yaml', DENY_TEXT);
    pass(60);
    await restarted.readLocations();
    expect(await known()).toEqual(good);
  });
});
