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

import { Badge, Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import type {
  Dependency,
  Health,
} from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { Facts, type Fact } from '../common/Facts';
import common from '../common/common.module.css';
import styles from './health.module.css';

type State = 'ok' | 'bad' | 'unknown';

/** Each thing that the plugin depends on: its state, since when, and what to do. */
export function Parts(props: { health: Health; region: string }) {
  const { health, region } = props;
  const t = useText();
  const { directory, engine, policies } = health;
  const unreadable = policies?.unreadable ?? [];
  const policiesState = stateOf();
  return (
    <ul className={styles.parts}>
      <DependencyPart
        title={t('health.part.identityCenter', { region })}
        dependency={health.identityCenter}
        todo={t('health.todo.identityCenter')}
      />
      <DependencyPart
        title={t('health.part.identityStore')}
        dependency={health.identityStore}
        todo={t('health.todo.identityStore')}
      />
      <DependencyPart
        title={t('health.part.organizations')}
        dependency={health.organizations}
        todo={t('health.todo.organizations')}
      />
      <Part
        title={t('health.part.directory')}
        state={directory.usable ? 'ok' : 'bad'}
        label={t(
          directory.usable ? 'health.state.usable' : 'health.state.notUsable',
        )}
        facts={[
          {
            label: t('health.fact.read'),
            value: directory.syncedAt ? (
              <When iso={directory.syncedAt} />
            ) : (
              t('health.fact.readNever')
            ),
          },
          errorFact(directory.lastError),
        ]}
        todo={t('health.todo.directory')}
      />
      {policies && (
        <Part
          title={t('health.part.policies')}
          state={policiesState === 'readable' ? 'ok' : 'bad'}
          label={t(`health.state.${policiesState}`)}
          facts={[
            {
              label: t('health.fact.unreadable'),
              value: unreadable.length > 0 && (
                <bdi>{unreadable.map(({ name }) => name).join(', ')}</bdi>
              ),
            },
            errorFact(policies.lastError),
          ]}
          todo={t('health.todo.policies')}
        />
      )}
      <Part
        title={t('health.part.engine')}
        state={engine.acting ? 'ok' : 'bad'}
        label={t(
          engine.acting ? 'health.state.acting' : 'health.state.notActing',
        )}
        facts={[
          {
            label: t('health.fact.leader'),
            value: engine.leader && <bdi>{engine.leader}</bdi>,
          },
          {
            label: t('health.fact.lease'),
            value:
              engine.leaseExpiresAt &&
              t(
                engine.acting
                  ? 'health.fact.leaseUntil'
                  : 'health.fact.leaseOver',
                { when: <When iso={engine.leaseExpiresAt} /> },
              ),
          },
        ]}
        todo={t('health.todo.engine')}
      />
    </ul>
  );

  function stateOf() {
    if (policies && !policies.usable) {
      return 'nothingGranted';
    }
    return unreadable.length > 0 ? 'someUnreadable' : 'readable';
  }

  function errorFact(error: string | null): Fact {
    return {
      label: t('health.fact.error'),
      value: error && <bdi lang="en">{error}</bdi>,
    };
  }
}

function DependencyPart(props: {
  title: string;
  dependency: Dependency;
  todo: string;
}) {
  const { title, dependency, todo } = props;
  const { status, since, lastError } = dependency;
  const t = useText();
  const states = { ok: 'ok', down: 'bad', unknown: 'unknown' } as const;
  return (
    <Part
      title={title}
      state={states[status]}
      label={t(`health.state.${status}`)}
      since={since && t('health.since', { when: <When iso={since} /> })}
      facts={[
        {
          label: t('health.fact.error'),
          value: lastError && <bdi lang="en">{lastError}</bdi>,
        },
      ]}
      todo={todo}
    />
  );
}

function Part(props: {
  title: string;
  state: State;
  label: string;
  since?: ReactNode;
  facts: Fact[];
  /** Said only where something is to be done. */
  todo: string;
}) {
  const { title, state, label, since, facts, todo } = props;
  const t = useText();
  const advice = {
    label: t('health.fact.todo'),
    value: state === 'bad' ? todo : null,
  };
  return (
    <li className={styles.part}>
      <div className={styles.partHead}>
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Badge
          icon={iconOf(state)}
          className={common.badge}
          data-tone={tones[state]}
        >
          {label}
        </Badge>
        {since && (
          <Text color="secondary" variant="body-small">
            {since}
          </Text>
        )}
      </div>
      <Facts
        facts={[...facts, advice].map(fact => ({
          ...fact,
          value: fact.value || null,
        }))}
      />
    </li>
  );
}

const tones = { ok: 'success', bad: 'warning', unknown: 'neutral' };

function iconOf(state: State) {
  const Icon = {
    ok: RiCheckLine,
    bad: RiErrorWarningLine,
    unknown: RiQuestionLine,
  }[state];
  return <Icon aria-hidden />;
}
