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
import { RiErrorWarningLine } from '@remixicon/react';
import type { Risk } from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import styles from './common.module.css';

/** That a policy calls what it permits dangerous; nothing where it does not. */
export function RiskBadge(props: { risk: Risk }) {
  const t = useText();
  return props.risk === 'high' ? (
    <Badge
      icon={<RiErrorWarningLine aria-hidden />}
      className={styles.badge}
      data-tone="danger"
    >
      {t('risk.high')}
    </Badge>
  ) : null;
}
