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

import { Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { phaseOf } from '../../data/status';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';

/** From when to when access existed; open while it does. */
export function AccessPeriod(props: { request: AccessRequest }) {
  const { request } = props;
  const { activatedAt, endedAt } = request;
  const t = useText();
  if (!activatedAt) {
    return <Text color="secondary">{t('table.never')}</Text>;
  }
  const from = <When iso={activatedAt} form="clock" />;
  return (
    <Text as="p">
      {phaseOf(request) === 'past' && endedAt
        ? t('table.fromTo', { from, to: <When iso={endedAt} form="clock" /> })
        : t('table.stillOpen', { from })}
    </Text>
  );
}
