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
  settingsSchema,
  type Settings,
  type SettingsView,
} from 'backstage-plugin-elevated-access-common';
import { useEffect, useMemo, useState } from 'react';
import { useChangeSettings } from '../../data/policyChanges';
import { faultAt } from '../../data/faults';
import { toProblem } from '../../data/problem';
import { useMe } from '../../data/queries';
import { useDebounced } from '../../time/clock';
import { useFaultText } from '../../translations/useFaultText';
import { useProblemText } from '../../translations/useProblemText';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useAnnounce } from '../common/Announcer';
import type { Document } from '../policies/editor/document';
import type { DraftKeeping } from '../policies/editor/useStoredDraft';
import { mayChange } from '../policies/roles';

const SETTLE_MS = 500;

/** The settings while they are changed. */
export function useSettingsForm(view: SettingsView, draft: DraftKeeping) {
  const t = usePoliciesText();
  const tell = useProblemText();
  const faultText = useFaultText();
  const me = useMe().data;
  const announce = useAnnounce();
  const save = useChangeSettings();
  const [edited, setEdited] = useState(() =>
    editedIn(draft.stored?.document, view.settings),
  );
  const [comment, setComment] = useState(draft.stored?.comment ?? '');
  /** The version that the changes were begun from. */
  const [version, setVersion] = useState(draft.stored?.version || view.version);
  const settings: Settings = { ...view.settings, ...edited };
  const parsed = settingsSchema.safeParse(settings, { reportInput: true });
  const isChanged = Object.keys(edited).length > 0;
  const [isRestored, setRestored] = useState(isChanged);
  const { keep, forget } = draft;
  const unsaved = useDebounced(
    useMemo(
      () => (isChanged ? { edited, comment, version } : undefined),
      [isChanged, edited, comment, version],
    ),
    SETTLE_MS,
  );
  useEffect(() => {
    if (unsaved) {
      keep({ ...unsaved, document: documentOf(unsaved.edited) });
    }
  }, [unsaved, keep]);
  const isOvertaken = isChanged && version !== view.version;
  const problem = save.error ? toProblem(save.error) : undefined;
  const isOurs =
    me !== undefined && mayChange(me) && view.pendingChangeId === null;

  const startOver = () => {
    setEdited({});
    setComment('');
    setVersion(view.version);
    setRestored(false);
    forget();
    save.reset();
  };

  return {
    settings,
    /** Whether the config says it, so that nobody can change it here. */
    isFixed: (key: keyof Settings) => view.fixed.includes(key),
    isReadOnly: (key: keyof Settings) => !isOurs || view.fixed.includes(key),
    mayChange: isOurs,
    set: <K extends keyof Settings>(key: K, value: Settings[K]) => {
      if (!isChanged) {
        setVersion(view.version);
      }
      setEdited(before => ({ ...before, [key]: value }));
    },
    errorOf: (...path: string[]): string | undefined => {
      const refused = problem?.field?.replace(/^settings\./, '');
      if (problem && refused === path.join('.')) {
        return tell(problem).plain;
      }
      const fault = parsed.error && faultAt(parsed.error.issues, path);
      return fault && faultText(fault);
    },
    comment,
    setComment,
    isChanged,
    /** What is shown was begun before this page was opened. */
    isRestored,
    isOvertaken,
    keepMine: () => setVersion(view.version),
    startOver,
    isSaving: save.isPending,
    refusal:
      problem && problem.code !== 'changed-meanwhile' ? save.error : undefined,
    blocked: blockedBy(),
    save: () => {
      if (!blockedBy() && parsed.success && !save.isPending) {
        save.mutate(
          { settings: parsed.data, version, comment: comment.trim() },
          {
            onSuccess: ({ outcome }) => {
              announce(
                t(
                  outcome === 'applied'
                    ? 'settings.saved'
                    : 'settings.savedWaits',
                ),
              );
              startOver();
            },
          },
        );
      }
    },
  };

  function blockedBy(): string | undefined {
    if (!parsed.success) {
      return t('settings.blocked.wrong');
    }
    if (isOvertaken) {
      return t('policyForm.blocked.overtaken');
    }
    return comment.trim() ? undefined : t('policyForm.blocked.why');
  }
}

/** As it is stored. */
function documentOf(edited: Partial<Settings>): Document {
  return JSON.parse(JSON.stringify(edited));
}

/** What was stored may be of another version: what is no setting now is left out. */
function editedIn(
  document: Document | undefined,
  settings: Settings,
): Partial<Settings> {
  const edited: Partial<Settings> = {};
  const take = <K extends keyof Settings>(key: K) => {
    const parsed = settingsSchema.safeParse({
      ...settings,
      [key]: document?.[key],
    });
    if (parsed.success) {
      edited[key] = parsed.data[key];
    }
  };
  settingsSchema
    .keyof()
    .options.filter(key => document?.[key] !== undefined)
    .forEach(take);
  return edited;
}
