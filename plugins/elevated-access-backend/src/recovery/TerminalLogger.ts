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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Terminal } from './Terminal';

/** Shows what the engine warns of; the rest is for logs of a portal. */
export class TerminalLogger implements LoggerService {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  error(message: string, meta?: unknown): void {
    const why = meta instanceof Error ? `: ${meta.message}` : '';
    this.#terminal.err(`${message}${why}`);
  }

  warn(message: string): void {
    this.#terminal.err(message);
  }

  info(): void {}

  debug(): void {}

  child(): LoggerService {
    return this;
  }
}
