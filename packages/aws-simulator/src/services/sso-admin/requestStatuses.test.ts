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

import {
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  paginateListAccountAssignmentCreationStatus,
} from '@aws-sdk/client-sso-admin';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

const slow = { roleExistsMs: 2_000, roleChangesMs: 8_000 };

describe('request statuses', () => {
  it('of unknown ids are ResourceNotFoundException', async () => {
    const { creation, deletion, create } = await simulate();
    const unknown = '00000000-0000-4000-a000-000000000000';
    expect((await failureOf(creation(unknown))).name).toBe(
      'ResourceNotFoundException',
    );
    // An id of a creation is unknown among the deletions.
    expect((await failureOf(deletion(await create()))).name).toBe(
      'ResourceNotFoundException',
    );
  });

  it('expire when retention is limited', async () => {
    const { clock, create, creation } = await simulate({
      limits: { statusRetentionMs: 60_000 },
    });
    const requestId = await create();
    await clock.advance(59_999);
    expect((await creation(requestId)).status).toBe('SUCCEEDED');
    await clock.advance(1);
    expect((await failureOf(creation(requestId))).name).toBe(
      'ResourceNotFoundException',
    );
  });

  it('are listed by status, with id, status and date and nothing else', async () => {
    const { sim, sso, clock, create, remove } = await simulate({
      latency: slow,
    });
    const done = await create('ann', 'prod');
    await clock.advance(8_000);
    const running = await create('ann', 'stage');
    const removing = await remove('ann', 'prod');
    const InstanceArn = sim.lookup.instanceArn;
    const { AccountAssignmentsCreationStatus: inProgress } = await sso.send(
      new ListAccountAssignmentCreationStatusCommand({
        InstanceArn,
        Filter: { Status: 'IN_PROGRESS' },
      }),
    );
    expect(inProgress).toEqual([
      {
        RequestId: running,
        Status: 'IN_PROGRESS',
        CreatedDate: new Date(clock.now()),
      },
    ]);
    const { AccountAssignmentsCreationStatus: all } = await sso.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn }),
    );
    expect(all?.map(s => s.RequestId).sort()).toEqual([done, running].sort());
    const { AccountAssignmentsDeletionStatus: deletions } = await sso.send(
      new ListAccountAssignmentDeletionStatusCommand({
        InstanceArn,
        Filter: { Status: 'IN_PROGRESS' },
      }),
    );
    expect(deletions?.map(s => s.RequestId)).toEqual([removing]);
  });

  it('are listed page by page', async () => {
    const { sim, sso, create } = await simulate();
    const ids = [
      await create('ann', 'prod'),
      await create('bo', 'prod'),
      await create('ann', 'stage'),
    ];
    const found: Array<string | undefined> = [];
    for await (const page of paginateListAccountAssignmentCreationStatus(
      { client: sso, pageSize: 1 },
      { InstanceArn: sim.lookup.instanceArn },
    )) {
      expect(page.AccountAssignmentsCreationStatus).toHaveLength(1);
      page.AccountAssignmentsCreationStatus?.forEach(s =>
        found.push(s.RequestId),
      );
    }
    expect(found.sort()).toEqual(ids.sort());
  });
});
