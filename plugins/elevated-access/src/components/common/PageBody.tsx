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

import { Container, Text } from '@backstage/ui';
import { Suspense, type ReactNode } from 'react';
import { Providers } from '../../data/Providers';
import { Banners } from './Banners';
import { DialogHost } from './DialogHost';
import { HeadingFocus, useHeadingRef } from './HeadingFocus';
import { SkeletonRows } from './States';
import styles from './common.module.css';

/** The frame of each of the plugin's pages, below the portal's own header. */
export function PageBody(props: {
  /** The page tells how all is doing by itself, so that no banner need to. */
  tellsHealth?: boolean;
  children: ReactNode;
}) {
  return (
    <Providers>
      <HeadingFocus>
        <main>
          <Container className={styles.page}>
            <Banners withHealth={!props.tellsHealth} />
            <DialogHost>
              <Suspense fallback={<SkeletonRows rows={5} height={64} />}>
                {props.children}
              </Suspense>
            </DialogHost>
          </Container>
        </main>
      </HeadingFocus>
    </Providers>
  );
}

/** Where a page will be that is still being fetched. */
export function PageLoading() {
  return (
    <Container className={styles.page}>
      <SkeletonRows rows={5} height={64} />
    </Container>
  );
}

/** A page's heading with what belongs beside it. */
export function PageHeading(props: { title: string; children?: ReactNode }) {
  const ref = useHeadingRef();
  return (
    <div className={styles.heading}>
      <Text as="h2" ref={ref} tabIndex={-1} variant="title-small" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </div>
  );
}
