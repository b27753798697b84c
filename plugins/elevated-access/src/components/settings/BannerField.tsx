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

import { Alert, Radio, RadioGroup, Text, TextAreaField } from '@backstage/ui';
import type { Banner } from 'backstage-plugin-elevated-access-common';
import { usePoliciesText } from '../../translations/usePoliciesText';
import styles from '../policies/policies.module.css';

const severities = ['info', 'warning', 'danger'] as const;

/** What everybody is told on every page, and how it will look. */
export function BannerField(props: {
  banner: Banner | null;
  isDisabled: boolean;
  onChange: (banner: Banner | null) => void;
}) {
  const { banner, isDisabled, onChange } = props;
  const t = usePoliciesText();
  return (
    <div className={styles.field}>
      <TextAreaField
        label={t('settings.banner.text')}
        description={t('settings.banner.hint')}
        maxLength={500}
        rows={2}
        isDisabled={isDisabled}
        value={banner?.text ?? ''}
        onChange={text =>
          onChange(
            text === '' ? null : { severity: banner?.severity ?? 'info', text },
          )
        }
      />
      {banner && (
        <>
          <RadioGroup
            label={t('settings.banner.severity')}
            orientation="horizontal"
            isDisabled={isDisabled}
            value={banner.severity}
            onChange={value => {
              const severity = severities.find(it => it === value);
              if (severity) {
                onChange({ ...banner, severity });
              }
            }}
          >
            {severities.map(severity => (
              <Radio key={severity} value={severity}>
                {t(`settings.banner.${severity}`)}
              </Radio>
            ))}
          </RadioGroup>
          <Text as="p" color="secondary" variant="body-small">
            {t('settings.banner.preview')}
          </Text>
          <Alert status={banner.severity} icon title={banner.text} />
        </>
      )}
    </div>
  );
}
