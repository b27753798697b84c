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
import type {
  PolicyProblem,
  PolicySourceState,
} from 'backstage-plugin-elevated-access-common';
import { usePolicySources } from '../../data/policies';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { CopyButton } from '../common/CopyButton';
import { Facts } from '../common/Facts';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { Surface } from '../common/Surface';
import styles from './policies.module.css';

/** The places that policies are read from, and what is wrong there. */
export function SourcesPage() {
  const t = usePoliciesText();
  const query = usePolicySources();
  return (
    <>
      <PageHeading title={t('policies.sources.title')} />
      <Text as="p" color="secondary">
        {t('policies.sources.explanation')}
      </Text>
      {query.isPending && <SkeletonRows rows={3} height={96} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && query.data && (
        <StaleNote onRetry={() => query.refetch()} />
      )}
      {query.data?.items.map(state => (
        <Source
          key={`${state.source.type} ${state.source.place}`}
          state={state}
        />
      ))}
    </>
  );
}

function Source(props: { state: PolicySourceState }) {
  const { source, policies, readAt, attemptedAt, problems } = props.state;
  const t = usePoliciesText();
  const isRead = source.type === 'file' || source.type === 'location';
  return (
    <Surface
      title={t(`policies.source.${source.type}`)}
      aside={<Text>{t('policies.count', { count: policies })}</Text>}
    >
      <Facts
        facts={[
          {
            label: t('policies.sources.place'),
            value: source.place && (
              <span className={styles.place}>
                <bdi>{source.place}</bdi>
                <CopyButton
                  text={source.place}
                  what={t('policies.sources.place')}
                />
              </span>
            ),
          },
          {
            label: t('policies.sources.read'),
            value: isRead && readAt ? <When iso={readAt} /> : null,
          },
          {
            label: t('policies.sources.attempted'),
            value: isRead && attemptedAt ? <When iso={attemptedAt} /> : null,
          },
        ]}
      />
      {isRead && readAt === null && (
        <Alert
          role="status"
          status="danger"
          icon
          title={t('policies.sources.neverRead')}
          description={t('policies.sources.neverReadHint')}
        />
      )}
      {problems.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('policies.sources.problems', { count: problems.length })}
          description={
            <>
              {readAt !== null && <p>{t('policies.sources.lastHolds')}</p>}
              <ul className={styles.problems}>
                {problems.map((problem, index) => (
                  <li key={index} dir="auto">
                    <Problem problem={problem} />
                  </li>
                ))}
              </ul>
            </>
          }
        />
      )}
    </Surface>
  );
}

function Problem(props: { problem: PolicyProblem }) {
  const { file, line, column, path, reason, example } = props.problem;
  const t = usePoliciesText();
  const place = [file, line, column].filter(it => it !== undefined).join(':');
  return (
    <>
      {place && <code>{place}</code>} {path.length > 0 && `${path.join('.')} `}
      <bdi lang="en">{reason}</bdi>
      {example !== undefined && ` ${t('policies.example', { example })}`}
    </>
  );
}
