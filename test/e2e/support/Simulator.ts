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

/** What may go wrong in AWS; the simulator's README says more. */
export interface Fault {
  operation: string;
  times?: number;
  match?: Record<string, string>;
  action: { kind: string; [member: string]: string | number };
}

/** The simulator's control API. */
export class Simulator {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** What AWS itself would let the person do at this moment. */
  async canUse(access: {
    user: string;
    account: string;
    permissionSet: string;
  }): Promise<boolean> {
    const response = await this.#call(
      'GET',
      `/can-use?${new URLSearchParams(access)}`,
    );
    const answer: { canUse: boolean } = await response.json();
    return answer.canUse;
  }

  async addFault(fault: Fault): Promise<void> {
    await this.#call('POST', '/faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', '/faults');
  }

  async #call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.#url}/_simulator${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response;
  }
}
