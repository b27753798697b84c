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

import { Alert, Text } from '@backstage/ui';
import {
  policySpecSchema,
  type CoverageChange,
  type PolicyKind,
} from 'backstage-plugin-elevated-access-common';
import type { CheckedPreview, usePreview } from '../../../data/policyPreview';
import { useFaultText } from '../../../translations/useFaultText';
import { useText } from '../../../translations/useText';
import {
  usePoliciesText,
  type PoliciesText,
} from '../../../translations/usePoliciesText';
import { BackendWords } from '../../common/BackendWords';
import { LoadFailed, SkeletonRows } from '../../common/States';
import { Surface } from '../../common/Surface';
import { FindingList } from '../../lint/FindingList';
import { PolicyMeaning } from '../PolicyMeaning';
import type { Document } from './document';
import styles from '../policies.module.css';

/** What the policy would mean if it were saved now. */
export function MeaningPanel(props: {
  kind: PolicyKind;
  document: Document;
  preview: ReturnType<typeof usePreview>;
}) {
  const { kind, document, preview } = props;
  const t = usePoliciesText();
  const parsed = policySpecSchema.safeParse({ kind, spec: document });
  return (
    <Surface title={t('policyForm.meaning.title')}>
      {parsed.success ? (
        <PolicyMeaning spec={parsed.data.spec} />
      ) : (
        <Text as="p" color="secondary">
          {t('policyForm.meaning.unfinished')}
        </Text>
      )}
      {preview.isPending && <SkeletonRows rows={3} height={36} />}
      {preview.isError && !preview.data && (
        <LoadFailed error={preview.error} onRetry={() => preview.refetch()} />
      )}
      {preview.data && (
        <div
          className={styles.meaning}
          aria-busy={preview.isFetching}
          data-stale={preview.isPlaceholderData || undefined}
        >
          <Preview kind={kind} preview={preview.data} />
        </div>
      )}
    </Surface>
  );
}

function Preview(props: { kind: PolicyKind; preview: CheckedPreview }) {
  const { problems, covers, changes, findings } = props.preview;
  const t = usePoliciesText();
  const text = useText();
  const faultText = useFaultText();
  return (
    <>
      {problems.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('policyForm.meaning.problems', { count: problems.length })}
          description={
            <ul className={styles.problems}>
              {problems.map(({ path, reason, example, fault }, index) => (
                <li key={index} dir="auto">
                  {path.length > 0 && <code>{path.join('.')}</code>}{' '}
                  <BackendWords
                    words={reason}
                    translated={
                      fault
                        ? faultText(fault)
                        : text('problem.code.invalid-policy')
                    }
                    inFull={fault !== undefined}
                  />
                  {example !== undefined &&
                    ` ${t('policies.example', { example })}`}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {covers && (
        <ul className={styles.sentences}>
          <li>
            {t(`policyForm.covers.people.${props.kind}`, {
              count: covers.people,
            })}
            {sample(
              covers.samplePeople.map(({ displayName }) => displayName),
              covers.people,
              t,
            )}
          </li>
          <li>
            {t('policies.accounts', { count: covers.accounts })}
            {sample(
              covers.sampleAccounts.map(({ name }) => name),
              covers.accounts,
              t,
            )}
          </li>
          <li>
            {t('policies.permissionSets', { count: covers.permissionSets })}
            {sample(
              covers.samplePermissionSets.map(({ name }) => name),
              covers.permissionSets,
              t,
            )}
          </li>
        </ul>
      )}
      {changes && <Changes changes={changes} />}
      {findings && findings.length > 0 && (
        <>
          <Text as="h4" weight="bold">
            {t('policies.findings')}
          </Text>
          <FindingList findings={findings} />
        </>
      )}
    </>
  );
}

/** Who and what gains or loses against the policy as it is saved. */
function Changes(props: { changes: NonNullable<CheckedPreview['changes']> }) {
  const { people, accounts, permissionSets } = props.changes;
  const t = usePoliciesText();
  const lines = [
    ...linesOf('people', people),
    ...linesOf('accounts', accounts),
    ...linesOf('permissionSets', permissionSets),
  ];
  return (
    <>
      <Text as="h4" weight="bold">
        {t('policyForm.changes.title')}
      </Text>
      {lines.length === 0 ? (
        <Text as="p" color="secondary">
          {t('policyForm.changes.none')}
        </Text>
      ) : (
        <ul className={styles.sentences}>
          {lines.map(({ key, text, names, count }) => (
            <li key={key}>
              {text}
              {sample(names, count, t)}
            </li>
          ))}
        </ul>
      )}
    </>
  );

  function linesOf(
    what: 'people' | 'accounts' | 'permissionSets',
    { gained, lost, sampleGained, sampleLost }: CoverageChange,
  ) {
    return [
      {
        key: `${what} gained`,
        text: t(`policyForm.changes.${what}Gained`, { count: gained }),
        names: sampleGained,
        count: gained,
      },
      {
        key: `${what} lost`,
        text: t(`policyForm.changes.${what}Lost`, { count: lost }),
        names: sampleLost,
        count: lost,
      },
    ].filter(({ count }) => count > 0);
  }
}

/** The first few names, and how many more there are. */
export function sample(names: string[], count: number, t: PoliciesText) {
  if (names.length === 0) {
    return null;
  }
  const more = count - names.length;
  return (
    <>
      {': '}
      <bdi>{names.join(', ')}</bdi>
      {more > 0 && ` ${t('policyForm.meaning.more', { count: more })}`}
    </>
  );
}
