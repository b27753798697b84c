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

import { SimulatorClock, sleep } from '../clock/types';
import { Faults } from '../faults/FaultInjector';
import { ResolvedFaultAction } from '../faults/schema';
import { OutageSwitch } from '../faults/OutageSwitch';
import { HttpOutcome, HttpRequest } from '../http/types';
import { OperationEffects } from '../lifecycle/types';
import { CallLog, CallOutcome } from '../oracle/CallLog';
import { Random } from '../random';
import { Service } from '../services/operation';
import {
  RequestThrottle,
  throttlingError,
} from '../throttling/RequestThrottle';
import { Authenticator } from './Authenticator';
import { AwsError, errors } from './errors';
import { jsonError, routeRequest, Wire } from './wire';

interface AwsHandlerOptions {
  readonly services: readonly Service[];
  readonly authenticator: Authenticator;
  readonly throttle: RequestThrottle;
  readonly faults: Faults;
  readonly outage: OutageSwitch;
  readonly calls: CallLog;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly primaryRegion: string;
}

/**
 * One AWS call from the first byte to the last, in AWS's order: outage,
 * signature, injected faults, request rate, validation, work.
 */
export class AwsHandler {
  readonly #options: AwsHandlerOptions;
  readonly #requestIds: Random;

  constructor(options: AwsHandlerOptions) {
    this.#options = options;
    this.#requestIds = options.random.fork('wire-request-ids');
  }

  async handle(request: HttpRequest): Promise<HttpOutcome> {
    const requestId = this.#requestIds.uuid();
    let wire: Wire;
    try {
      wire = routeRequest(request, this.#options.services);
    } catch (error) {
      return jsonError(toAwsError(error), requestId);
    }
    this.#options.calls.arrived(wire.service.name);
    let outcome: HttpOutcome;
    let counted: CallOutcome = 'succeeded';
    try {
      outcome = await this.#answer(request, wire, requestId);
      if (outcome.kind !== 'reply') {
        counted = 'unanswered';
      }
    } catch (error) {
      const awsError = toAwsError(error);
      counted = classify(awsError);
      outcome = wire.fail(awsError, requestId);
    }
    this.#options.calls.answered(wire.service.name, wire.operation, counted);
    return outcome;
  }

  async #answer(
    request: HttpRequest,
    wire: Wire,
    requestId: string,
  ): Promise<HttpOutcome> {
    const { authenticator, throttle, faults, primaryRegion } = this.#options;
    const { service } = wire;
    const stopped = await this.#outage(request, service.name);
    if (stopped) {
      return stopped;
    }
    const operation = service.operations.get(wire.operation);
    if (!operation) {
      throw errors.unknownOperation(
        `${service.name} has no operation ${wire.operation}`,
      );
    }
    const { caller, region } = authenticator.authenticate(request, service);
    const body = wire.parse();
    const actions = faults.strike({
      service: service.name,
      operation: wire.operation,
      body,
    });
    const before = await this.#before(actions, service.name);
    if (before) {
      return before;
    }
    throttle.admit(
      service.name,
      wire.operation,
      `${caller.accountId} ${region}`,
    );
    const isRegional =
      service.name === 'sso-admin' || service.name === 'identitystore';
    if (isRegional && region !== primaryRegion && !operation.everyRegion) {
      throw errors.accessDenied(
        `${wire.operation} is available in the primary Region ${primaryRegion} of the instance only, not in ${region}.`,
      );
    }
    const output = operation.run(
      body,
      { caller, region, requestId, effects: toEffects(actions) },
      service.invalid,
    );
    return (await this.#after(actions)) ?? wire.reply(output, requestId);
  }

  async #outage(
    request: HttpRequest,
    service: string,
  ): Promise<HttpOutcome | undefined> {
    const region =
      /Credential=[^/]+\/\d+\/([^/]+)\//.exec(
        request.headers.get('authorization') ?? '',
      )?.[1] ?? '';
    switch (this.#options.outage.affects(service, region)) {
      case undefined:
        return undefined;
      case 'unavailable':
        throw new AwsError(
          'ServiceUnavailableException',
          'Service is temporarily unavailable.',
          { status: 503 },
        );
      case 'hang':
        await this.#options.outage.over();
        return { kind: 'drop' };
      default:
        return { kind: 'drop' };
    }
  }

  /** What strikes before anything took effect. */
  async #before(
    actions: readonly ResolvedFaultAction[],
    service: string,
  ): Promise<HttpOutcome | undefined> {
    for (const action of actions) {
      if (action.kind === 'throttle') {
        throw throttlingError(service, action.reason);
      }
      if ('when' in action && action.when === 'before') {
        const outcome = await this.#strike(action);
        if (outcome) {
          return outcome;
        }
      }
    }
    return undefined;
  }

  /** What strikes when everything has taken effect already. */
  async #after(
    actions: readonly ResolvedFaultAction[],
  ): Promise<HttpOutcome | undefined> {
    for (const action of actions) {
      if ('when' in action && action.when === 'after') {
        const outcome = await this.#strike(action);
        if (outcome) {
          return outcome;
        }
      }
    }
    return undefined;
  }

  async #strike(
    action: Extract<ResolvedFaultAction, { when: unknown }>,
  ): Promise<HttpOutcome | undefined> {
    switch (action.kind) {
      case 'delay':
        await sleep(this.#options.clock, action.ms);
        return undefined;
      case 'error':
        throw new AwsError(
          action.name,
          action.message ?? errors.internal().message,
          { status: action.status },
        );
      case 'drop':
        return { kind: 'drop' };
      default:
        return { kind: 'hang' };
    }
  }
}

function toEffects(actions: readonly ResolvedFaultAction[]): OperationEffects {
  let effects: OperationEffects = {};
  for (const action of actions) {
    switch (action.kind) {
      case 'fail-later':
        effects = { ...effects, failLater: action.reason };
        break;
      case 'forget-status':
        effects = { ...effects, forgetStatus: true };
        break;
      case 'slow-operation':
        effects = { ...effects, extraMs: action.ms };
        break;
      case 'list-lag':
        effects = { ...effects, listLagMs: action.ms };
        break;
      default:
    }
  }
  return effects;
}

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  // A defect of the simulator must not look like a fault of AWS.
  const reason = error instanceof Error ? error.message : String(error);
  return errors.internal(`Defect in the simulator: ${reason}`);
}

function classify(error: AwsError): CallOutcome {
  switch (error.shape) {
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return 'throttled';
    case 'ConflictException':
      return 'conflicts';
    default:
      return 'failed';
  }
}
