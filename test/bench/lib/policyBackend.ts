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

// A backend of this plugin alone, whose catalog is in memory and whose callers say
// in a header who they are: what is measured is this plugin and its database, not
// the catalog's and not the verification of tokens.
import diagnosticsChannel from 'node:diagnostics_channel';
import fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import v8 from 'node:v8';
import vm from 'node:vm';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { DirectoryContents } from '../../../plugins/elevated-access-backend/src/database/types';
import { directoryAtOnce } from './directoryAtOnce';

interface World {
  /** What a reading of AWS would find. */
  directory: DirectoryContents;
  parents: Record<string, string>;
  people: { name: string; groups: string[] }[];
  owners: { id: string; owner: string }[];
}

const ACCOUNT_ID = 'amazonaws.com/account-id';
const PAGE_SIZE = 1_000;

const world: World = JSON.parse(
  fs.readFileSync(process.env.BENCH_WORLD ?? '', 'utf8'),
);
const counted = { catalogCalls: 0 };

/** Milliseconds from a request's arrival until its answer was handed to the system. */
let served: number[] = [];
diagnosticsChannel.subscribe('http.server.request.start', message => {
  const { request, response } = message as {
    request: IncomingMessage;
    response: ServerResponse;
  };
  const begun = performance.now();
  if (/\/(explain|requestable)(\?|$)/.test(request.url ?? '')) {
    response.once('finish', () => served.push(performance.now() - begun));
  }
});

const entities = entitiesOf(world);
const accounts = new Map(
  world.owners.map(({ id, owner }) => [id, accountEntity(id, owner)]),
);

const catalog = Object.assign(catalogServiceMock({ entities: [] }), {
  getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => {
    counted.catalogCalls += 1;
    return { items: entityRefs.map(ref => entities.get(ref)) };
  },
  getEntities: async (request?: { filter?: unknown }) => {
    counted.catalogCalls += 1;
    const id = wantedAccount(request?.filter);
    const account = id === undefined ? undefined : accounts.get(id);
    return { items: account ? [account] : [] };
  },
  async *streamEntities() {
    counted.catalogCalls += 1;
    const all = [...accounts.values()];
    for (let at = 0; at < all.length; at += PAGE_SIZE) {
      yield all.slice(at, at + PAGE_SIZE);
    }
  },
});

function wantedAccount(filter: unknown): string | undefined {
  const entry = Object.entries(filter ?? {}).find(([key]) =>
    key.endsWith(ACCOUNT_ID),
  );
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

function entitiesOf({ parents, people }: World): Map<string, Entity> {
  const children = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  const add = (lists: Map<string, string[]>, key: string, value: string) =>
    lists.set(key, [...(lists.get(key) ?? []), value]);
  for (const [group, parent] of Object.entries(parents)) {
    add(children, parent, group);
  }
  const found = new Map<string, Entity>();
  for (const { name, groups } of people) {
    const ref = `user:default/${name}`;
    groups.forEach(group => add(members, group, ref));
    found.set(ref, {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name, namespace: 'default' },
      spec: {
        profile: { displayName: name, email: `${name}@octant.example` },
      },
      relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
    });
  }
  for (const ref of new Set([
    ...Object.keys(parents),
    ...Object.values(parents),
  ])) {
    const parent = parents[ref];
    found.set(ref, {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: ref.split('/')[1], namespace: 'default' },
      relations: [
        ...(parent ? [{ type: 'childOf', targetRef: parent }] : []),
        ...(children.get(ref) ?? []).map(targetRef => ({
          type: 'parentOf',
          targetRef,
        })),
        ...(members.get(ref) ?? []).map(targetRef => ({
          type: 'hasMember',
          targetRef,
        })),
      ],
    });
  }
  return found;
}

function accountEntity(id: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `aws-account-${id}`,
      namespace: 'default',
      annotations: { [ACCOUNT_ID]: id },
    },
    spec: { type: 'aws-account', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** What the bench asks about the process itself. */
const gauges = createBackendPlugin({
  pluginId: 'gauges',
  register(env) {
    env.registerInit({
      deps: { http: coreServices.rootHttpRouter },
      async init({ http }) {
        v8.setFlagsFromString('--expose-gc');
        const collectGarbage: () => void = vm.runInNewContext('gc');
        http.use('/gauges/calls', (_req, res) => {
          res.json(counted);
        });
        http.use('/gauges/served', (_req, res) => {
          res.json({ ms: served });
          served = [];
        });
        http.use('/gauges/memory', (_req, res) => {
          collectGarbage();
          collectGarbage();
          const { heapUsed, arrayBuffers } = process.memoryUsage();
          res.json({ bytes: heapUsed + arrayBuffers });
        });
      },
    });
  },
});

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  }),
);
backend.add(mockServices.httpAuth.factory());
backend.add(gauges);
backend.add(directoryAtOnce(world.directory));
backend.add(import('backstage-plugin-elevated-access-backend'));

backend.start();
