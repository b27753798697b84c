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

import { Link, Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import { phaseOf } from '../../data/status';
import type { Bar, Lane, LaneKind, Span } from '../../data/audit/lanes';
import { useTimeStyle } from '../../time/clock';
import { formatAccountId, formatInstant } from '../../time/format';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import { isolate } from '../common/isolate';
import { placeOf, ticksOf } from './span';
import styles from './timeline.module.css';

/**
 * One line per person or account. Tab goes from line to line, the arrows from
 * bar to bar; a bar leads to its request.
 */
export function Picture(props: {
  lanes: Lane[];
  lane: LaneKind;
  span: Span;
  now: number;
  /** It shows what was read for another span. */
  isStale: boolean;
}) {
  const { lanes, lane, span, now, isStale } = props;
  const t = useAuditText();
  const style = useTimeStyle();
  const instant = (at: number) =>
    formatInstant(new Date(at).toISOString(), now, style);
  const ticks = ticksOf(span, style);
  const scrollRef = useScrollToNow(span, now);
  return (
    <div
      ref={scrollRef}
      className={styles.scroll}
      aria-busy={isStale}
      data-stale={isStale || undefined}
    >
      <div
        role="group"
        aria-label={t('audit.timeline.label', {
          from: instant(span.from),
          to: instant(span.to),
        })}
        className={styles.picture}
      >
        <div className={styles.clock} aria-hidden>
          {ticks.map(({ at, label }) => (
            <span
              key={at}
              className={styles.tick}
              style={{ insetInlineStart: `${placeOf(at, span)}%` }}
            >
              {label}
            </span>
          ))}
        </div>
        <ul className={styles.lanes}>
          {lanes.map(({ key, label, rows }) => (
            <li key={key} className={styles.lane}>
              <div className={styles.owner}>
                <Text as="p" weight="bold">
                  <bdi>{label}</bdi>
                </Text>
                {lane === 'account' && (
                  <Text as="p" color="secondary" variant="body-small">
                    {formatAccountId(key)}
                  </Text>
                )}
              </div>
              <Toolbar aria-label={label} className={styles.rows}>
                {rows.map(row => (
                  <div key={row[0]?.request.id} className={styles.row}>
                    {row.map(bar => (
                      <BarView
                        key={bar.request.id}
                        bar={bar}
                        lane={lane}
                        span={span}
                        words={instant}
                      />
                    ))}
                  </div>
                ))}
                {ticks.map(({ at }) => (
                  <span
                    key={at}
                    aria-hidden
                    className={styles.line}
                    style={{ insetInlineStart: `${placeOf(at, span)}%` }}
                  />
                ))}
                {now > span.from && now < span.to && (
                  <span
                    aria-hidden
                    className={styles.now}
                    style={{ insetInlineStart: `${placeOf(now, span)}%` }}
                  />
                )}
              </Toolbar>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Where there is no room for all of it, the middle is now, or the end of what was. */
function useScrollToNow(span: Span, now: number) {
  const ref = useRef<HTMLDivElement>(null);
  const share = placeOf(now, span) / 100;
  const latest = useRef(share);
  latest.current = share;
  const length = span.to - span.from;
  useEffect(() => {
    const box = ref.current;
    if (box) {
      const way = box.scrollWidth * latest.current - box.clientWidth / 2;
      const isRtl = getComputedStyle(box).direction === 'rtl';
      box.scrollLeft = isRtl ? -way : way;
    }
  }, [length]);
  return ref;
}

function BarView(props: {
  bar: Bar;
  lane: LaneKind;
  span: Span;
  words: (at: number) => string;
}) {
  const { bar, lane, span, words } = props;
  const { request, from, to, tailTo, overdueFrom } = bar;
  const t = useAuditText();
  const links = useLinks();
  const begin = placeOf(from, span);
  const width = (a: number, b: number) => ({
    insetInlineStart: `${placeOf(a, span)}%`,
    inlineSize: `${placeOf(b, span) - placeOf(a, span)}%`,
  });
  const isOverdue = overdueFrom !== null && phaseOf(request) === 'live';
  const label = () => {
    const names = {
      permissionSet: request.permissionSet.name,
      account: request.account.name,
      who: isolate(request.requester.displayName),
    };
    if (isOverdue) {
      return t('audit.timeline.barOverdue', {
        ...names,
        since: words(overdueFrom),
      });
    }
    return t(
      phaseOf(request) === 'past'
        ? 'audit.timeline.bar'
        : 'audit.timeline.barOpen',
      { ...names, from: words(from), to: words(to) },
    );
  };
  return (
    <>
      {placeOf(tailTo, span) > placeOf(to, span) && (
        <span className={styles.tail} style={width(to, tailTo)} aria-hidden />
      )}
      <span
        className={styles.bar}
        title={label()}
        data-cut={begin === 0 || undefined}
        style={width(from, to)}
      >
        <Link
          href={links.request(request.id)}
          aria-label={label()}
          standalone
          className={styles.link}
        >
          <bdi>
            {lane === 'person'
              ? `${request.permissionSet.name} · ${request.account.name}`
              : `${request.permissionSet.name} · ${request.requester.displayName}`}
          </bdi>
        </Link>
      </span>
      {overdueFrom !== null && (
        <span
          className={styles.overdue}
          data-open={isOverdue || undefined}
          style={width(overdueFrom, to)}
          aria-hidden
        />
      )}
    </>
  );
}
