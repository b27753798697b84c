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
import { useState } from 'react';
import type { Filters } from '../../data/audit/filters';
import { useRequestTotal } from '../../data/audit/queries';
import { useAuditText } from '../../translations/useAuditText';

/** How many requests answer the question, once somebody wants to know. */
export function Total(props: { filters: Filters }) {
  const t = useAuditText();
  const [isAsked, ask] = useState(false);
  const { data, isError, isFetching } = useRequestTotal(
    { ...props.filters, view: 'all' },
    { enabled: isAsked },
  );
  if (!isAsked) {
    return (
      <Button variant="tertiary" size="small" onPress={() => ask(true)}>
        {t('audit.total.ask')}
      </Button>
    );
  }
  return (
    <Text role="status" color="secondary">
      {text()}
    </Text>
  );

  function text(): string {
    if (typeof data === 'number') {
      return t('audit.total.count', { count: data });
    }
    return isFetching && !isError
      ? t('audit.total.counting')
      : t('audit.total.failed');
  }
}
