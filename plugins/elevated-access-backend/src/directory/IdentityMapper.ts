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

import { parseEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { AwsDirectoryReader, AwsUser } from '../aws/types';
import type { DirectoryUser } from '../database/types';
import { problem } from '../domain/problems';
import type { IdentityCenterUser } from '../domain/types';
import type { UserHandle } from '../domain/userHandles';
import type { CatalogProfile } from './CatalogPeople';
import type { DirectoryService } from './DirectoryService';

/** Ways to find a person's Identity Center user. */
export type IdentityMethod = 'annotation' | 'email' | 'userName';

/** Identity Center user ids: a UUID, with ten more hexadecimal digits in front in some stores. */
const USER_ID = /^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A user as the directory last saw it, and by what it was found. */
interface Match {
  user: DirectoryUser;
  handle: UserHandle;
}

/**
 * Finds the Identity Center user of a person of the catalog, by the configured
 * methods in their order; the first that finds anybody answers. Values compare
 * without case. Several users for one person is an error, never a guess.
 */
export class IdentityMapper {
  readonly #directory: Pick<DirectoryService, 'findUsers'>;
  readonly #reader: Pick<AwsDirectoryReader, 'getUser' | 'findUserId'>;
  readonly #methods: readonly IdentityMethod[];
  readonly #annotation: string;

  constructor(options: {
    directory: Pick<DirectoryService, 'findUsers'>;
    reader: Pick<AwsDirectoryReader, 'getUser' | 'findUserId'>;
    /** In the order in which they are tried. */
    methods: readonly IdentityMethod[];
    /** Annotation of a catalog user that holds an Identity Center user id or user name. */
    annotation: string;
  }) {
    this.#directory = options.directory;
    this.#reader = options.reader;
    this.#methods = options.methods;
    this.#annotation = options.annotation;
  }

  /**
   * The user as the directory last saw it, enabled or not. AWS is asked only
   * about people whom the directory does not know, who may be newer than it.
   *
   * @throws NotAllowedError with code `no-identity-center-user`, `identity-ambiguous`, or `identity-center-user-disabled` when the user is gone
   * @throws ServiceUnavailableError with code `identity-center-unavailable`
   */
  async find(person: CatalogProfile): Promise<IdentityCenterUser> {
    const known = await this.findKnown(person);
    if (known) {
      return known;
    }
    const userId = await this.#findNewUserId(person);
    if (userId === undefined) {
      throw noUser(person, this.#handles(person));
    }
    return this.#read(person, userId);
  }

  /**
   * The user as the directory last saw it; undefined when it saw none. Never asks AWS.
   *
   * @throws NotAllowedError with code `identity-ambiguous`
   */
  async findKnown(
    person: CatalogProfile,
  ): Promise<IdentityCenterUser | undefined> {
    return (await this.#match(person))?.user;
  }

  /**
   * The same for many people at once, in their order; `ambiguous` where several
   * users may be meant.
   */
  async findKnownEach(
    people: readonly CatalogProfile[],
  ): Promise<(IdentityCenterUser | 'ambiguous' | undefined)[]> {
    return (await this.#matches(people)).map(found =>
      Array.isArray(found) ? 'ambiguous' : found?.user,
    );
  }

  /**
   * The user as it is in AWS at this moment, and enabled. A user who was known
   * and whom AWS does not confirm counts as disabled, not as nobody: only of
   * people who never had a user it is said that they have none.
   *
   * @param options - `atOnce`: rather not at all than after waiting until AWS
   *   takes more calls
   * @throws NotAllowedError with code `no-identity-center-user`, `identity-ambiguous` or `identity-center-user-disabled`
   * @throws ServiceUnavailableError with code `identity-center-unavailable`
   */
  async requireEnabled(
    person: CatalogProfile,
    options: { atOnce?: boolean } = {},
  ): Promise<IdentityCenterUser> {
    const known = await this.#match(person);
    // Somebody else may have the names of one who is gone, newer than the directory.
    const newId =
      !known || known.user.gone ? await this.#findNewUserId(person) : undefined;
    if (!known && newId === undefined) {
      throw noUser(person, this.#handles(person));
    }
    const match = newId === undefined ? known : undefined;
    const userId = newId ?? known?.user.userId ?? '';
    const user = await this.#read(person, userId, options);
    if (match && !carries(user, match.handle)) {
      // Somebody else may have the name or address by now.
      throw unconfirmed(
        person,
        `The Identity Center user ${match.user.userName} (${
          user.userId
        }) no longer has the ${describe(match.handle)} ${
          match.handle.value
        } by which ${person.displayName} was found.`,
      );
    }
    if (!user.enabled) {
      throw problem('not-allowed', {
        code: 'identity-center-user-disabled',
        reason: `The Identity Center user ${user.userName} of ${person.displayName} is disabled.`,
        remedy:
          'Ask whoever administers your identities to enable it, then try again.',
      });
    }
    return user;
  }

  async #match(person: CatalogProfile): Promise<Match | undefined> {
    const [found] = await this.#matches([person]);
    if (Array.isArray(found)) {
      throw ambiguous(person, found, this.#annotation);
    }
    return found;
  }

  /**
   * Who each person is: one user, or all of several. Who is there answers before
   * who is gone, whatever the order of the methods.
   */
  async #matches(
    people: readonly CatalogProfile[],
  ): Promise<(Match | Match[] | undefined)[]> {
    const handles = people.map(person => this.#handles(person));
    const found = await this.#directory.findUsers(handles.flat());
    let at = 0;
    return handles.map(own => {
      const matches = own.flatMap(handle => {
        const users = found[at] ?? [];
        at += 1;
        return users.map(user => ({ user, handle }));
      });
      const present = matches.filter(({ user }) => !user.gone);
      const rivals = present.filter(
        ({ handle }) => handle === present[0]?.handle,
      );
      return rivals.length > 1 ? rivals : rivals[0] ?? matches[0];
    });
  }

  #handles(person: CatalogProfile): UserHandle[] {
    return this.#methods.flatMap((method): UserHandle[] => {
      switch (method) {
        case 'annotation': {
          const value = person.annotations[this.#annotation]?.trim();
          if (!value) {
            return [];
          }
          return [
            USER_ID.test(value)
              ? { by: 'userId', value: value.toLocaleLowerCase('en-US') }
              : { by: 'userName', value },
          ];
        }
        case 'email':
          return person.email ? [{ by: 'email', value: person.email }] : [];
        case 'userName':
          return [
            { by: 'userName', value: parseEntityRef(person.entityRef).name },
          ];
        default:
          throw new Error(`Unknown method ${method satisfies never}`);
      }
    });
  }

  async #findNewUserId(person: CatalogProfile): Promise<string | undefined> {
    for (const handle of this.#handles(person)) {
      const userId =
        handle.by === 'userId'
          ? handle.value
          : await this.#ask(() =>
              this.#reader.findUserId(
                handle.by === 'email' ? 'email' : 'userName',
                handle.value,
              ),
            );
      if (userId) {
        return userId;
      }
    }
    return undefined;
  }

  async #read(
    person: CatalogProfile,
    userId: string,
    options: { atOnce?: boolean } = {},
  ): Promise<AwsUser> {
    const user = await this.#ask(() => this.#reader.getUser(userId, options));
    if (!user) {
      throw unconfirmed(
        person,
        `The Identity Center user ${userId} of ${person.displayName} is gone.`,
      );
    }
    return user;
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw problem('unavailable', {
        code: 'identity-center-unavailable',
        reason: `Identity Center could not be asked about the user: ${
          toError(error).message
        }`,
        remedy:
          'Try again in a minute. Until it answers, nothing is granted or approved.',
      });
    }
  }
}

function carries(user: AwsUser, handle: UserHandle): boolean {
  const equals = (value: string) =>
    value.toLocaleLowerCase('en-US') ===
    handle.value.toLocaleLowerCase('en-US');
  switch (handle.by) {
    case 'userId':
      return equals(user.userId);
    case 'userName':
      return equals(user.userName);
    case 'email':
      return user.emails.some(equals);
    default:
      throw new Error(`Unknown handle ${handle.by satisfies never}`);
  }
}

function ambiguous(
  person: CatalogProfile,
  matches: readonly Match[],
  annotation: string,
) {
  const [first] = matches;
  return problem('not-allowed', {
    code: 'identity-ambiguous',
    reason: `${matches.length} Identity Center users have the ${
      first && describe(first.handle)
    } of ${person.displayName}: ${matches
      .map(({ user }) => `${user.userName} (${user.userId})`)
      .join(', ')}.`,
    remedy: `Ask your platform team to name the right one in the annotation ${annotation} of ${person.entityRef}.`,
  });
}

function noUser(person: CatalogProfile, handles: readonly UserHandle[]) {
  const tried = handles
    .map(handle => `${describe(handle)} ${handle.value}`)
    .join(', ');
  return problem('not-allowed', {
    code: 'no-identity-center-user',
    reason: `${person.displayName} has no user in Identity Center${
      tried ? `: nobody there has the ${tried}.` : '.'
    }`,
    remedy:
      'Ask whoever administers your identities to add you to Identity Center, or your platform team to correct your catalog entry.',
  });
}

function unconfirmed(person: CatalogProfile, reason: string) {
  return problem('not-allowed', {
    code: 'identity-center-user-disabled',
    reason,
    remedy: `Ask whoever administers your identities whether that user should be there, or your platform team to correct the catalog entry ${person.entityRef}.`,
  });
}

function describe(handle: UserHandle): string {
  switch (handle.by) {
    case 'userId':
      return 'user id';
    case 'userName':
      return 'user name';
    case 'email':
      return 'e-mail address';
    default:
      throw new Error(`Unknown handle ${handle.by satisfies never}`);
  }
}
