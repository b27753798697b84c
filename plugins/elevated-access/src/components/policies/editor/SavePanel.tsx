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

import { Alert, Button, ButtonLink, Text } from '@backstage/ui';
import { useId } from 'react';
import { When } from '../../../time/When';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { ActionFailed } from '../../common/States';
import { Surface } from '../../common/Surface';
import { usePolicyLinks } from '../usePolicyLinks';
import { WhyField } from '../WhyField';
import type { usePolicyEditor } from './usePolicyEditor';
import styles from '../policies.module.css';

type Editor = ReturnType<typeof usePolicyEditor>;

/** Why, and whether it can be saved. */
export function SavePanel(props: { editor: Editor }) {
  const { editor } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const blockedId = useId();
  return (
    <Surface>
      <WhyField value={editor.comment} onChange={editor.setComment} />
      {editor.refusal !== undefined && <ActionFailed error={editor.refusal} />}
      <Text
        as="p"
        id={blockedId}
        role="status"
        color="secondary"
        variant="body-small"
      >
        {editor.blocked &&
          t('policyForm.blockedBy', { reason: editor.blocked })}
      </Text>
      <div className={styles.row}>
        <ButtonLink
          variant="secondary"
          href={editor.saved ? links.one(editor.saved) : links.list()}
        >
          {t('policyForm.leave')}
        </ButtonLink>
        <Button
          isDisabled={editor.blocked !== undefined}
          isPending={editor.isSaving}
          aria-describedby={blockedId}
          onPress={editor.save}
        >
          {t(editor.saved ? 'policyForm.save' : 'policyForm.create')}
        </Button>
      </div>
    </Surface>
  );
}

/** What has to be known before going on: an older draft, or somebody who was faster. */
export function DraftNotes(props: { editor: Editor }) {
  const { editor } = props;
  const { saved } = editor;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  return (
    <>
      {editor.isRestored && !editor.isOvertaken && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('policyForm.restored.title')}
          customActions={
            <Button size="small" variant="secondary" onPress={editor.startOver}>
              {t('policyForm.restored.discard')}
            </Button>
          }
        />
      )}
      {editor.isOvertaken && saved && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('policyForm.overtaken.title')}
          description={
            <>
              <bdi>{saved.changedBy?.displayName}</bdi>{' '}
              {saved.changedAt && <When iso={saved.changedAt} />}{' '}
              {t('policyForm.overtaken.hint')}
            </>
          }
          customActions={
            <span className={styles.row}>
              <ButtonLink
                size="small"
                variant="secondary"
                href={links.one(saved)}
                target="_blank"
              >
                {t('policyForm.overtaken.look')}
              </ButtonLink>
              <Button
                size="small"
                variant="secondary"
                onPress={editor.startOver}
              >
                {t('policyForm.overtaken.theirs')}
              </Button>
              <Button
                size="small"
                variant="secondary"
                onPress={editor.keepMine}
              >
                {t('policyForm.overtaken.mine')}
              </Button>
            </span>
          }
        />
      )}
    </>
  );
}
