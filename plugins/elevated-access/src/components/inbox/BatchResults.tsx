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

import { Button, Link, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import type { BatchOutcome, BatchResult } from '../../data/background';
import { isAlreadyHandled } from '../../data/problem';
import { useNow } from '../../time/clock';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { ActionFailed } from '../common/States';
import { Surface } from '../common/Surface';
import { isolate } from '../common/isolate';
import { useHandledWords } from './handledWords';
import type { Verdict } from './useDecision';
import styles from './inbox.module.css';

/** A batch that was sent: what was asked, and what came of each of it. */
export interface BatchDone extends BatchOutcome {
  id: number;
  verdict: Verdict;
  requests: AccessRequest[];
}

/** One line for each request that was decided together with others. */
export function BatchResults(props: { done: BatchDone; onClose: () => void }) {
  const { done, onClose } = props;
  const t = useText();
  return (
    <Surface
      focusOnMount
      title={t('inbox.batch.results')}
      aside={
        <Button size="small" variant="tertiary" onPress={onClose}>
          {t('inbox.batch.close')}
        </Button>
      }
    >
      <ul className={styles.results}>
        {done.requests.map(request => (
          <ResultLine
            key={request.id}
            was={request}
            verdict={done.verdict}
            result={done.results.find(
              ({ requestId }) => requestId === request.id,
            )}
          />
        ))}
      </ul>
      {done.error !== undefined && (
        <ActionFailed error={done.error} outcomeIsTold />
      )}
    </Surface>
  );
}

function ResultLine(props: {
  was: AccessRequest;
  verdict: Verdict;
  result: BatchResult | undefined;
}) {
  const { was, verdict, result } = props;
  const t = useText();
  const tell = useProblemText();
  const links = useLinks();
  const now = useNow(60_000);
  const handledWords = useHandledWords();
  const names = {
    permissionSet: was.permissionSet.name,
    account: was.account.name,
    who: isolate(was.requester.displayName),
  };
  const { state, text } = outcome();
  const Icon = {
    done: RiCheckboxCircleLine,
    handled: RiInformationLine,
    refused: RiErrorWarningLine,
  }[state];
  return (
    <li data-state={state}>
      <Icon size={18} aria-hidden />
      <Text>
        {text} <Link href={links.request(was.id)}>{t('myAccess.open')}</Link>
      </Text>
    </li>
  );

  function outcome(): {
    state: 'done' | 'handled' | 'refused';
    text: string;
  } {
    if (!result) {
      return { state: 'refused', text: t('inbox.batch.unknown', names) };
    }
    if (result.outcome === 'decided') {
      const awaitsOthers =
        verdict === 'approve' && result.request.status === 'pending';
      return {
        state: 'done',
        text: t(
          awaitsOthers ? 'inbox.done.approveStage' : `inbox.done.${verdict}`,
          names,
        ),
      };
    }
    const handled =
      isAlreadyHandled({
        status: result.status,
        code: result.code ?? undefined,
      }) && result.request
        ? handledWords(result.request, now)
        : undefined;
    return handled
      ? {
          state: 'handled',
          text: t('inbox.batch.refused', { ...names, reason: handled }),
        }
      : {
          state: 'refused',
          text: t('inbox.batch.refused', {
            ...names,
            reason: tell(result).plain,
          }),
        };
  }
}
