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

import { Badge, Link } from '@backstage/ui';
import {
  RiAlertLine,
  RiCloseCircleLine,
  RiInformationLine,
} from '@remixicon/react';
import type {
  LintFinding,
  PolicyRef,
} from 'backstage-plugin-elevated-access-common';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

type Severity = LintFinding['severity'];

const severities: readonly Severity[] = ['error', 'warning', 'info'];

const icons = {
  error: <RiCloseCircleLine aria-hidden />,
  warning: <RiAlertLine aria-hidden />,
  info: <RiInformationLine aria-hidden />,
};

const tones = { error: 'danger', warning: 'warning', info: 'info' };

/** How bad a finding is, in a word. */
export function SeverityBadge(props: { severity: Severity; count?: number }) {
  const { severity, count } = props;
  const t = usePoliciesText();
  return (
    <Badge
      icon={icons[severity]}
      className={styles.badge}
      data-tone={tones[severity]}
    >
      {count === undefined
        ? t(`lint.severity.${severity}`)
        : t(`lint.count.${severity}`, { count })}
    </Badge>
  );
}

/** How many findings of each severity a policy has, with the way to them. */
export function LintMarks(props: {
  policy: PolicyRef;
  findings: Pick<LintFinding, 'severity'>[];
}) {
  const { policy, findings } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  if (findings.length === 0) {
    return null;
  }
  return (
    <Link
      href={links.lint(policy.name)}
      className={styles.marks}
      aria-label={t('lint.of', { policy: policy.name, count: findings.length })}
    >
      {severities.map(severity => {
        const count = findings.filter(it => it.severity === severity).length;
        return count > 0 ? (
          <SeverityBadge key={severity} severity={severity} count={count} />
        ) : null;
      })}
    </Link>
  );
}
