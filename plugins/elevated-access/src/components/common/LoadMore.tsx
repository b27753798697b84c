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

import { Button } from '@backstage/ui';
import { useText } from '../../translations/useText';
import { LoadFailed } from './States';
import styles from './common.module.css';

/** Reads the next page of a list until there is none. */
export function LoadMore(props: {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
  };
}) {
  const { query } = props;
  const t = useText();
  if (query.isFetchNextPageError) {
    return (
      <LoadFailed error={query.error} onRetry={() => query.fetchNextPage()} />
    );
  }
  return query.hasNextPage ? (
    <Button
      variant="secondary"
      className={styles.more}
      isPending={query.isFetchingNextPage}
      onPress={() => query.fetchNextPage()}
    >
      {t('more')}
    </Button>
  ) : null;
}
