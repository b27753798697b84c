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
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AssignmentProvisioner } from '../aws/types';
import type { ElevatedAccessConfig } from '../config';
import type { Lease, Stores } from '../database/types';
import { removeEverything, type Left } from './Removal';
import { takeLease } from './takeLease';
import { confirm, type Terminal } from './Terminal';

interface Options {
  stores: Stores;
  provisioner: AssignmentProvisioner;
  engine: ElevatedAccessConfig['engine'];
  terminal: Terminal;
  logger: LoggerService;
  signal: AbortSignal;
  /** What must not run meanwhile, in a sentence. */
  warning: string;
  question: string;
  /** Whether the question was answered on the command line. */
  yes: boolean;
  /** Whether to take the lease from a replica that still renews it. */
  force: boolean;
  /** How long to go on while nothing moves, milliseconds. */
  patienceMs: number;
  /** Gives what ends grants before each look, once the lease is held. */
  ending: (lease: Lease) => () => Promise<void>;
}

/**
 * What the commands that end access have in common: asks, becomes the one that
 * may write to AWS, and removes everything of ours.
 *
 * @throws CommandError when nobody agrees, or a replica is alive
 */
export async function removeWithConsent(
  options: Options,
): Promise<{ left: Left; lease: Lease }> {
  const { terminal, engine, warning, question, yes, ending } = options;
  terminal.out(warning);
  await confirm(terminal, { question, yes });
  const lease = await takeLease({
    ...options,
    holder: `recovery-${hostname()}-${process.pid}-${randomUUID()}`,
    ttlMs: engine.leaseDurationMs,
  });
  const left = await removeEverything({
    ...options,
    lease,
    endGrants: ending(lease),
  });
  return { left, lease };
}
