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

import { Badge, Link, VisuallyHidden } from '@backstage/ui';
import { RiFlaskLine } from '@remixicon/react';
import { Providers } from '../../data/Providers';
import { useMe } from '../../data/queries';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import styles from './common.module.css';

/** In the page's header: what waits for the reader, and whether AWS is a demo. */
export function HeaderStatus() {
  return (
    <Providers>
      <Status />
    </Providers>
  );
}

function Status() {
  const t = useText();
  const links = useLinks();
  const me = useMe().data;
  return (
    <span className={styles.headerStatus}>
      {me && me.counts.inbox > 0 && (
        <Link href={links.inbox()}>
          {t('header.inbox', { count: me.counts.inbox })}
        </Link>
      )}
      {me?.aws.demo && (
        <Badge
          icon={<RiFlaskLine aria-hidden />}
          title={t('demo.explanation')}
          className={styles.demo}
        >
          {t('demo.badge')}
          <VisuallyHidden>{t('demo.explanation')}</VisuallyHidden>
        </Badge>
      )}
    </span>
  );
}
