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
import { When } from '../../time/When';
import { useText } from '../../translations/useText';

/** Until when access is held, and until when sessions begun before may last. */
export function EndsWhen(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  if (request.overdueSince) {
    return (
      <Text as="p" color="danger" weight="bold">
        {t('sentence.overdue', { when: <When iso={request.overdueSince} /> })}
      </Text>
    );
  }
  if (request.status === 'ending') {
    // It may end before its planned end, which would be misleading here.
    return <Text as="p">{t('sentence.ending')}</Text>;
  }
  const endsAt = request.accessEndsAt ?? request.endsAt;
  const over = request.strictWindow ? request.endsAt : request.sessionsEndBy;
  return (
    <>
      {endsAt && (
        <Text as="p">
          <When iso={endsAt} form="until" />
        </Text>
      )}
      {over && (
        <Text as="p" color="secondary" variant="body-small">
          {t(
            request.strictWindow
              ? 'sessionTail.shortStrict'
              : 'sessionTail.short',
            { when: <When iso={over} form="clock" /> },
          )}
        </Text>
      )}
    </>
  );
}
