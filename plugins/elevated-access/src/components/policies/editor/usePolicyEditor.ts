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
  policySpecSchema,
  type PolicyKind,
  type PolicyView,
} from 'backstage-plugin-elevated-access-common';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { usePreview } from '../../../data/policyPreview';
import { useChangePolicy, useCreatePolicy } from '../../../data/policyChanges';
import { toProblem } from '../../../data/problem';
import { useDebounced } from '../../../time/clock';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { useAnnounce } from '../../common/Announcer';
import { usePolicyLinks } from '../usePolicyLinks';
import { textOf, type Document } from './document';
import type { DraftKeeping } from './useStoredDraft';

const SETTLE_MS = 500;

/** What the editor begins with. */
export interface EditorStart {
  kind: PolicyKind;
  document: Document;
  /** The saved policy that is edited; nothing for a new one. */
  saved?: PolicyView;
}

/** A policy that is being written, with what the backend says about it. */
export function usePolicyEditor(
  { kind, document: initial, saved }: EditorStart,
  draft: DraftKeeping,
) {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [document, setDocument] = useState(draft.stored?.document ?? initial);
  const [comment, setComment] = useState(draft.stored?.comment ?? '');
  const [version, setVersion] = useState(
    draft.stored?.version || (saved?.version ?? ''),
  );
  const [isRestored, setRestored] = useState(draft.stored !== undefined);
  const [isBroken, setBroken] = useState(false);
  const [starts, setStarts] = useState(0);
  const [touched, setTouched] = useState<ReadonlySet<string>>(
    () => new Set(saved ? Object.keys(initial) : []),
  );

  const input = useMemo(
    () => ({ policy: { kind, spec: document }, replaces: saved?.name }),
    [kind, document, saved?.name],
  );
  const settled = useDebounced(input, SETTLE_MS);
  const preview = usePreview(settled);
  const isChecked =
    settled === input && !preview.isPlaceholderData && preview.isSuccess;
  const isChanged = document !== initial || comment !== '';

  const { keep, forget } = draft;
  const unsaved = useDebounced(
    useMemo(
      () => (isChanged ? { document, comment, version } : undefined),
      [isChanged, document, comment, version],
    ),
    SETTLE_MS,
  );
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (unsaved && !isDone) {
      keep(unsaved);
    }
  }, [unsaved, isDone, keep]);

  const create = useCreatePolicy();
  const change = useChangePolicy({ kind, name: saved?.name ?? '' });
  const { error, isPending: isSaving } = saved ? change : create;
  const problems = preview.data?.problems ?? [];
  /** Somebody else saved it after it was opened here. */
  const isOvertaken = saved !== undefined && saved.version !== version;

  const finish = (outcome: 'applied' | 'awaits-confirmation' | 'discarded') => {
    const name = textOf(document, 'name');
    setDone(true);
    forget();
    announce(
      t(
        outcome === 'applied'
          ? 'policies.changed.applied'
          : 'policies.changed.waits',
        { policy: name },
      ),
    );
    navigate(
      outcome === 'applied' ? links.one({ kind, name }) : links.changes(),
    );
  };

  const save = () => {
    const policy = policySpecSchema.safeParse({ kind, spec: document });
    if (isSaving || blockedBy() !== undefined || !policy.success) {
      return;
    }
    const why = comment.trim();
    const onSuccess = ({
      outcome,
    }: {
      outcome: Parameters<typeof finish>[0];
    }) => finish(outcome);
    if (saved) {
      change.mutate(
        { action: 'edit', policy: policy.data, version, comment: why },
        { onSuccess },
      );
    } else {
      create.mutate({ policy: policy.data, comment: why }, { onSuccess });
    }
  };

  return {
    kind,
    saved,
    document,
    comment,
    setComment,
    change: (next: Document) => {
      const changed = [
        ...new Set([...Object.keys(next), ...Object.keys(document)]),
      ].filter(member => next[member] !== document[member]);
      setTouched(before => new Set([...before, ...changed]));
      setDocument(next);
    },
    touched,
    problems,
    preview,
    isBroken,
    setBroken,
    /** How often it was started over: what is typed beside the document goes with it. */
    starts,
    isRestored,
    isOvertaken,
    /** Goes on from what is saved now, with what is written here over it. */
    keepMine: () => setVersion(saved?.version ?? ''),
    /** Puts away what was written. */
    startOver: () => {
      forget();
      setRestored(false);
      setDocument(initial);
      setComment('');
      setBroken(false);
      setStarts(before => before + 1);
      setVersion(saved?.version ?? '');
      change.reset();
      create.reset();
    },
    /** Why it cannot be saved yet; nothing when it can. */
    blocked: blockedBy(),
    isSaving,
    refusal:
      error && toProblem(error).code !== 'changed-meanwhile'
        ? error
        : undefined,
    save,
  };

  function blockedBy(): string | undefined {
    if (isBroken) {
      return t('policyForm.blocked.yaml');
    }
    if (isOvertaken) {
      return t('policyForm.blocked.overtaken');
    }
    if (problems.length > 0) {
      return t('policyForm.blocked.problems', { count: problems.length });
    }
    const errors = (preview.data?.findings ?? []).filter(
      ({ severity }) => severity === 'error',
    );
    if (errors.length > 0) {
      return t('policyForm.blocked.findings', { count: errors.length });
    }
    if (preview.isError) {
      return t('policyForm.blocked.unchecked');
    }
    if (!isChecked) {
      return t('policyForm.blocked.checking');
    }
    return comment.trim() ? undefined : t('policyForm.blocked.why');
  }
}
