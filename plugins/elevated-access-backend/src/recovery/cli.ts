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

import { createInterface } from 'node:readline/promises';
import { drain } from './drain';
import { recover } from './recover';
import { policiesCheck } from './policiesCheck';
import { CommandError, type Terminal } from './Terminal';
import { parseInvocation, USAGE, type Invocation } from './usage';
import { verify } from './verify';

/**
 * The command `elevated-access`, for the process it runs in: ends all access
 * when the portal cannot, and says whether an exported event log is intact.
 *
 * @param argv - arguments, without the program itself
 * @returns the exit code: 0 done, 1 something is left or wrong, 2 called wrongly
 * @public
 */
export async function runElevatedAccessCommand(
  argv: readonly string[],
): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const terminal = ownTerminal();
  try {
    return await run(parseInvocation(argv), {
      terminal,
      signal: interruption.signal,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(interruption.signal.aborted ? 'Interrupted' : message);
    return error instanceof CommandError ? error.exitCode : 1;
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

async function run(
  invocation: Invocation,
  context: { terminal: Terminal; signal: AbortSignal },
): Promise<number> {
  switch (invocation.command) {
    case 'help':
      context.terminal.out(USAGE);
      return 0;
    case 'drain':
      return drain(invocation.options, context);
    case 'recover':
      return recover(invocation.options, context);
    case 'verify':
      return verify(invocation.options, context);
    case 'policies check':
      return policiesCheck(invocation.options, context);
    default:
      throw new Error(`Unknown command ${invocation satisfies never}`);
  }
}

function ownTerminal(): Terminal {
  return {
    out: line => {
      process.stdout.write(`${line}\n`);
    },
    err: line => {
      process.stderr.write(`${line}\n`);
    },
    ...(process.stdin.isTTY ? { ask } : {}),
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
