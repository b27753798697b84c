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
import type { EventLogVerification } from 'backstage-plugin-elevated-access-common';
import { When } from '../../time/When';
import { useAuditText } from '../../translations/useAuditText';
import { Facts } from '../common/Facts';
import { Surface } from '../common/Surface';

/** Where the log's fingerprint is kept outside of the database, and whether it still fits. */
export function Anchors(props: { anchors: EventLogVerification['anchors'] }) {
  const { held, places } = props.anchors;
  const t = useAuditText();
  return (
    <Surface title={t('audit.log.anchors')}>
      {held > 0 && (
        <Text as="p">{t('audit.log.anchorsHeld', { count: held })}</Text>
      )}
      {places.length === 0 && held === 0 && (
        <Text as="p">{t('audit.log.anchorsNone')}</Text>
      )}
      <Facts
        facts={places.map(({ place, last, lastError }) => ({
          label: place,
          value: (
            <>
              <Text as="p">
                {last
                  ? t('audit.log.anchorLast', {
                      seq: String(last.seq),
                      when: <When iso={last.at} />,
                    })
                  : t('audit.log.anchorNever')}
              </Text>
              {lastError && (
                <Text as="p" weight="bold">
                  <bdi>{t('audit.log.anchorError', { error: lastError })}</bdi>
                </Text>
              )}
            </>
          ),
        }))}
      />
    </Surface>
  );
}
