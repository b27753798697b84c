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

import { ButtonLink, Link, Text } from '@backstage/ui';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useEntityRequests } from '../../data/entityAccess';
import { familiesOf, liveMembers, type Family } from '../../data/family';
import { Providers } from '../../data/Providers';
import { statusesOf } from '../../data/status';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { LiveRow } from './LiveRow';
import { awsNameOf, type Subject } from './subject';
import { useIsScoped, useSubject } from './useSubject';
import styles from './catalog.module.css';

/** Read at once, to count people; more than this on one entity is said to be more. */
const AT_ONCE = 50;

/** Shown on the card; the rest is a link away. */
const SHOWN = 5;

const liveStatuses = statusesOf('live');

/**
 * A card for the page of an account, a permission set, a user, a group or what
 * runs in accounts: who has access now, until when, and a way to ask for it.
 */
export function EntityAccessCard() {
  const subject = useSubject();
  return subject ? (
    <Providers>
      <Card subject={subject} />
    </Providers>
  ) : null;
}

function Card(props: { subject: Subject }) {
  const { subject } = props;
  const t = useCatalogText();
  const title = {
    account: t('catalog.live.title'),
    permissionSet: t('catalog.live.title'),
    user: t('catalog.live.titleUser'),
    group: t('catalog.live.titleGroup'),
    workload: t('catalog.live.titleWorkload'),
  };
  return (
    <EntityInfoCard title={title[subject.kind]}>
      <div className={styles.part}>
        <Live subject={subject} />
        <AskHere subject={subject} />
      </div>
    </EntityInfoCard>
  );
}

function Live(props: { subject: Subject }) {
  const { kind, query: concerned } = props.subject;
  const query = useEntityRequests({
    ...concerned,
    view: 'all',
    status: liveStatuses,
    order: 'ends-first',
    limit: AT_ONCE,
  });
  if (query.isPending) {
    return <SkeletonRows rows={2} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const families = liveFamilies(query.data.pages.flatMap(page => page.items));
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      <Summary kind={kind} families={families} isMore={query.hasNextPage} />
      {families.length > 0 && (
        <ul className={styles.list}>
          {families.slice(0, SHOWN).map(family => (
            <LiveRow key={family.head.id} family={family} kind={kind} />
          ))}
        </ul>
      )}
      <Rest
        subject={props.subject}
        left={families.length - SHOWN}
        isMore={query.hasNextPage}
      />
    </>
  );
}

function liveFamilies(requests: AccessRequest[]): Family[] {
  return familiesOf(requests).filter(family => liveMembers(family).length > 0);
}

/** How many people, or for one person how much; and what the reader does not see. */
function Summary(props: {
  kind: Subject['kind'];
  families: Family[];
  isMore: boolean;
}) {
  const { kind, families, isMore } = props;
  const t = useCatalogText();
  const isScoped = useIsScoped();
  const people = new Set(families.map(({ head }) => head.requester.entityRef))
    .size;
  return (
    <div>
      <Text as="p" weight={families.length > 0 ? 'bold' : 'regular'}>
        {said()}
      </Text>
      {isScoped && (
        <Text as="p" color="secondary" variant="body-small">
          {t('catalog.live.scope')}
        </Text>
      )}
    </div>
  );

  function said(): string {
    if (families.length === 0) {
      return {
        account: t('catalog.live.none'),
        permissionSet: t('catalog.live.none'),
        user: t('catalog.live.noneUser'),
        group: t('catalog.live.noneGroup'),
        workload: t('catalog.live.none'),
      }[kind];
    }
    if (isMore) {
      return t('catalog.live.atLeast', { number: String(families.length) });
    }
    return kind === 'user'
      ? t('catalog.live.accesses', { count: families.length })
      : t('catalog.live.people', { count: people });
  }
}

/** Where everything is that the card has no room for. */
function Rest(props: { subject: Subject; left: number; isMore: boolean }) {
  const { subject, left, isMore } = props;
  const t = useCatalogText();
  const links = useLinks();
  if (left <= 0) {
    return null;
  }
  return (
    <Link
      href={links.audit({ ...subject.query, status: liveStatuses })}
      className={styles.more}
    >
      {isMore ? t('catalog.live.all') : t('catalog.live.more', { count: left })}
    </Link>
  );
}

/** Accounts and permission sets can be asked for; people cannot, and what runs in accounts has a card for it. */
function AskHere(props: { subject: Subject }) {
  const { kind, query } = props.subject;
  const { entity } = useEntity();
  const t = useCatalogText();
  const links = useLinks();
  const name = awsNameOf(entity);
  if (kind !== 'account' && kind !== 'permissionSet') {
    return null;
  }
  const wish =
    kind === 'account' ? { accountIds: query.accountId } : { search: name };
  return (
    <div className={styles.foot}>
      <ButtonLink
        size="small"
        variant="primary"
        href={links.askFor(wish)}
        aria-label={t('catalog.requestFor', { account: name })}
      >
        {t('catalog.request')}
      </ButtonLink>
    </div>
  );
}
