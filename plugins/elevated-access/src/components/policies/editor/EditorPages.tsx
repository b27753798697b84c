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

import { Alert, ButtonLink } from '@backstage/ui';
import type {
  PolicyKind,
  PolicyView,
} from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { nameKey, usePolicy } from '../../../data/policies';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { PageHeading } from '../../common/PageBody';
import { EmptyState, LoadFailed, SkeletonRows } from '../../common/States';
import { usePolicyRef } from '../PolicyPage';
import { kinds } from '../usePolicyFilter';
import { usePolicyLinks } from '../usePolicyLinks';
import { useQueryParameter } from '../useQueryParameter';
import { emptyDocument, toDocument, withMember } from './document';
import { PolicyEditor } from './PolicyEditor';

/** A new policy, empty or begun as a copy. */
export function NewPolicyPage() {
  const t = usePoliciesText();
  const params = useParams();
  const kind = kinds.find(it => it === params.kind);
  const [copyOf] = useQueryParameter('copy');
  const original = usePolicy(
    kind && copyOf ? { kind, name: copyOf } : undefined,
  );
  if (!kind) {
    return <EmptyState title={t('policies.gone')} />;
  }
  if (copyOf && original.isPending) {
    return <SkeletonRows rows={6} height={72} />;
  }
  if (copyOf && !original.data) {
    return (
      <LoadFailed error={original.error} onRetry={() => original.refetch()} />
    );
  }
  return (
    <>
      <PageHeading title={t(`policyForm.new.${kind}`)} />
      <New
        key={`${kind} ${copyOf ?? ''}`}
        kind={kind}
        original={original.data}
      />
    </>
  );
}

function New(props: { kind: PolicyKind; original?: PolicyView }) {
  const { kind, original } = props;
  const document = useMemo(
    () =>
      original
        ? withMember(
            toDocument(original.spec),
            'name',
            `${original.name.slice(0, 58)}-copy`,
          )
        : emptyDocument(kind),
    [kind, original],
  );
  return <PolicyEditor start={{ kind, document }} />;
}

/** A policy of the portal. Those that are written elsewhere are changed there. */
export function EditPolicyPage() {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const key = usePolicyRef();
  const query = usePolicy(key);
  if (!key) {
    return <EmptyState title={t('policies.gone')} />;
  }
  if (query.isPending) {
    return <SkeletonRows rows={6} height={72} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const policy = query.data;
  const isOurs = policy.source.type === 'portal';
  return (
    <>
      <PageHeading title={t('policyForm.edit', { policy: policy.name })} />
      {isOurs && policy.pendingChangeId === null ? (
        <Edit key={nameKey(policy)} policy={policy} />
      ) : (
        <Alert
          role="status"
          status="info"
          icon
          title={t(isOurs ? 'policies.waits.title' : 'policies.readOnly')}
          description={isOurs ? t('policies.waits.hint') : policy.source.place}
          customActions={
            <ButtonLink
              size="small"
              variant="secondary"
              href={isOurs ? links.changes() : links.one(policy)}
            >
              {t(isOurs ? 'policies.nav.changes' : 'policyForm.leave')}
            </ButtonLink>
          }
        />
      )}
    </>
  );
}

function Edit(props: { policy: PolicyView }) {
  const { policy } = props;
  const { kind, spec } = policy;
  // A policy that is read again is the same document until somebody changes it.
  const document = useMemo(() => toDocument(spec), [spec]);
  return <PolicyEditor start={{ kind, document, saved: policy }} />;
}
