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

import { z } from 'zod';
import { SimulatorClock } from '../../clock/types';
import { Account, Unit } from '../../model/types';
import { World } from '../../model/World';
import { AwsError } from '../../protocol/errors';
import { Random } from '../../random';
import { epochSeconds } from '../formats';
import { Caller } from '../operation';
import { page } from '../pagination';

/** What the organizations operations work with. */
export interface OrganizationsContext {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly random: Random;
  /** Probability of a page that is empty although more follow. */
  readonly emptyPages: number;
}

export const parentId = z
  .string()
  .max(100)
  .regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/);

export const childId = z
  .string()
  .max(100)
  .regex(/^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/);

/** Members of every paginated organizations request: 20 at most. */
export const paging = {
  MaxResults: z.number().int().min(1).max(20).nullish(),
  NextToken: z.string().max(100_000).nullish(),
};

/** Organizations calls a malformed request InvalidInputException. */
export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message, {
    members: {
      Reason: message.includes('NextToken')
        ? 'INVALID_NEXT_TOKEN'
        : reasonOf(message),
    },
  });
}

function reasonOf(message: string): string {
  if (message.includes('must not be null')) {
    return 'INPUT_REQUIRED';
  }
  if (message.includes('greater than or equal')) {
    return 'MIN_VALUE_EXCEEDED';
  }
  if (message.includes('less than or equal')) {
    return 'MAX_VALUE_EXCEEDED';
  }
  if (message.includes('enum value set')) {
    return 'INVALID_ENUM';
  }
  return 'INVALID_PATTERN';
}

export function notFound(shape: string, what: string): AwsError {
  return new AwsError(shape, `You specified ${what} that doesn't exist.`);
}

/** Organizations answers the management and delegated administrator accounts. */
export function requireReader(caller: Caller): void {
  if (caller.role === 'member') {
    throw new AwsError(
      'AccessDeniedException',
      "You don't have permissions to access this resource.",
    );
  }
}

export function requireParent(ctx: OrganizationsContext, id: string): Unit {
  const unit = ctx.world.units.get(id);
  if (!unit) {
    throw notFound('ParentNotFoundException', 'a parent');
  }
  return unit;
}

export function accountToWire(ctx: OrganizationsContext, account: Account) {
  const state = account.state.current;
  const path = ctx.world.units.get(account.parentId)?.path ?? '';
  return {
    Id: account.id,
    Arn: account.arn,
    Name: account.name,
    Email: account.email,
    State: state,
    // Retired in favour of State; it never knew the newer two.
    Status:
      state === 'CLOSED' || state === 'PENDING_ACTIVATION'
        ? 'SUSPENDED'
        : state,
    Paths: [`${path}${account.id}/`],
    JoinedMethod: 'CREATED',
    JoinedTimestamp: epochSeconds(account.joinedAt),
  };
}

export function unitToWire(unit: Unit) {
  return { Id: unit.id, Arn: unit.arn, Name: unit.name, Path: unit.path };
}

/** A page of an organizations list, now and then empty with a token. */
export function organizationsPage<T>(
  ctx: OrganizationsContext,
  question: readonly unknown[],
  items: readonly T[],
  keyOf: (item: T) => string,
  input: { MaxResults?: number | null; NextToken?: string | null },
) {
  return page({
    question,
    items,
    keyOf,
    limit: input.MaxResults ?? 20,
    token: input.NextToken ?? undefined,
    invalid: invalidInput,
    emptyPage: () => ctx.random.chance(ctx.emptyPages),
  });
}
