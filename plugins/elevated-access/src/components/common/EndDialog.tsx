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
  TextAreaField,
} from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useEndRequest, type EndAction } from '../../data/mutations';
import { isAlreadyHandled, toProblem } from '../../data/problem';
import { useKeptText } from '../../data/useKeptText';
import { useNow } from '../../time/clock';
import { durationMillis } from '../../time/format';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useAnnounce } from './Announcer';
import { ActionFailed } from './States';
import { isolate } from './isolate';
import { MeanwhileNote, useMeanwhile } from './Meanwhile';
import styles from './common.module.css';

/** Ended now, sessions outlive this moment and not the planned end. */
function OpenSessions(props: { request: AccessRequest }) {
  const { sessionsEndBy, permissionSet } = props.request;
  const t = useText();
  const now = useNow(30_000);
  const tail = now + durationMillis(permissionSet.sessionDuration);
  const planned = sessionsEndBy ? Date.parse(sessionsEndBy) : tail;
  return (
    <Text as="p" color="secondary">
      {t('end.tail', {
        until: (
          <When
            iso={new Date(Math.min(tail, planned)).toISOString()}
            form="until"
          />
        ),
      })}
    </Text>
  );
}

/** Asks once more, and says what is true about sessions that are open now. */
export function EndDialog(props: {
  request: AccessRequest;
  action: EndAction;
  isExtended?: boolean;
  onClose: () => void;
}) {
  const { request, action, isExtended = false, onClose } = props;
  const t = useText();
  const announce = useAnnounce();
  const end = useEndRequest();
  const comment = useKeptText(`${action} ${request.id}`);
  const changed = useMeanwhile(request.id, action);
  const names = {
    permissionSet: request.permissionSet.name,
    account: request.account.name,
    who: isolate(request.requester.displayName),
  };
  // Its own answer changes the request as well, just before the dialog closes.
  const meanwhile = end.isPending || end.isSuccess ? undefined : changed;
  const tooLate = end.error && isAlreadyHandled(toProblem(end.error));

  const confirm = () => {
    if (end.isPending || meanwhile) {
      return;
    }
    end.mutate(
      { id: request.id, action, comment: comment.text.trim() },
      {
        onSuccess: () => {
          comment.forget();
          announce(t(`end.${action}.done`, names));
          onClose();
        },
      },
    );
  };

  const body = () => {
    if (action === 'release' && isExtended) {
      return t('end.release.bodyExtended');
    }
    return action === 'cancel' && request.extends !== null
      ? t('end.cancel.bodyExtension')
      : t(`end.${action}.body`, names);
  };

  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(520px, 100vw - 32px)"
    >
      <DialogHeader>
        {action === 'cancel' && request.extends !== null
          ? t('end.cancel.titleExtension', names)
          : t(`end.${action}.title`, names)}
      </DialogHeader>
      <DialogBody className={styles.dialogBody}>
        <Text as="p">{body()}</Text>
        {action !== 'cancel' && <OpenSessions request={request} />}
        {action !== 'release' && (
          <TextAreaField
            label={t('end.comment')}
            description={t('end.commentHint')}
            value={comment.text}
            onChange={comment.setText}
            isReadOnly={meanwhile !== undefined}
            maxLength={2000}
          />
        )}
        {meanwhile && (
          <MeanwhileNote
            meanwhile={meanwhile}
            action={action}
            hasText={comment.text !== ''}
          />
        )}
        {end.error && !(tooLate && meanwhile) && (
          <ActionFailed error={end.error} />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('end.close')}
        </Button>
        <Button
          variant="primary"
          destructive={action === 'revoke'}
          isDisabled={meanwhile !== undefined}
          isPending={end.isPending}
          onPress={confirm}
        >
          {t(`end.${action}.confirm`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
