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

import { useAuditText } from '../../translations/useAuditText';
import styles from './timeline.module.css';

/** What the bars mean, in words. */
export function Legend() {
  const t = useAuditText();
  return (
    <ul className={styles.legend} aria-label={t('audit.timeline.legend')}>
      <li>
        <span className={styles.sampleAccess} aria-hidden />
        {t('audit.timeline.legendAccess')}
      </li>
      <li>
        <span className={styles.sampleTail} aria-hidden />
        {t('audit.timeline.legendTail')}
      </li>
      <li>
        <span className={styles.sampleOverdue} aria-hidden />
        {t('audit.timeline.legendOverdue')}
      </li>
      <li>
        <span className={styles.sampleNow} aria-hidden />
        {t('audit.timeline.legendNow')}
      </li>
    </ul>
  );
}
