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

import { Text } from '@backstage/ui';
import type {
  AccessRequest,
  RequestEvent,
} from 'backstage-plugin-elevated-access-common';
import { useRequestEvents } from '../../data/queries';
import { isInTransition, unreachable } from '../../data/status';
import { useNow } from '../../time/clock';
import { useTimeWords, type TimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { request as requestMessages } from '../../translations/messages/request';
import { useText, type TextFunction } from '../../translations/useText';
import { stepOf } from '../common/AwsWork';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import styles from './request.module.css';

/** What happened, oldest first: who, what, when. */
export function Timeline(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const events = useRequestEvents(request);
  return (
    <Surface title={t('request.timeline.title')}>
      {events.isPending && <SkeletonRows rows={4} height={40} />}
      {events.isError && !events.data && (
        <LoadFailed error={events.error} onRetry={() => events.refetch()} />
      )}
      {events.data && (
        <ol className={styles.timeline}>
          {events.data.items.map(event => (
            <TimelineLine
              key={event.id}
              event={event}
              isExtension={request.extends !== null}
            />
          ))}
          <Working request={request} last={events.data.items.at(-1)} />
        </ol>
      )}
    </Surface>
  );
}

function TimelineLine(props: { event: RequestEvent; isExtension: boolean }) {
  const { event, isExtension } = props;
  const t = useText();
  const words = useTimeWords();
  const detail = detailOf(event, t, words);
  return (
    <li>
      <Text as="p">
        <b>
          <bdi>{actorOf(event, t)}</bdi>
        </b>{' '}
        {isExtension && event.type === 'request.created'
          ? t('request.extended')
          : whatHappened(event, t)}
      </Text>
      {detail && (
        <Text as="p" color="secondary">
          <bdi>{detail}</bdi>
        </Text>
      )}
      <Text as="p" variant="body-small" color="secondary">
        <When iso={event.at} />
      </Text>
    </li>
  );
}

/** What AWS is doing right now, and for how long already. */
function Working(props: {
  request: AccessRequest;
  last: RequestEvent | undefined;
}) {
  const { request, last } = props;
  const t = useText();
  const words = useTimeWords();
  const now = useNow();
  if (!isInTransition(request) || !request.assignment) {
    return null;
  }
  const span = words.span(now - Date.parse(last?.at ?? request.createdAt));
  return (
    <li className={styles.working}>
      <Text as="p" weight="bold">
        {stepOf(request.assignment, t)}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('request.timeline.working', { span })}
      </Text>
    </li>
  );
}

/** What the engine wrote down is then AWS's answer, not the engine's doing. */
const saidByAws = new Set<string>([
  'assignment.create-accepted',
  'assignment.create-failed',
  'assignment.create-not-made',
  'assignment.delete-accepted',
  'assignment.delete-failed',
]);

function actorOf(event: RequestEvent, t: TextFunction): string {
  const { kind, displayName, entityRef } = event.actor;
  if (saidByAws.has(event.type)) {
    return 'AWS';
  }
  switch (kind) {
    case 'user':
      return displayName ?? entityRef ?? t('request.timeline.someone');
    case 'service':
      return displayName ?? t('request.timeline.service');
    case 'engine':
      return t('request.timeline.engine');
    default:
      return unreachable(kind);
  }
}

type KnownEvent = keyof typeof requestMessages.event;

function isKnown(type: string): type is KnownEvent {
  return Object.hasOwn(requestMessages.event, type);
}

/** A kind of event that this version does not know is shown by its name. */
function whatHappened(event: RequestEvent, t: TextFunction): string {
  return isKnown(event.type)
    ? t(`request.event.${event.type}`)
    : event.type.replace(/[.-]/g, ' ');
}

/** What an event carries that a person wants to read. */
function detailOf(
  event: RequestEvent,
  t: TextFunction,
  words: TimeWords,
): string | undefined {
  const { comment, error, failure, lastError, reason, alert: n } = event.data;
  const { duration, asked } = event.data;
  const shortened =
    event.type === 'request.approved' &&
    typeof duration === 'string' &&
    typeof asked === 'string'
      ? t('request.shortened', {
          approved: words.duration(duration),
          asked: words.duration(asked),
        })
      : undefined;
  const alert =
    event.type === 'request.overdue' && typeof n === 'number'
      ? t('request.alert', { number: String(n) })
      : undefined;
  // Elsewhere it is a word for programs, or shown beside the timeline already.
  const why = event.type === 'request.reapproval-needed' ? reason : undefined;
  const text = [comment, why, error, failure, lastError].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  return [alert, shortened, text].filter(Boolean).join(' · ') || undefined;
}
