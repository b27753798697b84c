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
import type { DiffLine, Person } from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { isolate } from '../common/isolate';
import { Diff } from './Diff';
import styles from './policies.module.css';

/** One version of a policy or of the settings. */
export interface HistoryEntry {
  number: number;
  /** What was done, in a word. */
  action: string;
  at: string;
  by: Person | null;
  confirmedBy: Person | null;
  comment: string;
  diff: DiffLine[];
}

/** Who changed it, when, why, and what exactly; newest first. */
export function History(props: { entries: HistoryEntry[]; end: ReactNode }) {
  const t = usePoliciesText();
  return (
    <>
      <ol className={styles.history} reversed>
        {props.entries.map(entry => (
          <li key={entry.number} className={styles.version}>
            <Text as="p">
              <strong>
                {t('policies.history.version', {
                  number: String(entry.number),
                  action: entry.action,
                })}
              </strong>{' '}
              <bdi>{entry.by?.displayName ?? t('policies.history.byFile')}</bdi>{' '}
              · <When iso={entry.at} />
            </Text>
            {entry.confirmedBy && (
              <Text as="p" variant="body-small" color="secondary">
                <bdi>
                  {t('policies.history.confirmedBy', {
                    who: isolate(entry.confirmedBy.displayName),
                  })}
                </bdi>
              </Text>
            )}
            {entry.comment && (
              <Text as="p" className={styles.comment}>
                <bdi>{entry.comment}</bdi>
              </Text>
            )}
            <Diff
              lines={entry.diff}
              label={t('policies.history.changes', {
                number: String(entry.number),
              })}
            />
          </li>
        ))}
      </ol>
      {props.end}
    </>
  );
}
