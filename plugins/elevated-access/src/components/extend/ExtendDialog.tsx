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
} from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { DurationField } from '../ask/DurationField';
import { ReasonField, TicketField } from '../ask/TextFields';
import { useAnnounce } from '../common/Announcer';
import { MeanwhileNote } from '../common/Meanwhile';
import { ActionFailed } from '../common/States';
import { useExtendForm } from './useExtendForm';
import commonStyles from '../common/common.module.css';
import styles from './extend.module.css';

/** How much longer, why, and what will happen. */
export function ExtendDialog(props: {
  request: AccessRequest;
  ends: AccessRequest;
  extension: NonNullable<AccessRequest['extension']>;
  onClose: () => void;
}) {
  const { request, ends, extension, onClose } = props;
  const t = useText();
  const words = useTimeWords();
  const announce = useAnnounce();
  const form = useExtendForm(request, extension);
  const names = {
    permissionSet: request.permissionSet.name,
    account: request.account.name,
  };

  const send = () =>
    form.send(answer => {
      announce(
        t(
          answer.status === 'pending' ? 'extend.done' : 'extend.doneApproved',
          names,
        ),
      );
      onClose();
    });

  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(560px, 100vw - 32px)"
    >
      <DialogHeader>{t('extend.title', names)}</DialogHeader>
      <DialogBody className={commonStyles.dialogBody}>
        <DurationField
          label={t('extend.duration')}
          minutes={form.minutes}
          longest={form.longest}
          error={form.durationError}
          onChange={form.setMinutes}
        />
        <ReasonField {...form.reason} />
        <TicketField {...form.ticket} />
        {!form.meanwhile && <Preview ends={ends} addedMs={form.addedMs} />}
        {!form.meanwhile && (
          <Text as="p" color="secondary">
            {extension.remaining > 1
              ? t('extend.remaining', { count: extension.remaining - 1 })
              : t('extend.last')}
          </Text>
        )}
        {form.meanwhile && (
          <MeanwhileNote
            meanwhile={form.meanwhile}
            action="extend"
            hasText={form.reason.value !== ''}
          />
        )}
        {form.refusal !== undefined && <ActionFailed error={form.refusal} />}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('extend.close')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!form.isPossible}
          isPending={form.isSending}
          onPress={send}
        >
          {t('extend.send', { span: words.span(form.addedMs) })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** The end that it would get, beside the one that it has. */
function Preview(props: { ends: AccessRequest; addedMs: number }) {
  const { ends, addedMs } = props;
  const { strictWindow, endsAt, accessEndsAt, sessionsEndBy } = ends;
  const t = useText();
  const words = useTimeWords();
  const now = useNow();
  if (!endsAt || addedMs === 0) {
    return null;
  }
  const later = (iso: string) =>
    new Date(Date.parse(iso) + addedMs).toISOString();
  const last = accessEndsAt ?? endsAt;
  return (
    <section className={styles.preview}>
      <Text as="h3" weight="bold">
        {t('extend.preview.title')}
      </Text>
      <Text as="p">
        {strictWindow
          ? t('extend.preview.strict', {
              until: <When iso={later(last)} />,
              was: <When iso={last} form="clock" />,
              end: <When iso={later(endsAt)} form="clock" />,
            })
          : t('extend.preview.ends', {
              until: <When iso={later(endsAt)} />,
              was: <When iso={endsAt} form="clock" />,
            })}
      </Text>
      {!strictWindow && sessionsEndBy && (
        <Text as="p" color="secondary">
          {t('extend.preview.tail', {
            tail: <When iso={later(sessionsEndBy)} form="clock" />,
          })}
        </Text>
      )}
      <Text as="p" color="secondary">
        {t('extend.preview.unless', { was: words.clock(last, now) })}
      </Text>
    </section>
  );
}
