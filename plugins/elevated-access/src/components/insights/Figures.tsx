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

import { Box, Link } from '@backstage/ui';
import type { AccessReport } from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import type { Filters } from '../../data/audit/filters';
import { useTimeWords } from '../../time/useTimeWords';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import styles from './insights.module.css';

const MINUTE_MS = 60_000;

/** The numbers that are asked for most, each with the requests behind it. */
export function Figures(props: { report: AccessReport; filters: Filters }) {
  const { report, filters } = props;
  const t = useAuditText();
  const words = useTimeWords();
  const links = useLinks();
  const { timeToApprove, decidedAutomatically, neverUsed } = report;

  const time = (duration: string | null) =>
    duration ? words.duration(duration) : t('insights.figure.noneApproved');

  const share = ({ count, of }: { count: number; of: number }) =>
    of === 0
      ? t('insights.figure.noneKnown')
      : t('insights.figure.share', {
          percent: String(Math.round((count / of) * 100)),
        });

  const shareOf = ({ count, of }: { count: number; of: number }) =>
    of === 0
      ? undefined
      : t('insights.figure.of', { part: String(count), all: String(of) });

  return (
    <dl className={styles.figures}>
      <Figure
        label={t('insights.figure.requests')}
        value={report.requests}
        href={links.audit(filters)}
      />
      <Figure label={t('insights.figure.given')} value={report.given} />
      <Figure
        label={t('insights.figure.rejected')}
        value={report.rejected}
        href={links.audit({ ...filters, status: ['rejected'] })}
      />
      <Figure
        label={t('insights.figure.expired')}
        value={report.expired}
        href={links.audit({ ...filters, status: ['expired'] })}
      />
      <Figure
        label={t('insights.figure.failed')}
        value={report.failed}
        href={links.audit({ ...filters, status: ['failed'] })}
      />
      <Figure
        label={t('insights.figure.median')}
        value={time(timeToApprove.median)}
      />
      <Figure
        label={t('insights.figure.p95')}
        value={time(timeToApprove.p95)}
      />
      <Figure
        label={t('insights.figure.automatic')}
        value={share(decidedAutomatically)}
        note={shareOf(decidedAutomatically)}
        href={links.audit({ ...filters, automatic: true })}
      />
      <Figure
        label={t('insights.figure.neverUsed')}
        value={share(neverUsed)}
        note={shareOf(neverUsed)}
        href={links.audit({ ...filters, usage: ['unused'] })}
      />
      <Figure
        label={t('insights.figure.overdue')}
        value={
          report.overdueMinutes > 0
            ? words.span(report.overdueMinutes * MINUTE_MS)
            : t('insights.figure.onTime')
        }
        isAlarm={report.overdueMinutes > 0}
      />
    </dl>
  );
}

function Figure(props: {
  label: string;
  value: ReactNode;
  note?: string;
  href?: string;
  isAlarm?: boolean;
}) {
  const { label, value, note, href, isAlarm } = props;
  return (
    <Box bg="neutral" className={styles.figure}>
      <dt>{href ? <Link href={href}>{label}</Link> : label}</dt>
      <dd data-alarm={isAlarm || undefined}>
        {value}
        {note && <span className={styles.note}>{note}</span>}
      </dd>
    </Box>
  );
}
