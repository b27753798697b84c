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

import { AwsSimulatorOptions, SimulatorCredentials } from './options';
import { SimulatorClock } from './clock/types';
import { Admin } from './control/Admin';
import { describeState, SimulatorState } from './control/state';
import { Faults } from './faults/FaultInjector';
import { OutageSwitch } from './faults/OutageSwitch';
import { LoopbackServer } from './http/LoopbackServer';
import { ApiCalls } from './oracle/CallLog';
import { Lookup } from './oracle/Lookup';
import { Oracle } from './oracle/Oracle';
import { assemble, Assembly } from './assembly';
import { Activity } from './trail/Activity';

/**
 * AWS on loopback: IAM Identity Center, Identity Store, Organizations, CloudTrail's
 * event history and STS, for any AWS SDK; and an oracle of who could use what.
 *
 * @public
 */
export class AwsSimulator {
  readonly #server: LoopbackServer;
  readonly #parts: Assembly;

  /**
   * Starts a simulator on 127.0.0.1.
   *
   * @throws an error when NODE_ENV is `production` and `allowProduction` is
   *   not set, when the organization is not valid, or the port is taken
   */
  static async start(options: AwsSimulatorOptions = {}): Promise<AwsSimulator> {
    if (process.env.NODE_ENV === 'production' && !options.allowProduction) {
      throw new Error(
        'aws-identity-center-simulator does not start with NODE_ENV=production: it grants nothing and guards nothing. Pass allowProduction (--allow-production) if this is really meant.',
      );
    }
    const parts = assemble(options);
    await parts.server.listen();
    if (options.outage) {
      await parts.outage.start(options.outage);
    }
    return new AwsSimulator(parts);
  }

  private constructor(parts: Assembly) {
    this.#parts = parts;
    this.#server = parts.server;
  }

  /** Where AWS SDKs find it: the same for every service. */
  get endpoint(): string {
    return this.#server.url;
  }

  /** The same as `endpoint`. */
  get url(): string {
    return this.#server.url;
  }

  /** The access portal of the demo, for a browser. */
  get portalUrl(): string {
    return `${this.#server.url}/portal`;
  }

  /** The primary Region of the Identity Center instance. */
  get region(): string {
    return this.lookup.primaryRegion;
  }

  /** The first of the accepted credentials. */
  get credentials(): SimulatorCredentials {
    return this.#parts.credentials;
  }

  /** To spread into the constructor of any AWS SDK client. */
  get clientConfig(): {
    endpoint: string;
    region: string;
    credentials: {
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    };
  } {
    const { accessKeyId, secretAccessKey, sessionToken } = this.credentials;
    return {
      endpoint: this.endpoint,
      region: this.region,
      credentials: {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken ? { sessionToken } : {}),
      },
    };
  }

  get clock(): SimulatorClock {
    return this.#parts.clock;
  }

  /** Names to ids. */
  get lookup(): Lookup {
    return this.#parts.lookup;
  }

  /** Changes behind the back of whoever uses the API. */
  get admin(): Admin {
    return this.#parts.admin;
  }

  /** Who could use what, and when. */
  get oracle(): Oracle {
    return this.#parts.oracle;
  }

  /** What people do with their access, for CloudTrail to show. */
  get activity(): Activity {
    return this.#parts.activity;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  get outage(): OutageSwitch {
    return this.#parts.outage;
  }

  /** What the API was asked so far. */
  apiCalls(): ApiCalls {
    return this.#parts.calls.summary(this.#parts.lifecycle.outstanding);
  }

  /** Starts counting afresh. */
  resetApiCalls(): void {
    this.#parts.calls.reset();
    this.#parts.lifecycle.resetHighWater();
  }

  /** How long operations take that begin from now on; as the option of the same name. */
  setLatency(latency: AwsSimulatorOptions['latency']): void {
    this.#parts.conditions.setLatency(latency);
  }

  /** What is limited from now on; as the option of the same name. */
  setLimits(limits: AwsSimulatorOptions['limits']): void {
    this.#parts.conditions.setLimits(limits);
  }

  /** Everything there is, as plain JSON. */
  state(): SimulatorState {
    return describeState(this.#parts.world, this.#parts.lifecycle);
  }

  /** Closes the port, breaks every connection, cancels every timer. */
  async stop(): Promise<void> {
    this.clock.dispose();
    await this.#server.close();
  }
}
