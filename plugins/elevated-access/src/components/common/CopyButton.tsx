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

import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { useClock } from '../../time/clock';
import { useText } from '../../translations/useText';
import { useAnnounce } from './Announcer';
import { CopyByHand } from './CopyByHand';
import styles from './common.module.css';

const CONFIRMATION_MS = 2_000;

export function CopyButton(props: { text: string; what: string }) {
  const { text, what } = props;
  const t = useText();
  const clock = useClock();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  const [byHand, setByHand] = useState(false);

  const copy = async () => {
    await writeToClipboard(text);
    announce(t('copy.done'));
    setCopied(true);
    clock.after(CONFIRMATION_MS, () => setCopied(false));
  };

  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        className={styles.copy}
        icon={copied ? <RiCheckLine /> : <RiFileCopyLine />}
        aria-label={t('copy.label', { what })}
        onPress={() => {
          copy().catch(() => setByHand(true));
        }}
      />
      {byHand && (
        <CopyByHand text={text} what={what} onClose={() => setByHand(false)} />
      )}
    </>
  );
}

/** @throws Error when the browser has none for this page, or does not let it be used */
async function writeToClipboard(text: string): Promise<void> {
  const clipboard: Clipboard | undefined = window.navigator.clipboard;
  if (!clipboard) {
    throw new Error('This page has no clipboard');
  }
  await clipboard.writeText(text);
}
