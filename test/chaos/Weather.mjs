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

/** AWS's mishaps that a spell of bad weather is made of. */
const MISHAPS = [
  { operation: 'CreateAccountAssignment', action: { kind: 'drop' } },
  { operation: 'DeleteAccountAssignment', action: { kind: 'drop' } },
  {
    operation: 'CreateAccountAssignment',
    action: { kind: 'drop', when: 'before' },
  },
  {
    operation: 'DeleteAccountAssignment',
    action: { kind: 'drop', when: 'before' },
  },
  { operation: 'CreateAccountAssignment', action: { kind: 'fail-later' } },
  { operation: 'DeleteAccountAssignment', action: { kind: 'fail-later' } },
  { operation: 'CreateAccountAssignment', action: { kind: 'forget-status' } },
  { operation: 'DeleteAccountAssignment', action: { kind: 'forget-status' } },
  { operation: 'DeleteAccountAssignment', action: { kind: 'hang' } },
  {
    operation: 'CreateAccountAssignment',
    action: { kind: 'list-lag', ms: 5000 },
  },
  {
    operation: 'DeleteAccountAssignment',
    action: { kind: 'list-lag', ms: 5000 },
  },
  {
    operation: 'CreateAccountAssignment',
    action: { kind: 'slow-operation', ms: 8000 },
  },
  { service: 'sso-admin', action: { kind: 'error', status: 500 } },
  { service: 'sso-admin', action: { kind: 'delay', ms: 1500 } },
];

const OUTAGES = ['reset', 'unavailable', 'hang'];

/** What a mishap says that struck nothing. */
const MISSED = Symbol('missed');

/** How long it takes another replica to act, milliseconds. */
const TAKEOVER = 15_000;

/** Lets the bad luck of a schedule happen, and remembers when it was over. */
export class Weather {
  /** Kind, `[from, until)` and what of AWS was struck, of everything after which things may be late; epoch ms. */
  spells = [];
  #world;
  #say;
  #under = new Set();

  constructor({ world, say }) {
    this.#world = world;
    this.#say = say;
  }

  strike(item) {
    const from = Date.now();
    const isAlone = this.#leavesNobody(item);
    const run = this.#strike(item)
      .catch(error => this.#say(`  ${item.kind}: ${error.message}`))
      .then(outcome => {
        this.#under.delete(run);
        if (outcome !== MISSED) {
          this.spells.push(...this.#excuse(item, { from, isAlone }));
        }
      });
    this.#under.add(run);
  }

  /** Until the last of it is over, and nothing of it is left. */
  async clear() {
    await Promise.all(this.#under);
    const world = this.#world;
    await world.aws('DELETE', '/faults');
    await world.aws('DELETE', '/outage').catch(() => {});
    for (const replica of world.replicas) {
      world.resume(replica);
      world.setClock(replica, 0);
      if (replica.child.isStopping() || !(await replica.ready)) {
        await replica.child.kill();
        await world.boot(replica);
      }
    }
  }

  /** What of an item that is over may hold things up. */
  #excuse({ kind, draw }, { from, isAlone }) {
    const now = Date.now();
    switch (kind) {
      case 'clock':
        // The database's time counts.
        return [];
      case 'kill':
      case 'pause':
        // The lease runs out, or somebody is back.
        return [
          { kind, from, until: Math.max(from + TAKEOVER, isAlone ? now : 0) },
        ];
      case 'faults': {
        const { operation, action } = mishapOf(draw);
        return [{ kind, operation, does: action.kind, from, until: now }];
      }
      default:
        return [{ kind, from, until: now }];
    }
  }

  /** Whether no replica is left to act while this one does not. */
  #leavesNobody(item) {
    const struck = this.#struckBy(item);
    return !this.#world.replicas.some(
      replica => replica !== struck && !replica.struck,
    );
  }

  /** The one that was drawn, or the other one while that is down already. */
  #struckBy({ kind, draw }) {
    const { replicas } = this.#world;
    const drawn = replicas[Math.floor(draw[0] * replicas.length)];
    const isUp = ({ child, struck }) => !struck && !child.isStopping();
    return kind === 'clock' || isUp(drawn)
      ? drawn
      : replicas.find(isUp) ?? drawn;
  }

  async #strike(item) {
    const { kind, forMs, draw } = item;
    const world = this.#world;
    const replica = this.#struckBy(item);
    switch (kind) {
      case 'kill':
        // One that is still starting dies another time.
        if (replica.child.isStopping() || replica.struck) {
          return MISSED;
        }
        replica.struck = true;
        await world.kill(replica);
        await sleep(forMs);
        await world.boot(replica);
        replica.struck = false;
        return undefined;
      case 'pause':
        if (replica.child.isStopping() || replica.struck) {
          return MISSED;
        }
        replica.struck = true;
        world.pause(replica);
        await sleep(forMs);
        world.resume(replica);
        replica.struck = false;
        return undefined;
      case 'clock':
        world.setClock(replica, Math.round((draw[1] - 0.5) * 480_000));
        await sleep(forMs);
        world.setClock(replica, 0);
        return undefined;
      case 'outage':
        await world.aws('PUT', '/outage', {
          mode: OUTAGES[Math.floor(draw[1] * OUTAGES.length)],
          forMs,
        });
        await sleep(forMs);
        return undefined;
      case 'throttle':
        await this.#fault(forMs, {
          service: 'sso-admin',
          probability: 0.5,
          action: { kind: 'throttle' },
        });
        return undefined;
      case 'faults':
        await this.#fault(forMs, {
          ...mishapOf(draw),
          probability: 0.2 + draw[2] * 0.6,
        });
        return undefined;
      case 'database':
        await world.restartDatabase(forMs);
        return undefined;
      default:
        throw new Error(`Unknown weather ${kind}`);
    }
  }

  async #fault(forMs, rule) {
    const { id } = await this.#world.aws('POST', '/faults', rule);
    await sleep(forMs);
    await this.#world.aws('DELETE', `/faults/${id}`).catch(() => {});
  }
}

function mishapOf(draw) {
  return MISHAPS[Math.floor(draw[1] * MISHAPS.length)];
}

function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
