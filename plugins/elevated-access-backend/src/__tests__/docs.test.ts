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
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { readElevatedAccessConfig } from '../config';

jest.setTimeout(120_000);

const ROOT = path.resolve(__dirname, '../../../..');
const DOCS = path.join(ROOT, 'docs');
const ELEVATED_ACCESS = path.join(
  ROOT,
  'plugins/elevated-access-backend/bin/elevated-access',
);

const pages = [
  ...fs.readdirSync(DOCS).filter(name => name.endsWith('.md')),
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'].map(
    name => path.join('..', name),
  ),
].map(name => {
  const file = path.join(DOCS, name);
  return { file, name, text: fs.readFileSync(file, 'utf8') };
});

/** In bytes. */
const LARGEST_PICTURE = 120_000;

const configSchema = z.object({
  elevatedAccess: z
    .object({ aws: z.record(z.string(), z.json()).optional() })
    .catchall(z.json()),
});

/** The fenced blocks of a language, with the page they are on. */
function blocks(language: string): [string, string][] {
  return pages.flatMap(({ name, text }) =>
    [...text.matchAll(/^[ ]*```(\w+)\n([\s\S]*?)^[ ]*```$/gm)]
      .filter(([, is]) => is === language)
      .map(([, , block]): [string, string] => [name, block ?? '']),
  );
}

/** As GitHub and TechDocs name them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLocaleLowerCase('en-US')
      .replace(/`/g, '')
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

describe('the docs', () => {
  it('lead nowhere that is not there', () => {
    const dead = pages.flatMap(({ file, name, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
        if (/^(https?|mailto):/.test(target)) {
          return [];
        }
        const [to = '', anchor] = target.split('#');
        const there = to === '' ? file : path.resolve(path.dirname(file), to);
        const isDead =
          !fs.existsSync(there) ||
          (anchor !== undefined &&
            !anchorsOf(fs.readFileSync(there, 'utf8')).includes(anchor));
        return isDead ? [`${name}: ${target}`] : [];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('show pictures that are there and small, and leave none out', () => {
    const folder = path.join(DOCS, 'images');
    const shown = pages.flatMap(({ file, text }) =>
      [
        ...text.matchAll(
          /(?:\]\(|\b(?:src|srcset)=")([^)"\s#]+\.(?:png|svg|jpe?g|gif))/g,
        ),
      ].map(([, target = '']) => path.resolve(path.dirname(file), target)),
    );
    expect(shown.filter(picture => !fs.existsSync(picture))).toEqual([]);
    const there = fs.readdirSync(folder).map(name => path.join(folder, name));
    expect(there.filter(picture => !shown.includes(picture))).toEqual([]);
    expect(
      there.filter(picture => fs.statSync(picture).size > LARGEST_PICTURE),
    ).toEqual([]);
  });

  it('are all in the table of contents of TechDocs', () => {
    const contents = fs.readFileSync(path.join(ROOT, 'mkdocs.yml'), 'utf8');
    const missing = fs
      .readdirSync(DOCS)
      .filter(name => name.endsWith('.md') && !contents.includes(` ${name}`));
    expect(missing).toEqual([]);
    const named = [...contents.matchAll(/: ([\w-]+\.md)$/gm)].map(
      ([, name = '']) => name,
    );
    expect(named.filter(name => !fs.existsSync(path.join(DOCS, name)))).toEqual(
      [],
    );
  });

  it.each(
    blocks('yaml').filter(([, block]) => /^elevatedAccess:/m.test(block)),
  )('show configuration that the backend takes (%s)', (_, block) => {
    const { elevatedAccess: section } = configSchema.parse(parse(block));
    expect(() =>
      readElevatedAccessConfig(
        new ConfigReader({
          elevatedAccess: {
            ...section,
            aws: { region: 'eu-west-1', ...section.aws },
          },
        }),
      ),
    ).not.toThrow();
  });

  const commands = blocks('sh').flatMap(([name, block]) =>
    block
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line): [string, string] => [
        name,
        line.replace(/(^|\s)#\s.*$/, '').trim(),
      ])
      .filter(([, line]) => line !== ''),
  );

  const scripts = Object.keys(
    JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
      .scripts,
  );

  it.each(
    commands.filter(([, line]) =>
      /^(npx )?yarn (?!--cwd|add|workspace|prettier|changeset|node)/.test(line),
    ),
  )('name scripts that exist (%s: %s)', (_, line) => {
    const [script = '', argument = ''] = line
      .replace(/^(npx )?yarn /, '')
      .split(/\s+/);
    expect(scripts).toContain(script);
    if (script === 'bench') {
      expect(
        fs.existsSync(path.join(ROOT, 'test/bench', `${argument}.bench.mjs`)),
      ).toBe(true);
    }
  });

  it('call the command elevated-access as it says itself that it is called', async () => {
    const { stdout: help } = await promisify(execFile)(process.execPath, [
      ELEVATED_ACCESS,
      '--help',
    ]);
    const unknown = commands.flatMap(([name, line]) => {
      const call = /(?:npx|bin\/)\s?elevated-access (\w+)(.*)$/.exec(line);
      const [, command = '', rest = ''] = call ?? [];
      return call
        ? [`elevated-access ${command}`, ...(rest.match(/--[\w-]+/g) ?? [])]
            .filter(word => !help.includes(word))
            .map(word => `${name}: ${word}`)
        : [];
    });
    expect(unknown).toEqual([]);
  });

  it.each(
    commands.filter(([, line]) => /^yarn policies check examples/.test(line)),
  )('show checks of policies that pass (%s: %s)', async (_, line) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [ELEVATED_ACCESS, ...line.replace(/^yarn /, '').split(/\s+/)],
      { cwd: ROOT },
    );
    expect(stdout).toMatch(/passed/);
  });
});

describe('the policy of docs/aws', () => {
  interface Statement {
    Effect: 'Allow' | 'Deny';
    Action: string | string[];
  }
  const statements: Statement[] = JSON.parse(
    fs.readFileSync(path.join(DOCS, 'aws/policy.json'), 'utf8'),
  ).Statement;
  const actions = (effect: Statement['Effect']) =>
    statements
      .filter(({ Effect }) => Effect === effect)
      .flatMap(({ Action }) => Action);

  /** What the backend calls, as IAM names it. */
  const called = () => {
    const prefixes: Record<string, string> = {
      'client-sso-admin': 'sso',
      'client-identitystore': 'identitystore',
      'client-organizations': 'organizations',
    };
    const folder = path.resolve(__dirname, '../aws');
    const found = fs
      .readdirSync(folder)
      .filter(name => name.endsWith('.ts') && !name.includes('.test.'))
      .flatMap(name => {
        const text = fs.readFileSync(path.join(folder, name), 'utf8');
        const imports = text.matchAll(
          /import \{([^}]*)\} from '@aws-sdk\/([\w-]+)'/g,
        );
        return [...imports].flatMap(([, names = '', from = '']) =>
          [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(
            ([, paginated, command]) =>
              `${prefixes[from] ?? 'other'}:${paginated ?? command}`,
          ),
        );
      });
    // Other services have policies of their own, beside what uses them.
    return [...new Set(found)]
      .filter(action => !action.startsWith('other:'))
      .sort();
  };

  it('allows what the backend calls, and nothing more', () => {
    expect([...new Set(actions('Allow'))].sort()).toEqual(called());
  });

  it('lets removals through without a condition', () => {
    const removing = statements.filter(({ Action }) =>
      [Action].flat().includes('sso:DeleteAccountAssignment'),
    );
    expect(removing).toEqual([
      expect.not.objectContaining({ Condition: expect.anything() }),
    ]);
    expect(removing.map(({ Effect }) => Effect)).toEqual(['Allow']);
  });

  it('denies what would let the role give itself more', () => {
    expect(actions('Deny')).toEqual(
      expect.arrayContaining(['iam:*', 'sso:Put*', 'sso:Attach*']),
    );
  });
});
