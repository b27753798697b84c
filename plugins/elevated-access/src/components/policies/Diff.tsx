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

import { Text, VisuallyHidden } from '@backstage/ui';
import type { DiffLine } from 'backstage-plugin-elevated-access-common';
import { usePoliciesText } from '../../translations/usePoliciesText';
import styles from './policies.module.css';

/** Unchanged lines shown on either side of a change. */
const CONTEXT = 2;

const signs = { same: ' ', added: '+', removed: '−' };

/** What changed, line by line, with a little of what did not. */
export function Diff(props: { lines: DiffLine[]; label: string }) {
  const { lines, label } = props;
  const t = usePoliciesText();
  if (lines.every(({ kind }) => kind === 'same')) {
    return (
      <Text as="p" color="secondary" variant="body-small">
        {t('policies.diff.nothing')}
      </Text>
    );
  }
  const shown = lines.map((_, place) =>
    lines
      .slice(Math.max(0, place - CONTEXT), place + CONTEXT + 1)
      .some(({ kind }) => kind !== 'same'),
  );
  return (
    // A long line is scrolled to with the keyboard as well.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.diff} role="region" aria-label={label} tabIndex={0}>
      {lines.map((line, place) => {
        if (!shown[place]) {
          const isFirstHidden = place === 0 || shown[place - 1];
          return isFirstHidden ? (
            <div key={place} className={styles.diffGap} aria-hidden>
              ⋯
            </div>
          ) : null;
        }
        return (
          <div key={place} className={styles.diffLine} data-kind={line.kind}>
            <span aria-hidden>{signs[line.kind]} </span>
            {line.kind !== 'same' && (
              <VisuallyHidden>
                {t(`policies.diff.${line.kind}`)}{' '}
              </VisuallyHidden>
            )}
            <bdi>{line.text}</bdi>
          </div>
        );
      })}
    </div>
  );
}
