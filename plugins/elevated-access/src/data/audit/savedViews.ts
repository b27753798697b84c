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

import { useStored } from './useStored';

/** A question to come back to: what the address says behind its question mark. */
export interface SavedView {
  name: string;
  search: string;
  [key: string]: string;
}

/** As the portal keeps it. */
interface Kept {
  views: SavedView[];
  /** The name of the view to begin with; none where it is empty. */
  first: string;
  [key: string]: SavedView[] | string;
}

function read(kept: unknown): Kept {
  const views = member(kept, 'views');
  const first = member(kept, 'first');
  return {
    views: Array.isArray(views) ? views.flatMap(readView) : [],
    first: typeof first === 'string' ? first : '',
  };
}

function readView(kept: unknown): SavedView[] {
  const name = member(kept, 'name');
  const search = member(kept, 'search');
  return typeof name === 'string' && typeof search === 'string'
    ? [{ name, search }]
    : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** The reader's own views, and what can be done with them. */
export interface SavedViews {
  views: SavedView[];
  /** The view that the page begins with. */
  first: SavedView | undefined;
  /** Keeps a view; another one of the same name is replaced. */
  save(view: SavedView): void;
  remove(name: string): void;
  /** Begins with this view from now on; with none for an empty name. */
  beginWith(name: string): void;
}

export function useSavedViews(): SavedViews {
  const [kept, keep] = useStored('auditViews', read);
  return {
    views: kept.views,
    first: kept.views.find(({ name }) => name === kept.first),
    save: ({ name, search }) =>
      keep({
        ...kept,
        views: [
          ...kept.views.filter(view => view.name !== name),
          { name, search },
        ].sort((a, b) => a.name.localeCompare(b.name)),
      }),
    remove: name =>
      keep({
        views: kept.views.filter(view => view.name !== name),
        first: kept.first === name ? '' : kept.first,
      }),
    beginWith: name => keep({ ...kept, first: name }),
  };
}
