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

import { Button, Text } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import type { RequestsResult } from '../../data/audit/queries';
import { useText } from '../../translations/useText';
import { LoadFailed } from '../common/States';
import styles from './table.module.css';

/** Reads the next page until there is none. */
export function MoreRequests(props: { query: RequestsResult; shown: number }) {
  const { query, shown } = props;
  const t = useText();
  const [hasAsked, setAsked] = useState(false);
  if (query.isFetchNextPageError) {
    return (
      <LoadFailed error={query.error} onRetry={() => query.fetchNextPage()} />
    );
  }
  if (query.hasNextPage) {
    return (
      <Button
        variant="secondary"
        className={styles.more}
        isPending={query.isFetchingNextPage}
        onPress={() => {
          setAsked(true);
          query.fetchNextPage();
        }}
      >
        {t('more')}
      </Button>
    );
  }
  return hasAsked ? <TheEnd count={shown} /> : null;
}

/** Stands where the button was, and takes over the focus that it had. */
function TheEnd(props: { count: number }) {
  const t = useText();
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <Text
      as="p"
      ref={ref}
      tabIndex={-1}
      color="secondary"
      className={styles.more}
    >
      {t('table.end', { count: props.count })}
    </Text>
  );
}
