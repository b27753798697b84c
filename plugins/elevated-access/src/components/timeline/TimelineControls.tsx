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

import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useClock } from '../../time/clock';
import { useAuditText } from '../../translations/useAuditText';
import { move, scaleLength, scales, zoom } from './span';
import type { useSpan } from './useTimeline';
import styles from './timeline.module.css';

/** Whose lines, how much of time, and which part of it. */
export function TimelineControls(props: { view: ReturnType<typeof useSpan> }) {
  const { span, lane, isFollowing, setLane, setSpan, follow } = props.view;
  const t = useAuditText();
  const clock = useClock();
  const length = span.to - span.from;
  return (
    <div className={styles.controls}>
      <ToggleButtonGroup
        aria-label={t('audit.timeline.lanes')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[lane]}
        onSelectionChange={keys =>
          setLane(keys.has('account') ? 'account' : 'person')
        }
      >
        <ToggleButton id="person">{t('audit.timeline.person')}</ToggleButton>
        <ToggleButton id="account">{t('audit.timeline.account')}</ToggleButton>
      </ToggleButtonGroup>
      <ToggleButtonGroup
        aria-label={t('audit.timeline.scale')}
        selectionMode="single"
        selectedKeys={scales.filter(scale => scaleLength[scale] === length)}
        onSelectionChange={keys => {
          const scale = scales.find(it => keys.has(it));
          if (scale) {
            setSpan(zoom(span, scaleLength[scale], clock.now()));
          }
        }}
      >
        {scales.map(scale => (
          <ToggleButton key={scale} id={scale}>
            {t(`audit.timeline.${scale}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <span className={styles.moves}>
        <Button
          size="small"
          variant="secondary"
          onPress={() => setSpan(move(span, -1))}
        >
          {t('audit.timeline.earlier')}
        </Button>
        <Button
          size="small"
          variant="secondary"
          onPress={() => setSpan(move(span, 1))}
        >
          {t('audit.timeline.later')}
        </Button>
        {!isFollowing && (
          <Button size="small" variant="tertiary" onPress={follow}>
            {t('audit.timeline.now')}
          </Button>
        )}
      </span>
    </div>
  );
}
