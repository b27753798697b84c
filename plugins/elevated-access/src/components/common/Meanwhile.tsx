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

import { Alert } from '@backstage/ui';
import type {
  AccessRequest,
  RequestAction,
} from 'backstage-plugin-elevated-access-common';
import { toProblem } from '../../data/problem';
import { useRequest } from '../../data/queries';
import { useText } from '../../translations/useText';

/** What became of a request while somebody filled a dialog about it. */
type Meanwhile =
  | { kind: 'unseen' }
  | { kind: 'changed'; request: AccessRequest };

/**
 * Looks at the request itself, because the row that the dialog was opened from
 * may be gone; nothing as long as the action is still possible.
 */
export function useMeanwhile(
  id: string,
  action: RequestAction,
): Meanwhile | undefined {
  const query = useRequest(id);
  if (query.isError && toProblem(query.error).status === 404) {
    return { kind: 'unseen' };
  }
  // What was read before the dialog opened may be older than the row.
  const request = query.isFetchedAfterMount ? query.data : undefined;
  return request && !request.actions.includes(action)
    ? { kind: 'changed', request }
    : undefined;
}

/** Says what happened, instead of taking the dialog and its text away. */
export function MeanwhileNote(props: {
  meanwhile: Meanwhile;
  action: RequestAction;
  /** Whether there is a text that would be missed. */
  hasText: boolean;
}) {
  const { meanwhile, action, hasText } = props;
  const t = useText();
  return (
    <Alert
      role="alert"
      status="info"
      icon
      title={title()}
      description={hasText ? t('end.meanwhile.text') : undefined}
    />
  );

  function title(): string {
    if (meanwhile.kind === 'unseen') {
      return t('end.meanwhile.unseen');
    }
    const { status } = meanwhile.request;
    if (status === 'ended' || status === 'ending') {
      return t(`end.meanwhile.${status}`);
    }
    return action === 'extend' && status === 'active'
      ? t('end.meanwhile.extended')
      : t('end.meanwhile.changed', { status: t(`status.${status}`) });
  }
}
