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

import { Alert, Link } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { isolate } from '../common/isolate';
import { BatchPanel } from './BatchPanel';
import { BatchResults, type BatchDone } from './BatchResults';
import { InboxDetails } from './InboxDetails';
import { InboxList } from './InboxList';
import { useBatch } from './useBatch';
import { useInbox } from './useInbox';
import { useMarks } from './useMarks';
import type { Verdict } from './useDecision';
import styles from './inbox.module.css';

/** What waits for the reader's decision, and everything needed to decide it. */
export function InboxPage() {
  const t = useText();
  const inbox = useInbox();
  const { query, rows, selected, waiting } = inbox;
  const [done, setDone] = useState<{
    verdict: Verdict;
    request: AccessRequest;
  }>();
  const marks = useMarks(rows);
  const batch = useBatch(marks, decided => {
    setDone(undefined);
    inbox.dismiss(idsOfDecided(decided));
  });
  const approve = useRef<HTMLButtonElement>(null);
  const reject = useRef<HTMLButtonElement>(null);
  const isBatch = batch.requests.length > 0;

  const panel = (
    <BatchPanel
      batch={batch}
      buttons={{ approve, reject }}
      onNone={marks.clear}
    />
  );

  if (query.isPending) {
    return <SkeletonRows rows={5} height={72} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  return (
    <>
      <PageHeading
        title={
          waiting > 0 ? t('inbox.title', { count: waiting }) : t('inbox.empty')
        }
      />
      {query.isError && <StaleNote onRetry={() => query.refetch()} />}
      {done && (
        <DoneNote
          key={done.request.id}
          verdict={done.verdict}
          request={done.request}
        />
      )}
      {rows.length === 0 && (
        <EmptyState title={t('inbox.empty')} hint={t('inbox.emptyHint')} />
      )}
      {batch.results.map(results => (
        <BatchResults
          key={results.id}
          done={results}
          onClose={() => batch.putAway(results)}
        />
      ))}
      {isBatch && !selected && panel}
      {selected && (
        <div className={styles.columns}>
          <InboxList inbox={inbox} marks={marks} />
          <div className={styles.details}>
            {isBatch && panel}
            <InboxDetails
              key={selected.id}
              request={selected}
              batch={isBatch ? { approve, reject } : undefined}
              onMove={inbox.move}
              onMark={() => marks.toggle(selected.id)}
              onDecided={(verdict, request) => {
                setDone({ verdict, request });
                inbox.dismiss([request.id]);
              }}
            />
          </div>
        </div>
      )}
    </>
  );
}

function idsOfDecided(done: BatchDone): string[] {
  return done.results
    .filter(({ outcome }) => outcome === 'decided')
    .map(({ requestId }) => requestId);
}

function DoneNote(props: { verdict: Verdict; request: AccessRequest }) {
  const { verdict, request } = props;
  const t = useText();
  const links = useLinks();
  const ref = useRef<HTMLDivElement>(null);
  // The buttons that had the focus went away with the request.
  useEffect(() => ref.current?.focus(), []);
  const names = {
    permissionSet: request.permissionSet.name,
    account: request.account.name,
    who: isolate(request.requester.displayName),
  };
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      status={verdict === 'approve' ? 'success' : 'info'}
      icon
      title={
        verdict === 'approve' && request.status === 'pending'
          ? t('inbox.done.approveStage', names)
          : t(`inbox.done.${verdict}`, names)
      }
      customActions={
        <Link href={links.request(request.id)}>{t('myAccess.open')}</Link>
      }
    />
  );
}
