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

import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { RiDownloadLine, RiShieldCheckLine } from '@remixicon/react';
import type { EventLogVerification } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { useExport } from '../../data/audit/useExport';
import { useVerifyEventLog } from '../../data/audit/queries';
import { useMe } from '../../data/queries';
import { useAuditText } from '../../translations/useAuditText';
import { CopyButton } from '../common/CopyButton';
import { Facts } from '../common/Facts';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows } from '../common/States';
import { ExportProgress } from './ExportProgress';
import { Anchors } from './Anchors';
import styles from './audit.module.css';

/** Whether the record of what happened is what was written, and a copy of it. */
export function EventLogPage() {
  const t = useAuditText();
  const me = useMe();
  return (
    <>
      <PageHeading title={t('audit.log.title')} />
      <Text as="p">{t('audit.log.explanation')}</Text>
      {me.isPending && <SkeletonRows rows={1} height={56} />}
      {me.isError && !me.data && (
        <LoadFailed error={me.error} onRetry={() => me.refetch()} />
      )}
      {me.data &&
        (me.data.roles.some(role => role === 'auditor' || role === 'admin') ? (
          <Proof />
        ) : (
          <Alert
            role="status"
            status="warning"
            icon
            title={t('audit.log.denied')}
          />
        ))}
    </>
  );
}

function Proof() {
  const t = useAuditText();
  const api = useApi(elevatedAccessApiRef);
  const verification = useVerifyEventLog();
  const { export: state, start, stop } = useExport();
  const begin = () =>
    start({
      fileName: 'events.jsonl',
      isCsv: false,
      call: signal => api.exportEventLog({}, { signal }),
    });
  const verify = () => verification.refetch();
  return (
    <>
      <div className={styles.actions}>
        <Button
          variant="primary"
          iconStart={<RiShieldCheckLine />}
          isPending={verification.isFetching}
          onPress={verify}
        >
          {verification.isFetching
            ? t('audit.log.verifying')
            : t('audit.log.verify')}
        </Button>
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          onPress={state.state === 'running' ? stop : begin}
        >
          {state.state === 'running'
            ? t('audit.export.stop')
            : t('audit.log.export')}
        </Button>
      </div>
      <Text as="p" color="secondary" variant="body-small">
        {t('audit.log.exportHint')}
      </Text>
      <ExportProgress state={state} onRetry={begin} />
      {verification.isError && !verification.isFetching && (
        <LoadFailed error={verification.error} onRetry={verify} />
      )}
      {verification.isSuccess && !verification.isFetching && (
        <Result verification={verification.data} />
      )}
    </>
  );
}

function Result(props: { verification: EventLogVerification }) {
  const { intact, events, unsealed, head, brokenAt, anchors } =
    props.verification;
  const t = useAuditText();
  return (
    <>
      {intact ? (
        <Alert
          role="status"
          status="success"
          icon
          title={t('audit.log.intact', { count: events })}
          description={
            unsealed > 0 && t('audit.log.unsealed', { count: unsealed })
          }
        />
      ) : (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('audit.log.broken')}
          description={
            <>
              {brokenAt &&
                t('audit.log.brokenAt', {
                  seq: String(brokenAt.seq),
                  reason: brokenAt.reason,
                })}{' '}
              {t('audit.log.brokenTodo')}
            </>
          }
        />
      )}
      {head && (
        <Facts
          facts={[
            { label: t('audit.log.head'), value: String(head.seq) },
            {
              label: t('audit.log.hash'),
              value: (
                <span className={styles.hash}>
                  <code>{head.hash}</code>
                  <CopyButton text={head.hash} what={t('audit.log.hash')} />
                </span>
              ),
            },
          ]}
        />
      )}
      <Anchors anchors={anchors} />
    </>
  );
}
