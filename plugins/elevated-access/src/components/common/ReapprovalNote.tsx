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
import { useText } from '../../translations/useText';

/** Why approval is asked for again, to whoever has to wait for it or give it. */
export function ReapprovalNote(props: {
  request: AccessRequest;
  reader: 'requester' | 'approver' | 'other';
}) {
  const { request, reader } = props;
  const t = useText();
  if (request.status !== 'pending' || !request.reapprovalReason) {
    return null;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('reapproval.title')}
      description={
        <>
          <bdi lang="en">{request.reapprovalReason}</bdi>{' '}
          {reader === 'approver'
            ? t('reapproval.approver')
            : t('reapproval.requester')}
        </>
      }
    />
  );
}
