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

import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { createOpenApiDocument } from './openapi';
import { createRouter } from './router';

const FILE = resolve(__dirname, '../../openapi.yaml');

describe('the OpenAPI document', () => {
  const document = createOpenApiDocument();
  const operations = Object.entries(document.paths ?? {}).flatMap(
    ([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        path,
        method,
        operation,
      })),
  );

  it('is committed as it is served; `yarn generate:openapi` brings it up to date', () => {
    const text = `# Generated from the schemas by \`yarn generate:openapi\`.\n${stringify(
      document,
      { aliasDuplicateObjects: false, lineWidth: 0, singleQuote: true },
    )}`;
    if (process.env.UPDATE_OPENAPI) {
      writeFileSync(FILE, text);
    }
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  it('describes every route, and no other', () => {
    const unused = () => {
      throw new Error('not called');
    };
    const router = createRouter({
      httpAuth: mockServices.httpAuth(),
      requests: {
        me: unused,
        listRequestable: unused,
        listRequestableIn: unused,
        visible: unused,
        background: unused,
        preflight: unused,
        explain: unused,
        submit: unused,
        get: unused,
        list: unused,
        exportRequests: unused,
        listOverdue: unused,
        listEvents: unused,
        decide: unused,
        cancel: unused,
        extend: unused,
        release: unused,
        revoke: unused,
        revokeAll: unused,
      },
      health: { report: unused },
      drift: { report: unused },
      eventLog: { verify: unused, export: unused },
      directory: { list: unused },
      activity: { get: unused, export: unused },
      lint: { list: unused },
      previews: { preview: unused },
      reach: { coverage: unused, ofAccount: unused },
      decisions: { decide: unused },
      entityAccess: { list: unused },
      reports: { report: unused },
      reviews: { list: unused, get: unused },
      policies: {
        list: unused,
        get: unused,
        versions: unused,
        create: unused,
        change: unused,
        pendingChanges: unused,
        resolve: unused,
        sources: unused,
      },
      settings: { get: unused, change: unused, versions: unused },
    });
    const routes = router.stack.flatMap(({ route }) =>
      route
        ? route.stack.map(
            ({ method }) =>
              `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
          )
        : [],
    );
    expect(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
    ).toEqual(routes.filter(route => route !== 'get /openapi.json').sort());
  });

  it('gives each operation an id of its own and says how it refuses', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.responses).toHaveProperty('401');
      expect(operation.responses).toHaveProperty('403');
    }
  });
});
