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

import type { ConsideredPolicy } from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import { BackendWords } from './BackendWords';

/** What would have to be different for a policy to permit what was asked about. */
export function ChangeWords(props: { considered: ConsideredPolicy }) {
  const { change, checks } = props.considered;
  const t = useText();
  const failed = checks.filter(({ ok }) => !ok);
  return (
    <BackendWords
      words={change ?? ''}
      translated={
        failed.length > 0
          ? failed.map(({ check }) => t(`problem.change.${check}`)).join('; ')
          : t('problem.change.deny')
      }
    />
  );
}
