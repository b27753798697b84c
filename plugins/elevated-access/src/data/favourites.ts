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

import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import type { JsonValue } from '@backstage/types';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { useEffect, useMemo, useState } from 'react';

const BUCKET = 'elevated-access';
const SETTING = 'favourites';

/** More would be another list to search through. */
const MOST = 24;

/**
 * A permission set in an account that the reader asks for often. The names are
 * as they were when it was marked; what is asked for goes by the ids.
 */
export interface Favourite {
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
}

export interface Favourites {
  list: Favourite[];
  has(item: Requestable): boolean;
  /** Marks it, or takes the mark away. */
  toggle(item: Requestable): void;
}

/**
 * What the reader has marked. Kept where the portal keeps settings: with the
 * person where it has user settings, else in this browser.
 */
export function useFavourites(): Favourites {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [list, setList] = useState(() =>
    readFavourites(bucket.snapshot<JsonValue>(SETTING).value),
  );

  useEffect(() => {
    const subscription = bucket
      .observe$<JsonValue>(SETTING)
      .subscribe(({ value }) => setList(readFavourites(value)));
    return () => subscription.unsubscribe();
  }, [bucket]);

  return {
    list,
    has: item => list.some(isOf(item)),
    toggle: item => {
      const next = list.some(isOf(item))
        ? list.filter(favourite => !isOf(item)(favourite))
        : [favouriteOf(item), ...list].slice(0, MOST);
      setList(next);
      bucket
        .set(
          SETTING,
          next.map(favourite => ({ ...favourite })),
        )
        .catch(() => {
          // The mark then lasts until the page is left.
        });
    },
  };
}

function isOf(item: Requestable) {
  return (favourite: Favourite) =>
    favourite.accountId === item.account.id &&
    favourite.permissionSetArn === item.permissionSet.arn;
}

function favouriteOf(item: Requestable): Favourite {
  return {
    accountId: item.account.id,
    accountName: item.account.name,
    permissionSetArn: item.permissionSet.arn,
    permissionSetName: item.permissionSet.name,
  };
}

/** What is stored may be of another version, or not ours: the rest is left out. */
function readFavourites(value: JsonValue | undefined): Favourite[] {
  return Array.isArray(value)
    ? value.flatMap(readFavourite).slice(0, MOST)
    : [];
}

function readFavourite(value: JsonValue): Favourite[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [];
  }
  const { accountId, accountName, permissionSetArn, permissionSetName } = value;
  return typeof accountId === 'string' &&
    typeof accountName === 'string' &&
    typeof permissionSetArn === 'string' &&
    typeof permissionSetName === 'string'
    ? [{ accountId, accountName, permissionSetArn, permissionSetName }]
    : [];
}
