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

import {
  Alert,
  Button,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { useRef, useEffect, type ReactNode } from 'react';
import { toProblem, type CallProblem } from '../../data/problem';
import { useProblemText } from '../../translations/useProblemText';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './common.module.css';

/** Why a page could not be shown, and the way out. */
export function LoadFailed(props: { error: unknown; onRetry: () => void }) {
  const { error, onRetry } = props;
  const t = useText();
  const problem = toProblem(error);
  const told = useProblemText()(problem);
  if (problem.status === 403) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('error.deniedTitle')}
        description={
          told.isTranslated ? (
            <>
              {told.what} {told.more}
            </>
          ) : (
            told.more ?? t('error.denied')
          )
        }
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('error.title')}
      description={
        problem.status === 429 ? (
          t('error.busy')
        ) : (
          <>
            {unanswered(problem, t) ?? told.what ?? t('error.action')}{' '}
            {told.more}
          </>
        )
      }
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}

/** What is wrong where the backend itself has said nothing that helps. */
function unanswered(
  { isUnreadable, status, code }: CallProblem,
  t: TextFunction,
): string | undefined {
  if (isUnreadable) {
    return t('error.unreadable');
  }
  if (status === 401 && code === undefined) {
    return t('error.signedOut');
  }
  return status === 0 ? t('error.unreachable') : undefined;
}

/** Says that what is shown could not be refreshed. */
export function StaleNote(props: { onRetry: () => void }) {
  const t = useText();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('error.stale')}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}

/** Without an answer nobody knows whether something was done. */
export function isOutcomeUnknown({ status }: CallProblem): boolean {
  return status === 0 || status === 502 || status === 504;
}

/** What an action was refused with; takes the focus so that it is read out. */
export function ActionFailed(props: {
  error: unknown;
  /** What may have been done all the same is told elsewhere. */
  outcomeIsTold?: boolean;
}) {
  const t = useText();
  const ref = useRef<HTMLDivElement>(null);
  const problem = toProblem(props.error);
  const told = useProblemText()(problem);
  useEffect(() => ref.current?.focus(), [props.error]);
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="alert"
      status="danger"
      icon
      title={unanswered(problem, t) ?? told.what ?? t('error.action')}
      description={
        told.more ??
        (isOutcomeUnknown(problem) && !props.outcomeIsTold
          ? t('error.unknownOutcome')
          : undefined)
      }
    />
  );
}

/** One sentence and, where there is one, the thing to do. */
export function EmptyState(props: {
  title: string;
  hint?: string;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" align="center" gap="3" className={styles.empty}>
      <Text as="p" variant="body-large">
        {props.title}
      </Text>
      {props.hint && (
        <Text as="p" color="secondary">
          {props.hint}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}

/** At an address that leads nowhere. */
export function NoSuchPage() {
  const t = useText();
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('error.noPageTitle')}
      description={t('error.noPage')}
    />
  );
}

/** Grey shapes where rows will be, as high as the rows. */
export function SkeletonRows(props: { rows: number; height: number }) {
  const t = useText();
  return (
    <div className={styles.skeletons} aria-busy="true">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: props.rows }, (_, row) => (
        <Skeleton key={row} width="100%" height={props.height} />
      ))}
    </div>
  );
}
