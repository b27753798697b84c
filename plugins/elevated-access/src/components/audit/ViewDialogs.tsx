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
  ButtonIcon,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextField,
} from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useState, type ReactNode } from 'react';
import type { SavedViews } from '../../data/audit/savedViews';
import { useAuditText } from '../../translations/useAuditText';
import { useAnnounce } from '../common/Announcer';
import commonStyles from '../common/common.module.css';
import styles from './audit.module.css';

const LONGEST = 80;

/** Keeps what the address asks under a name. */
export function SaveViewDialog(props: {
  views: SavedViews;
  search: string;
  onClose: () => void;
}) {
  const { views, search, onClose } = props;
  const t = useAuditText();
  const announce = useAnnounce();
  const [name, setName] = useState('');
  const save = () => {
    const trimmed = name.trim();
    if (trimmed) {
      views.save({ name: trimmed, search: search || 'view=all' });
      announce(t('audit.views.saved', { name: trimmed }));
      onClose();
    }
  };
  return (
    <ViewDialog title={t('audit.views.saveTitle')} onClose={onClose}>
      <DialogBody className={commonStyles.dialogBody}>
        <TextField
          label={t('audit.views.name')}
          description={t('audit.views.nameHint')}
          value={name}
          maxLength={LONGEST}
          isRequired
          // The dialog asks for nothing else.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={setName}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              save();
            }
          }}
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('audit.views.cancel')}
        </Button>
        <Button variant="primary" isDisabled={!name.trim()} onPress={save}>
          {t('audit.views.confirm')}
        </Button>
      </DialogFooter>
    </ViewDialog>
  );
}

/** Deletes views and chooses the one to begin with. */
export function ManageViewsDialog(props: {
  views: SavedViews;
  onClose: () => void;
}) {
  const { views, onClose } = props;
  const t = useAuditText();
  const announce = useAnnounce();
  return (
    <ViewDialog title={t('audit.views.manageTitle')} onClose={onClose}>
      <DialogBody className={commonStyles.dialogBody}>
        {views.views.length === 0 && (
          <Text as="p">{t('audit.views.none')}</Text>
        )}
        <ul className={styles.views}>
          {views.views.map(({ name }) => {
            const isFirst = views.first?.name === name;
            return (
              <li key={name} className={styles.view}>
                <div>
                  <Text as="p" weight="bold">
                    <bdi>{name}</bdi>
                  </Text>
                  {isFirst && (
                    <Text as="p" color="secondary" variant="body-small">
                      {t('audit.views.isFirst')}
                    </Text>
                  )}
                </div>
                <span className={styles.actions}>
                  <Button
                    size="small"
                    variant="secondary"
                    onPress={() => views.beginWith(isFirst ? '' : name)}
                  >
                    {isFirst
                      ? t('audit.views.firstOff')
                      : t('audit.views.first')}
                  </Button>
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiDeleteBinLine />}
                    aria-label={t('audit.views.remove', { name })}
                    onPress={() => {
                      views.remove(name);
                      announce(t('audit.views.removed', { name }));
                    }}
                  />
                </span>
              </li>
            );
          })}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('audit.views.close')}
        </Button>
      </DialogFooter>
    </ViewDialog>
  );
}

function ViewDialog(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          props.onClose();
        }
      }}
      width="min(480px, 100vw - 32px)"
    >
      <DialogHeader>{props.title}</DialogHeader>
      {props.children}
    </Dialog>
  );
}
