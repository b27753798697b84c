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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { unreachable } from '../../data/status';
import { useTimeWords } from '../../time/useTimeWords';
import { isolate } from './isolate';
import { useText } from '../../translations/useText';

/** A request's status in a sentence, with who and when. */
export function useStatusSentence(): (
  request: AccessRequest,
  now: number,
) => string {
  const t = useText();
  const words = useTimeWords();

  return (request, now) => {
    const at = (iso: string | null) => (iso ? words.at(iso, now) : '');
    if (request.overdueSince) {
      return t('sentence.overdue', { when: at(request.overdueSince) });
    }
    switch (request.status) {
      case 'pending': {
        const stage = openStage(request);
        const when = words.at(request.expiresAt, now);
        if (request.reapprovalReason) {
          return stage
            ? t('sentence.reapproval', { stage, when })
            : t('sentence.reapprovalUnknown', { when });
        }
        return stage
          ? t('sentence.pending', { stage, when })
          : t('sentence.pendingUnknown', { when });
      }
      case 'scheduled':
        return t('sentence.scheduled', {
          when: at(request.startsAt ?? request.requestedStart),
        });
      case 'activating':
        return t('sentence.activating');
      case 'active':
        return request.strictWindow
          ? t('sentence.activeStrict', { when: at(request.accessEndsAt) })
          : t('sentence.active', {
              until: request.endsAt ? words.until(request.endsAt, now) : '',
            });
      case 'ending':
        return t('sentence.ending');
      case 'ended':
        return endedSentence(request, at(request.endedAt));
      case 'rejected': {
        const rejection = request.decisions.find(
          decision => decision.verdict === 'rejected',
        );
        return rejection
          ? t('sentence.rejected', {
              who: isolate(rejection.approver.displayName),
              when: at(rejection.decidedAt),
            })
          : t('sentence.rejectedUnknown');
      }
      case 'cancelled':
        return t('sentence.cancelled');
      case 'expired':
        return t('sentence.expired');
      case 'lapsed':
        return t('sentence.lapsed');
      case 'failed':
        return t('sentence.failed');
      default:
        return unreachable(request.status);
    }
  };

  function endedSentence(request: AccessRequest, when: string): string {
    switch (request.endReason) {
      case 'elapsed':
        return t('sentence.elapsed', { when });
      case 'released':
        return t('sentence.released', { when });
      case 'revoked':
        return t('sentence.revoked', {
          who: request.endedBy
            ? isolate(request.endedBy.displayName)
            : t('request.timeline.someone'),
          when,
        });
      case null:
        return t('sentence.ended', { when });
      default:
        return unreachable(request.endReason);
    }
  }
}

/** The stage that has to agree next. */
function openStage(request: AccessRequest): string | undefined {
  const open = request.approval?.stages.find(
    stage => stage.approved < stage.required,
  );
  return open && isolate(open.name);
}
