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

import { Link } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useRef, useState } from 'react';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { ReapprovalNote } from '../common/ReapprovalNote';
import { RiskBadge } from '../common/RiskBadge';
import { Surface } from '../common/Surface';
import { ExtensionNote } from '../extend/ExtensionNote';
import { Approvals } from '../request/Approvals';
import { RequestFacts } from '../request/RequestFacts';
import { BackgroundCard } from './BackgroundCard';
import type { BatchButtons } from './BatchPanel';
import { DecidePanel } from './DecidePanel';
import { HandledNote } from './HandledNote';
import { ShortcutHelp } from './ShortcutHelp';
import { useDecision, type Verdict } from './useDecision';
import { useShortcuts } from './useShortcuts';
import styles from './inbox.module.css';

/** Everything needed to decide the selected request, and the decision. */
export function InboxDetails(props: {
  request: AccessRequest;
  /** Several requests are chosen: the decision is theirs, not this one's. */
  batch: BatchButtons | undefined;
  onMove: (step: 1 | -1) => void;
  onMark: () => void;
  onDecided: (verdict: Verdict, request: AccessRequest) => void;
}) {
  const { request, batch, onMove, onMark, onDecided } = props;
  const t = useText();
  const links = useLinks();
  const commentRef = useRef<HTMLDivElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const mayDecide = request.actions.includes('decide');
  const decision = useDecision(request, outcome => {
    if (outcome.kind === 'decided') {
      onDecided(outcome.verdict, outcome.request);
    }
  });

  const decide = (verdict: Verdict) => {
    if (batch) {
      // One key more than for one request: it is many at once.
      batch[verdict].current?.focus();
      return;
    }
    if (mayDecide && !decision.decide(verdict)) {
      commentRef.current?.querySelector('textarea')?.focus();
    }
  };
  const shortcuts = useShortcuts(!helpOpen, {
    j: () => onMove(1),
    k: () => onMove(-1),
    a: () => decide('approve'),
    r: () => decide('reject'),
    x: onMark,
    '?': () => setHelpOpen(true),
  });

  return (
    <section className={styles.details} aria-label={t('inbox.details')}>
      {!decision.isPending && <HandledNote request={request} />}
      <ReapprovalNote request={request} reader="approver" />
      <ExtensionNote request={request} />
      <Surface
        title={
          <Link href={links.request(request.id)} weight="bold">
            {t('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
          </Link>
        }
        aside={
          <ShortcutHelp
            isOpen={helpOpen}
            onOpenChange={setHelpOpen}
            shortcuts={shortcuts}
          />
        }
      >
        <RiskBadge risk={request.risk} />
        <RequestFacts request={request} brief />
      </Surface>
      {mayDecide && <BackgroundCard request={request} />}
      {mayDecide && !batch && (
        <div className={styles.decide}>
          <DecidePanel
            request={request}
            decision={decision}
            commentRef={commentRef}
          />
        </div>
      )}
      <Surface title={t('request.approvals.title')}>
        <Approvals request={request} />
      </Surface>
    </section>
  );
}
