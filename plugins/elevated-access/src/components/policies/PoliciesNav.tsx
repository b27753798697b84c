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

import { ButtonLink } from '@backstage/ui';
import type { Me } from 'backstage-plugin-elevated-access-common';
import { useLocation } from 'react-router-dom';
import { usePolicyChanges } from '../../data/policies';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { mayRead } from './roles';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

/** The way between the pages about policies. Without a role there is only one. */
export function PoliciesNav(props: { me: Me }) {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const { pathname } = useLocation();
  const isReader = mayRead(props.me);
  const waiting = usePolicyChanges({ enabled: isReader }).data?.items.length;
  if (!isReader) {
    return null;
  }
  const pages = [
    { href: links.list(), label: t('policies.nav.list') },
    {
      href: links.changes(),
      label: waiting
        ? t('policies.nav.changesWaiting', { count: waiting })
        : t('policies.nav.changes'),
    },
    { href: links.lint(), label: t('policies.nav.lint') },
    { href: links.explain(), label: t('policies.nav.explain') },
    { href: links.reach(), label: t('policies.nav.reach') },
    { href: links.sources(), label: t('policies.nav.sources') },
    { href: links.settings(), label: t('policies.nav.settings') },
  ];
  const current =
    pages.slice(1).find(({ href }) => pathname.startsWith(href)) ?? pages[0];
  return (
    <nav aria-label={t('policies.nav.label')} className={styles.nav}>
      {pages.map(page => (
        <ButtonLink
          key={page.href}
          href={page.href}
          size="small"
          variant={page === current ? 'secondary' : 'tertiary'}
          aria-current={page === current ? 'page' : undefined}
        >
          {page.label}
        </ButtonLink>
      ))}
    </nav>
  );
}
