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

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Admission } from './Admission';
import { AssignmentWorker } from './AssignmentWorker';
import { AwsLine } from './AwsLine';
import { Chores } from './chores';
import { Contact } from './Contact';
import { DueRequests } from './DueRequests';
import type { EngineOptions } from './engineOptions';
import { defaultEngineConfig, type EngineConfig } from './engineConfig';
import { GateKeeper } from './GateKeeper';
import { Leadership } from './Leadership';
import { noMetrics } from './metrics';
import { OverdueWatch } from './OverdueWatch';
import { Rechecks } from './Rechecks';
import { StatusPoller } from './StatusPoller';
import { StepRunner } from './StepRunner';
import { Sweep } from './Sweep';
import {
  AgreedTime,
  processTimer,
  type Monotonic,
  type SetTimer,
} from './time';
import { TokenBucket } from './TokenBucket';
import { WriteLimit } from './WriteLimit';

/** What an engine is made of. */
export interface EngineParts {
  config: EngineConfig;
  monotonic: Monotonic;
  setTimer: SetTimer;
  contact: Contact;
  time: AgreedTime;
  leadership: Leadership;
  admission: Admission;
  poller: StatusPoller;
  keeper: GateKeeper;
  dueRequests: DueRequests;
  chores: Chores;
  worker: AssignmentWorker;
}

/** Puts the parts of an engine together. */
export function engineParts(
  options: EngineOptions & {
    /** A check that took its time is over. */
    onRequestMoved: () => void;
    /** AWS answers again after it was out of reach. */
    onBack: () => void;
    /** The place of a write is free. */
    onOver: () => void;
    /** What became of an assignment's write is known. */
    onOutcome: (assignmentId: string) => void;
    /** A grant that waits for an assignment was checked once more. */
    onChecked: (assignmentId: string) => void;
  },
): EngineParts {
  const { stores, logger, provisioner } = options;
  const config = { ...defaultEngineConfig, ...options.config };
  const metrics = options.metrics ?? noMetrics;
  const monotonic = options.monotonic ?? (() => performance.now());
  const setTimer = options.setTimer ?? processTimer;
  const contact = new Contact({ monotonic });
  const time = new AgreedTime({ stores, monotonic });
  const bucket = new TokenBucket({
    start: config.writesPerSecond,
    highest: config.callsPerSecond,
    monotonic,
  });
  const limit = new WriteLimit({
    highest: config.maximumWritesInFlight,
    monotonic,
  });
  const leadership = new Leadership({
    store: stores.lease,
    holder: options.holder ?? `${hostname()}-${process.pid}-${randomUUID()}`,
    ttlMs: config.leaseTtlMs,
    monotonic,
    logger,
    hasStarted: options.hasStarted ?? (() => true),
  });
  const admission = new Admission({
    bucket,
    limit,
    contact,
    monotonic,
    now: () => time.now(),
  });
  const line = new AwsLine({
    provisioner,
    contact,
    bucket,
    limit,
    time,
    logger,
    metrics,
    onBack: options.onBack,
  });
  const poller = new StatusPoller({
    line,
    monotonic,
    setTimer,
    isCrowded: () => admission.isCrowded,
    onOver: ({ assignmentId }) => {
      admission.vacate(assignmentId);
      options.onOver();
    },
    onUnderWay: ({ assignmentId, accountId, operation }) =>
      admission.occupy(assignmentId, { accountId, operation }),
    onOutcome: ({ assignmentId }) => options.onOutcome(assignmentId),
  });
  const keeper = new GateKeeper({
    gate: options.activationGate,
    monotonic,
    logger,
  });
  return {
    config,
    monotonic,
    setTimer,
    contact,
    time,
    leadership,
    admission,
    poller,
    keeper,
    dueRequests: new DueRequests({
      stores,
      keeper,
      leadership,
      time,
      logger,
      onChange: options.onRequestMoved,
    }),
    chores: new Chores({
      chores: [
        new Sweep({ stores }),
        new OverdueWatch({ stores, logger }),
        ...(options.chores ?? []),
      ],
      monotonic,
      logger,
    }),
    worker: new AssignmentWorker({
      stores,
      leadership,
      admission,
      poller,
      steps: new StepRunner({
        stores,
        leadership,
        admission,
        poller,
        line,
        time,
        metrics,
      }),
      keeper,
      rechecks: new Rechecks({
        stores,
        keeper,
        leadership,
        time,
        logger,
        onChecked: options.onChecked,
      }),
      time,
      metrics,
      random: options.random ?? Math.random,
    }),
  };
}
