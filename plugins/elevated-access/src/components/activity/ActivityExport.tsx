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

import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { useExport } from '../../data/audit/useExport';
import { useText } from '../../translations/useText';
import styles from './activity.module.css';

/** Saves all that was done as a file. */
export function ActivityExport(props: { requestId: string }) {
  const { requestId } = props;
  const t = useText();
  const api = useApi(elevatedAccessApiRef);
  const { export: state, start } = useExport();
  const save = (format: 'csv' | 'jsonl') =>
    start({
      fileName: `activity-${requestId}.${format}`,
      isCsv: format === 'csv',
      call: signal => api.exportActivity(requestId, { format }, { signal }),
    });
  return (
    <div className={styles.export}>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={state.state === 'running'}
        >
          {t('activity.export.action')}
        </Button>
        <Menu>
          <MenuItem onAction={() => save('csv')}>
            {t('activity.export.csv')}
          </MenuItem>
          <MenuItem onAction={() => save('jsonl')}>
            {t('activity.export.jsonl')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      <VisuallyHidden role="status">
        {state.state === 'done' &&
          t('activity.export.done', { count: state.rows })}
      </VisuallyHidden>
      {state.state === 'failed' && (
        <Text as="p" role="alert" color="danger" variant="body-small">
          {t('activity.export.failed')}
        </Text>
      )}
    </div>
  );
}
