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

import { lazy, Suspense, type ReactNode } from 'react';
import { useParams } from 'react-router-dom';

const NotFound = lazy(() =>
  import('./pages').then(m => ({ default: m.NotFoundWithHeader })),
);

/** Shows its children at the root and below each of these paths, and that there is no such page elsewhere. */
export function KnownPaths(props: { paths: string[]; children: ReactNode }) {
  const { paths, children } = props;
  const { '*': rest = '' } = useParams();
  const isKnown =
    rest === '' ||
    paths.some(path => rest === path || rest.startsWith(`${path}/`));
  return isKnown ? (
    children
  ) : (
    <Suspense fallback={null}>
      <NotFound />
    </Suspense>
  );
}
