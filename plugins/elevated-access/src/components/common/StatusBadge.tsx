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

import { Badge } from '@backstage/ui';
import {
  RiAlarmWarningLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { toneOf, unreachable } from '../../data/status';
import { useText } from '../../translations/useText';
import styles from './common.module.css';

function iconOf(request: AccessRequest) {
  if (request.overdueSince) {
    return <RiAlarmWarningLine aria-hidden />;
  }
  switch (request.status) {
    case 'pending':
    case 'scheduled':
      return <RiTimeLine aria-hidden />;
    case 'activating':
    case 'ending':
      return <RiLoader4Line aria-hidden className={styles.turning} />;
    case 'active':
    case 'ended':
      return <RiCheckLine aria-hidden />;
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'lapsed':
      return <RiCloseCircleLine aria-hidden />;
    case 'failed':
      return <RiAlarmWarningLine aria-hidden />;
    default:
      return unreachable(request.status);
  }
}

/** A request's status in a word, an icon and a colour. */
export function StatusBadge(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  return (
    <Badge
      icon={iconOf(request)}
      className={styles.badge}
      data-tone={toneOf(request)}
    >
      {t(request.overdueSince ? 'status.overdue' : `status.${request.status}`)}
    </Badge>
  );
}
