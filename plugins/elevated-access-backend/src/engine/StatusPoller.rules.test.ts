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

import { mockServices } from '@backstage/backend-test-utils';
import { VirtualClock } from 'aws-identity-center-simulator';
import { AwsFailure } from '../aws';
import type { AssignmentProvisioner, OperationStatus } from '../aws/types';
import { AwsLine } from './AwsLine';
import { Contact } from './Contact';
import { noMetrics } from './metrics';
import { StatusPoller } from './StatusPoller';
import { AgreedTime } from './time';
import { TokenBucket } from './TokenBucket';
import type { AcceptedOperation } from './WatchedOperations';
import { WriteLimit } from './WriteLimit';

const SECOND = 1_000;

/** A poller with an AWS that a test makes up, for moments that the simulator seldom has. */
class Poll {
  readonly clock = new VirtualClock();
  readonly over: string[] = [];
  readonly underWay: string[] = [];
  readonly outcomes: string[] = [];
  /** What AWS says when it is asked about one operation. */
  getStatus: (awsRequestId: string) => Promise<OperationStatus> = async () => ({
    state: 'in-progress',
  });
  /** What its lists show. */
  listed: { 'in-progress': string[]; succeeded: string[] } | undefined;
  asked = 0;
  readonly poller: StatusPoller;

  constructor() {
    const monotonic = () => this.clock.now();
    const nothing = async () => {
      throw new Error('A poller only asks what became of operations');
    };
    const provisioner: AssignmentProvisioner = {
      isListed: nothing,
      start: nothing,
      listInProgress: nothing,
      getStatus: (_, awsRequestId) => {
        this.asked += 1;
        return this.getStatus(awsRequestId);
      },
      listRequestIds: async (_, state) =>
        this.listed && { ids: new Set(this.listed[state]), pages: 1 },
    };
    const stores = { now: async () => new Date(this.clock.now()) };
    this.poller = new StatusPoller({
      line: new AwsLine({
        provisioner,
        contact: new Contact({ monotonic }),
        bucket: new TokenBucket({ start: 8, highest: 16, monotonic }),
        limit: new WriteLimit({ highest: 15, monotonic }),
        time: new AgreedTime({ stores, monotonic }),
        logger: mockServices.logger.mock(),
        metrics: noMetrics,
        onBack: () => {},
      }),
      monotonic,
      setTimer: (run, delayMs) => this.clock.setTimer(run, delayMs),
      isCrowded: () => false,
      onOver: ({ awsRequestId }) => this.over.push(awsRequestId),
      onUnderWay: ({ awsRequestId }) => this.underWay.push(awsRequestId),
      onOutcome: ({ awsRequestId }) => this.outcomes.push(awsRequestId),
    });
  }

  watch(awsRequestId: string, assignmentId = `of ${awsRequestId}`): void {
    const operation: AcceptedOperation = {
      assignmentId,
      accountId: '111122223333',
      operation: 'delete',
      awsRequestId,
    };
    this.poller.watch(operation);
  }

  status(awsRequestId: string, assignmentId = `of ${awsRequestId}`) {
    return this.poller.status(assignmentId, awsRequestId);
  }

  async pass(ms: number): Promise<void> {
    for (const end = this.clock.now() + ms; this.clock.now() < end; ) {
      await this.clock.advance(50);
      await this.poller.idle();
    }
  }
}

const unavailable = async () => {
  throw new AwsFailure({
    kind: 'unavailable',
    operation: 'DescribeAccountAssignmentDeletionStatus',
    reason: 'no answer',
    remedy: 'It is asked again',
  });
};

const succeeded = async () => ({ state: 'succeeded' } as const);
const forgotten = async () => ({ state: 'forgotten' } as const);

describe('What became of an operation', () => {
  let poll: Poll;

  beforeEach(() => {
    poll = new Poll();
  });

  afterEach(() => poll.poller.stop());

  it('is told of the very request, never of an earlier one of the same assignment', async () => {
    let answer: (status: OperationStatus) => void = () => {};
    poll.getStatus = id =>
      id === 'first'
        ? new Promise(resolve => {
            answer = resolve;
          })
        : Promise.resolve({ state: 'in-progress' });
    poll.watch('first', 'a');
    await poll.clock.advance(SECOND);
    poll.watch('second', 'a');
    answer({ state: 'succeeded' });
    await poll.pass(3 * SECOND);
    expect(poll.outcomes).toEqual([]);
    expect(poll.over).toEqual([]);
    expect(poll.status('second', 'a')).toEqual({ state: 'in-progress' });
    poll.getStatus = succeeded;
    await poll.pass(3 * SECOND);
    expect(poll.outcomes).toEqual(['second']);
    expect(poll.status('first', 'a')).toEqual({ state: 'in-progress' });
  });

  it('is told to nobody who no longer asks', async () => {
    let answer: (status: OperationStatus) => void = () => {};
    poll.getStatus = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    poll.watch('one');
    await poll.clock.advance(SECOND);
    poll.poller.forget('of one');
    answer({ state: 'succeeded' });
    await poll.pass(SECOND);
    expect(poll.outcomes).toEqual([]);
    expect(poll.over).toEqual([]);
  });

  it('stays known when the same request is watched once more', async () => {
    poll.getStatus = succeeded;
    poll.watch('one');
    await poll.pass(SECOND);
    poll.watch('one');
    expect(poll.poller.isOver('of one', 'one')).toBe(true);
    expect(poll.status('one')).toEqual({ state: 'succeeded' });
    await poll.pass(5 * SECOND);
    expect(poll.outcomes).toEqual(['one']);
    expect(poll.asked).toBe(1);
  });

  it('is not that AWS forgot it while AWS may only just have heard of it', async () => {
    poll.getStatus = forgotten;
    poll.watch('one');
    await poll.pass(1_900);
    expect(poll.asked).toBeGreaterThan(0);
    expect(poll.outcomes).toEqual([]);
    await poll.pass(3 * SECOND);
    expect(poll.outcomes).toEqual(['one']);
    expect(poll.status('one')).toEqual({ state: 'forgotten' });
  });

  it('cannot be told while AWS cannot be asked; what was known before stays known', async () => {
    poll.getStatus = id => (id === 'known' ? succeeded() : unavailable());
    poll.watch('known');
    await poll.pass(SECOND);
    poll.watch('unknown');
    await poll.pass(SECOND);
    expect(poll.status('known')).toEqual({ state: 'succeeded' });
    expect(poll.status('unknown')).toMatchObject({
      failure: { kind: 'unavailable' },
    });
    const before = poll.asked;
    await poll.pass(1_500);
    expect(poll.asked - before).toBeLessThanOrEqual(1);
    poll.getStatus = async () => ({ state: 'in-progress' });
    await poll.pass(3 * SECOND);
    expect(poll.status('unknown')).toEqual({ state: 'in-progress' });
  });

  it('is asked of AWS anew, and no failure of before is remembered, once rows are read anew', async () => {
    poll.getStatus = unavailable;
    poll.watch('one');
    await poll.pass(SECOND);
    poll.poller.reset();
    expect(poll.status('one')).toEqual({ state: 'in-progress' });
    poll.getStatus = succeeded;
    await poll.pass(5 * SECOND);
    expect(poll.outcomes).toEqual([]);
    poll.watch('one');
    await poll.pass(SECOND);
    expect(poll.outcomes).toEqual(['one']);
  });

  it('is not asked any more once the process ends', async () => {
    poll.watch('one');
    poll.poller.stop();
    poll.watch('two');
    await poll.pass(5 * SECOND);
    expect(poll.asked).toBe(0);
  });

  it('is learned by one list for several that no list of those in progress shows', async () => {
    const askedByItself = new Set<string>();
    poll.getStatus = async id => {
      askedByItself.add(id);
      return { state: 'in-progress' };
    };
    poll.listed = { 'in-progress': [], succeeded: ['a', 'b', 'c'] };
    ['a', 'b', 'c', 'd'].forEach(id => poll.watch(id));
    await poll.pass(1_500);
    expect([...poll.outcomes].sort()).toEqual(['a', 'b', 'c']);
    expect(poll.over).toEqual(poll.outcomes);
    // The other one may only not be listed yet.
    expect(poll.status('d')).toEqual({ state: 'in-progress' });
    expect([...askedByItself]).toEqual(['d']);
  });

  describe('of many', () => {
    const ids = ['a', 'b', 'c', 'd'];

    beforeEach(async () => {
      poll.listed = { 'in-progress': ids, succeeded: [] };
      ids.forEach(id => poll.watch(id));
      await poll.pass(3 * SECOND);
    });

    it('frees the place of each once, although nothing is known of the outcome yet', async () => {
      poll.listed = { 'in-progress': ['d'], succeeded: ['a', 'b', 'c'] };
      await poll.pass(15 * SECOND);
      expect(poll.over).toEqual(['a', 'b', 'c']);
      expect([...poll.outcomes].sort()).toEqual(['a', 'b', 'c']);
      expect(poll.status('d')).toEqual({ state: 'in-progress' });
    });

    it('is asked of each by itself that no list shows as succeeded', async () => {
      poll.listed = { 'in-progress': [], succeeded: ['a', 'b', 'c'] };
      poll.getStatus = async () => ({ state: 'failed', reason: 'quota' });
      await poll.pass(15 * SECOND);
      expect([...poll.outcomes].sort()).toEqual(ids);
      expect(poll.status('a')).toEqual({ state: 'succeeded' });
      expect(poll.status('d')).toEqual({ state: 'failed', reason: 'quota' });
    });

    it('takes the place back of what goes on after all, and frees it again at its end', async () => {
      poll.listed = { 'in-progress': ['a', 'b', 'c'], succeeded: [] };
      await poll.pass(8 * SECOND);
      expect(poll.underWay.length).toBeGreaterThan(0);
      expect(new Set(poll.underWay)).toEqual(new Set(['d']));
      expect(poll.outcomes).toEqual([]);
      poll.listed = { 'in-progress': ids, succeeded: [] };
      await poll.pass(3 * SECOND);
      expect(poll.poller.isOver('of d', 'd')).toBe(false);
      poll.listed = { 'in-progress': [], succeeded: ids };
      await poll.pass(15 * SECOND);
      expect([...poll.outcomes].sort()).toEqual(ids);
      expect(poll.over.filter(id => id === 'd').length).toBe(
        poll.underWay.length + 1,
      );
    });
  });
});
