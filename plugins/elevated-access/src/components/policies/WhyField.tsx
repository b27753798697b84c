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

import { TextAreaField } from '@backstage/ui';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useRequired } from '../common/useRequired';

/** Why a policy or a setting is changed; no change goes without it. */
export function WhyField(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const t = usePoliciesText();
  return (
    <TextAreaField
      {...useRequired()}
      label={t('policies.why')}
      description={t('policies.whyHint')}
      maxLength={2000}
      rows={2}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
