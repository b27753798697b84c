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
  Text,
  TextField,
} from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useText } from '../../translations/useText';
import styles from './common.module.css';

/** Browsers let pages copy only over HTTPS; elsewhere the reader does it. */
export function CopyByHand(props: {
  text: string;
  what: string;
  onClose: () => void;
}) {
  const { text, what, onClose } = props;
  const t = useText();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector('input')?.select();
  }, []);
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(480px, 100vw - 32px)"
    >
      <DialogHeader>{t('copy.label', { what })}</DialogHeader>
      <DialogBody className={styles.dialogBody}>
        <Text as="p">{t('copy.byHand')}</Text>
        <TextField
          ref={ref}
          label={what}
          value={text}
          isReadOnly
          // The text is what the reader came for.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onFocus={event => {
            if (event.target instanceof HTMLInputElement) {
              event.target.select();
            }
          }}
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('copy.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
