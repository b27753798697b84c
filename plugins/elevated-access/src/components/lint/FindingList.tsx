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

import { Link, Text } from '@backstage/ui';
import {
  lintRuleSchema,
  type LintFinding,
} from 'backstage-plugin-elevated-access-common';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { BackendWords } from '../common/BackendWords';
import { SeverityBadge } from '../policies/LintMarks';
import { usePolicyLinks } from '../policies/usePolicyLinks';
import styles from '../policies/policies.module.css';

type Shown = Pick<LintFinding, 'severity' | 'reason' | 'remedy' | 'path'> &
  Partial<Pick<LintFinding, 'id' | 'policy' | 'firstSeenAt'>> & {
    rule: string;
  };

/** What is wrong, and what to do about it; worst first, as it comes. */
export function FindingList(props: {
  findings: Shown[];
  /** Says whose they are, where they are of several policies. */
  withPolicy?: boolean;
}) {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  return (
    <ul className={styles.findings}>
      {props.findings.map((finding, index) => (
        <li key={finding.id ?? index} className={styles.finding}>
          <SeverityBadge severity={finding.severity} />
          <div className={styles.findingText}>
            {props.withPolicy && finding.policy && (
              <Text as="p">
                <Link href={links.one(finding.policy)}>
                  <bdi>{finding.policy.name}</bdi>
                </Link>{' '}
                <Text color="secondary" variant="body-small">
                  {t(`policies.kind.${finding.policy.kind}`)}
                  {finding.path && ` · ${finding.path}`}
                </Text>
              </Text>
            )}
            <WhatAndRemedy finding={finding} />
            {finding.firstSeenAt && (
              <Text as="p" color="secondary" variant="body-small">
                {t('lint.since', { when: <When iso={finding.firstSeenAt} /> })}
              </Text>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function WhatAndRemedy(props: { finding: Shown }) {
  const { reason, remedy } = props.finding;
  const t = usePoliciesText();
  // A backend of another version may have rules that these pages do not know.
  const rule = lintRuleSchema.safeParse(props.finding.rule).data;
  return (
    <>
      <Text as="p">
        <BackendWords
          words={reason}
          translated={rule && t(`lint.rule.${rule}`)}
        />
      </Text>
      <Text as="p" color="secondary">
        <BackendWords
          words={remedy}
          translated={rule && t(`lint.advice.${rule}`)}
        />
      </Text>
    </>
  );
}
