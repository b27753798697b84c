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

// Makes examples/org.yaml from the simulator's demo organization, so that catalog users and groups are
// the people of Identity Center. With --check it only compares: node scripts/generate-demo-catalog.mjs
import fs from 'node:fs';
import prettier from 'prettier';
import { parse, stringify } from 'yaml';
import { inRoot } from './lib/paths.mjs';
import { runMain, say, Stop } from './lib/say.mjs';

const SOURCE = 'packages/aws-simulator/org/demo.yaml';
const TARGET = 'examples/org.yaml';
const ROOT_GROUP = 'octant';

// Upper-case letters stay: an entity's name is compared without regard to case.
const entityName = text => text.trim().replace(/[^A-Za-z0-9._-]+/g, '-');

/** payments-engineers and payments-leads make the department payments. */
function departmentsOf(groups) {
  const count = new Map();
  for (const { displayName } of groups) {
    const [first, ...rest] = entityName(displayName).toLowerCase().split('-');
    if (rest.length > 0) {
      count.set(first, (count.get(first) ?? 0) + 1);
    }
  }
  return [...count].filter(([, groupCount]) => groupCount > 1).map(([n]) => n);
}

function departmentEntity(name) {
  const title = name[0].toUpperCase() + name.slice(1);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, description: `The ${name} department` },
    spec: {
      type: 'department',
      profile: { displayName: title },
      parent: ROOT_GROUP,
      children: [],
    },
  };
}

function groupEntity(group, departments) {
  const name = entityName(group.displayName).toLowerCase();
  const department = name.split('-')[0];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      ...(group.description && { description: group.description }),
    },
    spec: {
      type: 'team',
      profile: { displayName: group.displayName },
      parent: departments.includes(department) ? department : ROOT_GROUP,
      children: [],
    },
  };
}

function userEntity(user) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name: entityName(user.userName),
      ...(user.title && { description: user.title }),
    },
    spec: {
      profile: { displayName: user.displayName, email: user.email },
      memberOf:
        user.groups?.length > 0
          ? user.groups.map(name => entityName(name).toLowerCase())
          : [ROOT_GROUP],
    },
  };
}

async function generate() {
  const { organization, groups, users } = parse(
    fs.readFileSync(inRoot(SOURCE), 'utf8'),
  );
  const departments = departmentsOf(groups);
  const entities = [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: ROOT_GROUP,
        description: `Everybody at ${organization.name}`,
      },
      spec: {
        type: 'organization',
        profile: { displayName: organization.name },
        children: [],
      },
    },
    ...departments.map(departmentEntity),
    ...groups.map(group => groupEntity(group, departments)),
    ...users.map(userEntity),
  ];
  const text = [
    `# Generated from ${SOURCE} by scripts/generate-demo-catalog.mjs: change that file and run\n` +
      `# \`yarn generate:demo-catalog\`.\n`,
    ...entities.map(entity => `---\n${stringify(entity)}`),
  ].join('');
  return prettier.format(text, {
    ...(await prettier.resolveConfig(inRoot(TARGET))),
    parser: 'yaml',
  });
}

runMain(async () => {
  const text = await generate();
  if (!process.argv.includes('--check')) {
    fs.writeFileSync(inRoot(TARGET), text);
    say(`${TARGET} written`);
  } else if (fs.readFileSync(inRoot(TARGET), 'utf8') !== text) {
    throw new Stop(
      `${TARGET} no longer agrees with ${SOURCE}: run yarn generate:demo-catalog`,
    );
  }
});
