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

import { Alert } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';

/** Says who was faster, instead of an error. Nothing while it is undecided. */
export function HandledNote(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  if (request.status === 'pending') {
    return null;
  }
  const last = request.decisions.at(-1);
  return <Alert role="status" status="info" icon title={title()} />;

  function title() {
    if (request.status === 'cancelled') {
      return t('inbox.handled.cancelled', {
        who: request.endedBy?.displayName ?? request.requester.displayName,
      });
    }
    return last
      ? t(`inbox.handled.${last.verdict}`, {
          who: last.approver.displayName,
          when: <When iso={last.decidedAt} form="relative" />,
        })
      : t('inbox.handled.other', { status: t(`status.${request.status}`) });
  }
}
