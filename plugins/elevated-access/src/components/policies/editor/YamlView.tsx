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

import { Text, TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { parse, stringify } from 'yaml';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { isObject, type Document } from './document';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

/** More aliases than this are refused, as in files. */
const MOST_ALIASES = 100;

/** The same document as text. While it cannot be read, the last one that could stands. */
export default function YamlView(props: {
  onBroken: (isBroken: boolean) => void;
}) {
  const t = usePoliciesText();
  const { document, change } = useEditing();
  const [text, setText] = useState(() => stringify(document));
  const [problem, setProblem] = useState<string>();
  const { field, error } = useFieldError(problem);

  const edit = (edited: string) => {
    setText(edited);
    const reading = read(edited);
    setProblem(
      reading.ok ? undefined : reading.problem ?? t('policyForm.yaml.noObject'),
    );
    props.onBroken(!reading.ok);
    if (reading.ok) {
      change(reading.document);
    }
  };

  return (
    <div className={styles.field}>
      <TextAreaField
        className={styles.yaml}
        label={t('policyForm.yaml.label')}
        description={t('policyForm.yaml.hint')}
        value={text}
        onChange={edit}
        rows={24}
        spellCheck="false"
        {...field}
      />
      <FieldError {...error} />
      <Text as="p" color="secondary" variant="body-small">
        {t('policyForm.yaml.leave')}
      </Text>
    </div>
  );
}

type Reading =
  | { ok: true; document: Document }
  | { ok: false; problem?: string };

function read(text: string): Reading {
  try {
    const value: unknown = parse(text, { maxAliasCount: MOST_ALIASES });
    return isObject(value) ? { ok: true, document: value } : { ok: false };
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Error ? error.message : undefined,
    };
  }
}
