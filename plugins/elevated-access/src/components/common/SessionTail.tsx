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

import { TooltipTrigger, Tooltip, ButtonIcon, Text } from '@backstage/ui';
import { RiInformationLine } from '@remixicon/react';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import styles from './common.module.css';

/** Until when credentials issued before the end may still work, and why. */
export function SessionTail(props: { until: string }) {
  const t = useText();
  return (
    <span className={styles.sessionTail}>
      <Text color="secondary" variant="body-small">
        {t('sessionTail.until', {
          until: <When iso={props.until} form="until" />,
        })}
      </Text>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiInformationLine />}
          aria-label={t('sessionTail.explanation')}
        />
        <Tooltip>{t('sessionTail.explanation')}</Tooltip>
      </TooltipTrigger>
    </span>
  );
}
