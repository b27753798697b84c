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

import { TooltipTrigger, Tooltip, ButtonIcon, Text } from '@backstage/ui';
import { RiInformationLine } from '@remixicon/react';
import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import styles from './common.module.css';

/** The instants at which access ends, and sessions with it. */
export interface EndTimes {
  status: RequestStatus;
  strictWindow: boolean;
  endsAt: string | null;
  /** When nobody can get new credentials any more. */
  accessEndsAt: string | null;
  sessionsEndBy: string | null;
}

/**
 * Until when credentials issued before the end may still work, and why; of a
 * strict window, from when on there are no new ones.
 */
export function SessionTail(props: { ends: EndTimes }) {
  const { status, strictWindow, endsAt, accessEndsAt, sessionsEndBy } =
    props.ends;
  const t = useText();
  if (status === 'ending') {
    // Until it is gone, the planned end says nothing about sessions.
    return sessionsEndBy ? (
      <Explained explanation={t('sessionTail.explanation')}>
        {t('sessionTail.open', {
          until: <When iso={sessionsEndBy} form="until" />,
        })}
      </Explained>
    ) : null;
  }
  if (strictWindow && endsAt && accessEndsAt) {
    return (
      <Explained explanation={t('sessionTail.strictExplanation')}>
        {status === 'active'
          ? // When sessions can no longer begin has been said with the status.
            t('sessionTail.strictOver', { end: <When iso={endsAt} /> })
          : t('sessionTail.strict', {
              last: <When iso={accessEndsAt} form="clock" />,
              end: <When iso={endsAt} />,
            })}
      </Explained>
    );
  }
  return sessionsEndBy ? (
    <Explained explanation={t('sessionTail.explanation')}>
      {t('sessionTail.until', {
        until: <When iso={sessionsEndBy} form="until" />,
      })}
    </Explained>
  ) : null;
}

function Explained(props: { explanation: string; children: ReactNode }) {
  return (
    <span className={styles.sessionTail}>
      <Text color="secondary" variant="body-small">
        {props.children}
      </Text>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiInformationLine />}
          aria-label={props.explanation}
        />
        <Tooltip>{props.explanation}</Tooltip>
      </TooltipTrigger>
    </span>
  );
}
