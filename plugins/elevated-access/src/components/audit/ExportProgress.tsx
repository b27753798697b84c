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

import { Alert, Text } from '@backstage/ui';
import { ProgressBar } from 'react-aria-components';
import { toProblem } from '../../data/problem';
import { useAuditText } from '../../translations/useAuditText';
import { LoadFailed } from '../common/States';
import type { ExportState } from '../../data/audit/useExport';
import styles from './audit.module.css';

/** How far an export is, and how it ended. */
export function ExportProgress(props: {
  state: ExportState;
  onRetry: () => void;
}) {
  const { state, onRetry } = props;
  const t = useAuditText();
  switch (state.state) {
    case 'running':
      return <Running rows={state.rows} all={state.all} />;
    case 'done':
      return (
        <Alert
          role="status"
          status={isFewer(state) ? 'warning' : 'success'}
          icon
          title={t('audit.export.done', { count: state.rows })}
          description={
            isFewer(state) &&
            t('audit.export.fewer', { all: String(state.all) })
          }
        />
      );
    case 'stopped':
      return (
        <Text as="p" role="status">
          {t('audit.export.stopped', { rows: String(state.rows) })}
        </Text>
      );
    case 'failed':
      return (
        <>
          <Text as="p" role="alert" weight="bold">
            {t('audit.export.failed', { rows: String(state.rows) })}
          </Text>
          {toProblem(state.error).status > 0 && (
            <LoadFailed error={state.error} onRetry={onRetry} />
          )}
        </>
      );
    default:
      return null;
  }
}

function Running(props: { rows: number; all?: number }) {
  const { rows, all } = props;
  const t = useAuditText();
  const text = () => {
    if (rows === 0) {
      return t('audit.export.waiting');
    }
    return all === undefined
      ? t('audit.export.rows', { rows: String(rows) })
      : t('audit.export.rowsOf', { rows: String(rows), all: String(all) });
  };
  const isKnown = all !== undefined && all > 0;
  return (
    <ProgressBar
      aria-label={t('audit.export.progress')}
      isIndeterminate={!isKnown}
      value={isKnown ? Math.min(rows, all) : 0}
      maxValue={isKnown ? all : 1}
      valueLabel={text()}
      className={styles.progress}
    >
      {({ percentage }) => (
        <>
          <Text as="p">{text()}</Text>
          <span className={styles.progressTrack}>
            <span
              className={styles.progressBar}
              style={{ inlineSize: `${percentage ?? 30}%` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

function isFewer({ rows, all }: { rows: number; all?: number }): boolean {
  return all !== undefined && rows < all;
}
