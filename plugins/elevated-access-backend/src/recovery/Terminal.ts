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

/** Where a command talks to whoever runs it. Replaced in tests. */
export interface Terminal {
  /** What was asked for. */
  out(line: string): void;
  /** What went wrong, or needs attention. */
  err(line: string): void;
  /** Undefined where nobody can be asked. */
  ask?: (question: string) => Promise<string>;
}

/** A command cannot go on; said in one line that names the way out. */
export class CommandError extends Error {
  /** 2: it was called wrongly or with the wrong things; 1: it could not do its job. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Lets a person stop before anything is changed.
 *
 * @throws CommandError when they do, or when nobody can be asked
 */
export async function confirm(
  terminal: Terminal,
  options: { question: string; yes: boolean },
): Promise<void> {
  if (options.yes) {
    return;
  }
  if (!terminal.ask) {
    throw new CommandError(
      'Nobody can be asked whether to go on: there is no terminal. Run it again with --yes',
      2,
    );
  }
  const answer = await terminal.ask(`${options.question} Type yes to go on: `);
  if (answer.trim().toLowerCase() !== 'yes') {
    throw new CommandError('Stopped; nothing was changed');
  }
}
