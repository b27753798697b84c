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
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Switch,
} from '@backstage/ui';
import { RiKeyboardLine } from '@remixicon/react';
import { useText } from '../../translations/useText';
import type { ShortcutSetting } from './useShortcuts';
import commonStyles from '../common/common.module.css';
import styles from './inbox.module.css';

/** Which keys do what, and the switch that turns them off. */
export function ShortcutHelp(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  shortcuts: ShortcutSetting;
}) {
  const { isOpen, onOpenChange, shortcuts } = props;
  const t = useText();
  const lines = [
    ['j', t('inbox.shortcuts.next')],
    ['k', t('inbox.shortcuts.previous')],
    ['a', t('inbox.shortcuts.approve')],
    ['r', t('inbox.shortcuts.reject')],
    ['x', t('inbox.shortcuts.choose')],
    ['?', t('inbox.shortcuts.help')],
  ];
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        className={styles.keyboard}
        iconStart={<RiKeyboardLine />}
        onPress={() => onOpenChange(true)}
      >
        {t('inbox.shortcuts.open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        width="min(440px, 100vw - 32px)"
      >
        <DialogHeader>{t('inbox.shortcuts.title')}</DialogHeader>
        <DialogBody className={commonStyles.dialogBody}>
          <dl className={styles.keys}>
            {lines.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <Switch
            label={t('inbox.shortcuts.enabled')}
            isSelected={shortcuts.enabled}
            onChange={shortcuts.setEnabled}
          />
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={() => onOpenChange(false)}>
            {t('inbox.shortcuts.close')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
