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

import { parseArgs } from 'node:util';
import type { ChainPoint } from '../audit/chain';
import { CommandError } from './Terminal';

export const USAGE = `elevated-access: for when the portal cannot help

  elevated-access drain [options]
      Ends every live grant, with the database alone.
  elevated-access recover --events FILE [options]
      The database is lost: removes what the exported event log proves to be ours.
  elevated-access verify FILE [--head SEQ:HASH] [--after SEQ:HASH] [--anchors FILE]
      Says whether an exported event log is what was written.
  elevated-access policies check PATH [--tests FILE] [--settings FILE] [--json]
      Checks the policies of a file or folder as the portal would, and runs tests of them.

drain and recover:
  --config FILE      Backstage configuration; as often as needed, later ones win
                     (default: app-config.yaml and app-config.local.yaml)
  --dry-run          only say what would be done
  --yes              do not ask before anything is changed
  --patience SECONDS how long to go on while nothing moves (default: 600)
drain:
  --comment TEXT     why; people read it on their requests
  --force            take over from a portal that still runs
recover:
  --events FILE      the exported log, JSON Lines
  --accept-broken    go on although the log is not intact
verify:
  --head SEQ:HASH    the log has to reach this event
  --after SEQ:HASH   the file begins behind this event
  --anchors FILE     anchors that were kept elsewhere, or a portal's log that has
                     some; the log has to agree with each; as often as needed
policies check:
  --tests FILE       tests beside those of the folder (*.test.yaml); as often as needed
  --settings FILE    the portal's settings (default: those of an empty configuration)
  --json             one JSON object

Exit code: 0 done, 1 something is left or wrong, 2 called wrongly.`;

interface Shared {
  configs: string[];
  dryRun: boolean;
  yes: boolean;
  /** How long to go on while nothing moves, milliseconds. */
  patienceMs: number;
}

export interface DrainOptions extends Shared {
  comment: string;
  force: boolean;
}

export interface RecoverOptions extends Shared {
  events: string;
  acceptBroken: boolean;
}

export interface VerifyOptions {
  file: string;
  head?: ChainPoint;
  after?: ChainPoint;
  /** Files with anchors. */
  anchors?: string[];
}

export interface PoliciesCheckOptions {
  path: string;
  tests: string[];
  settings?: string;
  json: boolean;
}

export type Invocation =
  | { command: 'help' }
  | { command: 'drain'; options: DrainOptions }
  | { command: 'recover'; options: RecoverOptions }
  | { command: 'verify'; options: VerifyOptions }
  | { command: 'policies check'; options: PoliciesCheckOptions };

const help = { type: 'boolean', short: 'h' } as const;

const shared = {
  help,
  config: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  patience: { type: 'string' },
} as const;

/** @throws CommandError when it is no invocation of the command */
export function parseInvocation(argv: readonly string[]): Invocation {
  const [command, ...args] = argv;
  try {
    switch (command) {
      case 'drain':
        return parseDrain(args);
      case 'recover':
        return parseRecover(args);
      case 'verify':
        return parseVerify(args);
      case 'policies':
        return parsePolicies(args);
      case 'help':
      case '--help':
      case '-h':
        return { command: 'help' };
      default:
        throw new Error(
          command ? `There is no command ${command}` : 'No command was given',
        );
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `${why.split('\n')[0]} (elevated-access --help says what there is)`,
      2,
    );
  }
}

function parseDrain(args: string[]): Invocation {
  const { values } = parseArgs({
    args,
    options: {
      ...shared,
      comment: { type: 'string' },
      force: { type: 'boolean' },
    },
  });
  if (values.help) {
    return { command: 'help' };
  }
  return {
    command: 'drain',
    options: {
      ...sharedOf(values),
      comment: values.comment ?? '',
      force: values.force ?? false,
    },
  };
}

function parseRecover(args: string[]): Invocation {
  const { values } = parseArgs({
    args,
    options: {
      ...shared,
      events: { type: 'string' },
      'accept-broken': { type: 'boolean' },
    },
  });
  if (values.help) {
    return { command: 'help' };
  }
  if (!values.events) {
    throw new Error('recover needs --events FILE');
  }
  return {
    command: 'recover',
    options: {
      ...sharedOf(values),
      events: values.events,
      acceptBroken: values['accept-broken'] ?? false,
    },
  };
}

function parseVerify(args: string[]): Invocation {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help,
      head: { type: 'string' },
      after: { type: 'string' },
      anchors: { type: 'string', multiple: true },
    },
  });
  if (values.help) {
    return { command: 'help' };
  }
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    throw new Error('verify needs one FILE');
  }
  return {
    command: 'verify',
    options: {
      file,
      ...(values.head ? { head: pointOf('--head', values.head) } : {}),
      ...(values.after ? { after: pointOf('--after', values.after) } : {}),
      ...(values.anchors ? { anchors: values.anchors } : {}),
    },
  };
}

function parsePolicies(args: string[]): Invocation {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help,
      tests: { type: 'string', multiple: true },
      settings: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.help) {
    return { command: 'help' };
  }
  const [verb, path, ...others] = positionals;
  if (verb !== 'check' || !path || others.length > 0) {
    throw new Error('policies needs check and one PATH');
  }
  return {
    command: 'policies check',
    options: {
      path,
      tests: values.tests ?? [],
      ...(values.settings ? { settings: values.settings } : {}),
      json: values.json ?? false,
    },
  };
}

function sharedOf(values: {
  config?: string[];
  'dry-run'?: boolean;
  yes?: boolean;
  patience?: string;
}): Shared {
  const seconds = Number(values.patience ?? 600);
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new Error('--patience has to be a number of seconds above 0');
  }
  return {
    configs: values.config ?? [],
    dryRun: values['dry-run'] ?? false,
    yes: values.yes ?? false,
    patienceMs: seconds * 1_000,
  };
}

function pointOf(option: string, text: string): ChainPoint {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  if (!match) {
    throw new Error(`${option} has to be SEQ:HASH, a number and 64 hex digits`);
  }
  return { seq: Number(match[1]), hash: match[2] };
}
