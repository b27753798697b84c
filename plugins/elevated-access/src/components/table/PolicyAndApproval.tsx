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
import { useText } from '../../translations/useText';

/** The policy that allowed it, and who agreed so far. */
export function PolicyAndApproval(props: { request: AccessRequest }) {
  const { approval, decisions, policy } = props.request;
  const t = useText();
  const names = decisions
    .filter(({ verdict }) => verdict === 'approved')
    .map(({ approver }) => approver.displayName)
    .join(', ');
  const agreed = names ? t('table.approvedBy', { names }) : undefined;
  return (
    <>
      <Text as="p">
        <bdi>{policy.name}</bdi>
      </Text>
      <Text as="p" color="secondary" variant="body-small">
        {approval ? agreed : t('table.noApproval')}
      </Text>
    </>
  );
}
