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

import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useExportActivity } from '../../data/activity';
import { useText } from '../../translations/useText';
import styles from './activity.module.css';

/** Saves all that was done as a file. */
export function ActivityExport(props: { requestId: string }) {
  const t = useText();
  const save = useExportActivity(props.requestId);
  // Whoever chose no file wants none.
  const failed =
    save.isError &&
    !(save.error instanceof DOMException && save.error.name === 'AbortError');
  return (
    <div className={styles.export}>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={save.isPending}
        >
          {t('activity.export.action')}
        </Button>
        <Menu>
          <MenuItem onAction={() => save.mutate('csv')}>
            {t('activity.export.csv')}
          </MenuItem>
          <MenuItem onAction={() => save.mutate('jsonl')}>
            {t('activity.export.jsonl')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      <VisuallyHidden role="status">
        {save.data !== undefined &&
          t('activity.export.done', { count: save.data })}
      </VisuallyHidden>
      {failed && (
        <Text as="p" role="alert" color="danger" variant="body-small">
          {t('activity.export.failed')}
        </Text>
      )}
    </div>
  );
}
