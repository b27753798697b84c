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
import type { Person, Revoked } from 'backstage-plugin-elevated-access-common';
import { useEffect, useId, useRef, useState } from 'react';
import { useRevokeAll } from '../../data/mutations';
import { toProblem } from '../../data/problem';
import { useKeptText } from '../../data/useKeptText';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { FieldError } from '../ask/FieldError';
import { useAnnounce } from '../common/Announcer';
import { ActionFailed } from '../common/States';
import { useRequired } from '../common/useRequired';
import { HeldList } from './HeldList';
import { RevokedList } from './RevokedList';
import commonStyles from '../common/common.module.css';

/** Asks once, with a comment; then shows each end until it is verified. */
export function RevokeAllDialog(props: {
  person: Person;
  onClose: () => void;
}) {
  const { person, onClose } = props;
  const t = useText();
  const revocation = useRevokeAll();
  const who = person.displayName;
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(640px, 100vw - 32px)"
    >
      <DialogHeader>
        {revocation.data
          ? t('revokeAll.results.title', { who })
          : t('revokeAll.title', { who })}
      </DialogHeader>
      {revocation.data ? (
        <Results revoked={revocation.data} who={who} onClose={onClose} />
      ) : (
        <Question person={person} revocation={revocation} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Results(props: {
  revoked: Revoked;
  who: string;
  onClose: () => void;
}) {
  const { revoked, who, onClose } = props;
  const t = useText();
  const closeRef = useRef<HTMLButtonElement>(null);
  // The button that had the focus went away with the question.
  useEffect(() => closeRef.current?.focus(), []);
  return (
    <>
      <DialogBody className={commonStyles.dialogBody}>
        <RevokedList revoked={revoked} who={who} />
      </DialogBody>
      <DialogFooter>
        <Button ref={closeRef} variant="secondary" onPress={onClose}>
          {t('revokeAll.results.close')}
        </Button>
      </DialogFooter>
    </>
  );
}

function Question(props: {
  person: Person;
  revocation: ReturnType<typeof useRevokeAll>;
  onClose: () => void;
}) {
  const { person, revocation, onClose } = props;
  const t = useText();
  const tell = useProblemText();
  const announce = useAnnounce();
  const comment = useKeptText(`revoke all ${person.entityRef}`);
  const why = comment.text.trim();
  const [isTouched, setTouched] = useState(false);
  const who = person.displayName;
  const errorId = useId();
  const problem = revocation.error ? toProblem(revocation.error) : undefined;
  const refused = problem?.field === 'comment' ? tell(problem).what : undefined;
  const missing = isTouched && !why ? t('revokeAll.commentMissing') : refused;

  const confirm = () => {
    setTouched(true);
    if (!why || revocation.isPending) {
      return;
    }
    revocation.mutate(
      { person: person.entityRef, comment: why },
      {
        onSuccess: () => {
          comment.forget();
          announce(t('revokeAll.done', { who }));
        },
      },
    );
  };

  return (
    <>
      <DialogBody className={commonStyles.dialogBody}>
        <Text as="p">{t('revokeAll.body', { who })}</Text>
        <HeldList person={person} />
        <Text as="p" color="secondary">
          {t('revokeAll.tail')}
        </Text>
        <div>
          <TextAreaField
            label={t('revokeAll.comment')}
            description={t('revokeAll.commentHint', { who })}
            {...useRequired()}
            isInvalid={Boolean(missing)}
            aria-describedby={missing && errorId}
            value={comment.text}
            onChange={comment.setText}
            maxLength={2000}
            rows={2}
          />
          <FieldError id={errorId} text={missing} />
        </div>
        {revocation.error && !refused && (
          <ActionFailed error={revocation.error} />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('revokeAll.close')}
        </Button>
        <Button
          variant="primary"
          destructive
          isPending={revocation.isPending}
          onPress={confirm}
        >
          {t('revokeAll.confirm')}
        </Button>
      </DialogFooter>
    </>
  );
}
