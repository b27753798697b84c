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

import type { PolicyView } from 'backstage-plugin-elevated-access-common';
import { usePolicySentences } from './usePolicySentences';
import styles from './policies.module.css';

/** A policy in sentences. */
export function PolicyMeaning(props: { spec: PolicyView['spec'] }) {
  const sentencesOf = usePolicySentences();
  return (
    <ul className={styles.sentences}>
      {sentencesOf(props.spec).map((sentence, index) => (
        <li key={index} dir="auto">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
