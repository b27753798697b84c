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

import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { SkeletonRows } from '../../common/States';
import { Surface } from '../../common/Surface';
import { ApprovalForm } from './ApprovalForm';
import { EditorProvider } from './EditorContext';
import { EligibilityForm } from './EligibilityForm';
import { MeaningPanel } from './MeaningPanel';
import { DraftNotes, SavePanel } from './SavePanel';
import { usePolicyEditor, type EditorStart } from './usePolicyEditor';
import { useStoredDraft, type DraftKeeping } from './useStoredDraft';
import styles from '../policies.module.css';

/** Reads and writes YAML; loaded by those who look at it. */
const YamlView = lazy(() => import('./YamlView'));

/** Begins with the draft that was kept, and so not before it was read. */
export function PolicyEditor(props: { start: EditorStart }) {
  const { kind, saved } = props.start;
  const draft = useStoredDraft(kind, saved?.name ?? '');
  return draft.isReading ? (
    <SkeletonRows rows={6} height={72} />
  ) : (
    <Editor start={props.start} draft={draft} />
  );
}

/** Left what the policy says, right what that means now. */
function Editor(props: { start: EditorStart; draft: DraftKeeping }) {
  const t = usePoliciesText();
  const [view, setView] = useState<'form' | 'yaml'>('form');
  const editor = usePolicyEditor(props.start, props.draft);
  const { kind, saved, document, change, problems, touched } = editor;
  const editing = useMemo(
    () => ({ document, change, problems, touched }),
    [document, change, problems, touched],
  );
  const isNew = saved === undefined;
  const form =
    kind === 'eligibility' ? (
      <EligibilityForm isNew={isNew} />
    ) : (
      <ApprovalForm isNew={isNew} />
    );
  return (
    <EditorProvider value={editing}>
      <DraftNotes editor={editor} />
      <div className={styles.editor}>
        <Surface
          title={t('policyForm.title')}
          aside={
            <ToggleButtonGroup
              aria-label={t('policyForm.view.label')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[view]}
              onSelectionChange={keys =>
                setView(keys.has('yaml') ? 'yaml' : 'form')
              }
            >
              <ToggleButton id="form" isDisabled={editor.isBroken}>
                {t('policyForm.view.form')}
              </ToggleButton>
              <ToggleButton id="yaml">{t('policyForm.view.yaml')}</ToggleButton>
            </ToggleButtonGroup>
          }
        >
          {view === 'form' ? (
            form
          ) : (
            <Suspense fallback={<SkeletonRows rows={1} height={480} />}>
              <YamlView key={editor.starts} onBroken={editor.setBroken} />
            </Suspense>
          )}
        </Surface>
        <div className={styles.beside}>
          <MeaningPanel
            kind={kind}
            document={document}
            preview={editor.preview}
          />
          <SavePanel editor={editor} />
        </div>
      </div>
    </EditorProvider>
  );
}
