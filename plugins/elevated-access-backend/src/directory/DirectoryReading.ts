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

import { concurrently } from '../aws/concurrently';
import type {
  AwsDirectoryReader,
  AwsPermissionSet,
  AwsUnit,
  AwsUser,
  UnitMemory,
} from '../aws/types';
import type {
  DirectoryDetail,
  DirectoryDetailStore,
} from '../database/directoryDetailTypes';
import type { DirectoryContents } from '../database/types';
import type { Clock, DirectoryAccount, DirectoryUnit } from '../domain/types';
import { DetailBook } from './DetailBook';
import { chooseForReading, type RefreshRate } from './refresh';

const HOUR = 60 * 60_000;

/**
 * How fresh details are kept. With 5,000 accounts, 500 units and 500 permission
 * sets and a reading every quarter of an hour that is about 210 calls for tags
 * (28 s at our share of AWS's rate), 63 for units (17 s) and 150 for permission
 * sets, where reading all of it takes a quarter of an hour. A small organization
 * is read anew as a whole each time.
 */
const RATES = {
  tags: { everyMs: 6 * HOUR, least: 100 },
  /** A renamed unit moves accounts out of the policies that name its path, so sooner. */
  units: { everyMs: 2 * HOUR, least: 20 },
  /** Six calls each. What is given is read from AWS once more before it is given. */
  permissionSets: { everyMs: 6 * HOUR, least: 25 },
} as const satisfies Record<string, RefreshRate>;

/** Calls under way at a time; how fast they follow each other is decided where they are made. */
const WIDTH = 4;

/**
 * One reading of AWS: the lists as a whole, which are few calls, and of what
 * takes calls of its own for each account, permission set and unit, whatever is
 * new or was read longest ago.
 *
 * Details are kept as they arrive, so that the next reading goes on where one
 * that failed stopped. What comes out is complete or nothing: every account and
 * permission set that AWS lists has its details, each as AWS said it at one moment.
 */
export class DirectoryReading {
  readonly #reader: AwsDirectoryReader;
  readonly #store: DirectoryDetailStore;
  readonly #clock: Clock;

  constructor(options: {
    reader: AwsDirectoryReader;
    details: DirectoryDetailStore;
    clock: Clock;
  }) {
    this.#reader = options.reader;
    this.#store = options.details;
    this.#clock = options.clock;
  }

  /**
   * @param options - `lastReadAt`: when the last complete reading began;
   *   `commit`: makes a snapshot of what was read
   */
  async run(options: {
    lastReadAt: Date | null;
    signal: AbortSignal | undefined;
    commit: (contents: DirectoryContents) => Promise<void>;
  }): Promise<void> {
    const { lastReadAt, commit } = options;
    const book = await DetailBook.open(this.#store);
    const { managementAccountId, organizationArn } =
      await this.#reader.describeOrganization(options.signal);
    try {
      const pace = { now: this.#clock.now(), lastReadAt };
      // Each service has limits of its own, so neither waits for the other.
      const [organization, identity] = await bothOrNeither(
        options.signal,
        signal =>
          this.#organization(book, { ...pace, managementAccountId, signal }),
        signal =>
          this.#identity(book, { ...pace, managementAccountId, signal }),
      );
      await book.save();
      await commit({
        managementAccountId,
        organizationArn,
        accounts: organization.accounts,
        units: placed(organization.units),
        ...identity,
        oldestDetailAt: DetailBook.oldest([
          ...organization.details,
          ...identity.permissionSets.flatMap(
            ({ arn }) => book.permissionSets.get(arn) ?? [],
          ),
        ]),
      });
      await book.forgetAllBut({
        accounts: new Set(organization.accounts.map(({ id }) => id)),
        permissionSets: new Set(identity.permissionSets.map(({ arn }) => arn)),
        parents: new Set(organization.units.keys()),
      });
    } catch (error) {
      // Nothing is lost but time when this fails as well; why the reading failed matters more.
      await book.save().catch(() => {});
      throw error;
    }
  }

  async #organization(book: DetailBook, options: Turn) {
    const { managementAccountId, signal, ...pace } = options;
    const { accounts, units } = await this.#reader.listAccounts({
      memory: this.#unitMemory(book, pace),
      signal,
    });
    if (!accounts.some(account => account.id === managementAccountId)) {
      throw new Error(
        `Organizations listed ${accounts.length} accounts without the management account ${managementAccountId}; the list is not complete`,
      );
    }
    const left = new Set<string>();
    await this.#readChosen({
      ...pace,
      ids: accounts.map(({ id }) => id),
      known: book.tags,
      rate: RATES.tags,
      book,
      read: async (id, readAt) => {
        const tags = await this.#reader.getAccountTags(id, signal);
        if (!tags) {
          left.add(id);
        }
        return tags && { kind: 'account-tags', id, readAt, tags };
      },
    });
    const details: DirectoryDetail[] = [...units.keys()].flatMap(
      id => book.unitsBelow.get(id) ?? [],
    );
    const tagged: DirectoryAccount[] = [];
    for (const account of accounts) {
      const detail = book.tags.get(account.id);
      if (detail && !left.has(account.id)) {
        tagged.push({ ...account, tags: detail.tags });
        details.push(detail);
      }
    }
    return { accounts: tagged, units, details };
  }

  async #identity(book: DetailBook, options: Turn) {
    const { managementAccountId, signal, ...pace } = options;
    const arns = await this.#reader.listPermissionSetArns(signal);
    const gone = new Set<string>();
    await this.#readChosen({
      ...pace,
      ids: arns,
      known: book.permissionSets,
      rate: RATES.permissionSets,
      book,
      read: async (id, readAt) => {
        const permissionSet = await this.#reader.readPermissionSet(id, signal);
        if (!permissionSet) {
          gone.add(id);
        }
        return (
          permissionSet && { kind: 'permission-set', id, readAt, permissionSet }
        );
      },
    });
    // Never remembered: without it a protected permission set could be granted.
    const inManagementAccount = new Set(
      await this.#reader.listPermissionSetsProvisionedTo(
        managementAccountId,
        signal,
      ),
    );
    const users: readonly AwsUser[] = await this.#reader.listUsers(signal);
    const sets: readonly AwsPermissionSet[] = arns.flatMap(arn =>
      gone.has(arn) ? [] : book.permissionSets.get(arn)?.permissionSet ?? [],
    );
    return {
      permissionSets: sets.map(permissionSet => ({
        ...permissionSet,
        inManagementAccount: inManagementAccount.has(permissionSet.arn),
      })),
      users,
    };
  }

  async #readChosen(options: {
    ids: readonly string[];
    known: ReadonlyMap<string, DirectoryDetail>;
    now: Date;
    lastReadAt: Date | null;
    rate: RefreshRate;
    book: DetailBook;
    read: (id: string, readAt: Date) => Promise<DirectoryDetail | undefined>;
  }): Promise<void> {
    await concurrently(chooseForReading(options), WIDTH, async id => {
      const detail = await options.read(id, this.#clock.now());
      if (detail) {
        await options.book.add(detail);
      }
    });
  }

  #unitMemory(
    book: DetailBook,
    pace: { now: Date; lastReadAt: Date | null },
  ): UnitMemory {
    const toRead = new Set(
      chooseForReading({
        ...pace,
        ids: [...book.unitsBelow.keys()],
        known: book.unitsBelow,
        rate: RATES.units,
      }),
    );
    return {
      recall: id =>
        toRead.has(id) ? undefined : book.unitsBelow.get(id)?.units,
      remember: (id, units) => {
        toRead.delete(id);
        const readAt = this.#clock.now();
        book.note({ kind: 'units-below', id, readAt, units });
      },
    };
  }
}

interface Turn {
  now: Date;
  lastReadAt: Date | null;
  managementAccountId: string;
  signal: AbortSignal;
}

/** Does two things at a time. When one fails the other is stopped, and nothing goes on afterwards. */
async function bothOrNeither<A, B>(
  signal: AbortSignal | undefined,
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const works = [one(either), other(either)] as const;
  try {
    return await Promise.all(works);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(works);
    throw error;
  }
}

/** Units with the way to each. */
function placed(
  below: ReadonlyMap<string, readonly AwsUnit[]>,
): DirectoryUnit[] {
  const children = new Set(
    [...below.values()].flatMap(units => units.map(({ id }) => id)),
  );
  const placedUnits: DirectoryUnit[] = [];
  const queue = [...below.keys()]
    .filter(id => !children.has(id))
    .map(root => ({ id: root, ids: [root], path: new Array<string>() }));
  for (let parent = queue.shift(); parent; parent = queue.shift()) {
    for (const { id, name } of below.get(parent.id) ?? []) {
      const unit = {
        id,
        name,
        ids: [...parent.ids, id],
        path: [...parent.path, name],
      };
      placedUnits.push(unit);
      queue.push(unit);
    }
  }
  return placedUnits;
}
