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

import { Box, Text } from '@backstage/ui';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import styles from './common.module.css';

/** A titled part of a page. */
export function Surface(props: {
  title?: ReactNode;
  /** Shown at the right of the title. */
  aside?: ReactNode;
  tone?: 'danger';
  /** Takes the focus when it replaces what had it. */
  focusOnMount?: boolean;
  level?: 'h2' | 'h3';
  children: ReactNode;
  className?: string;
}) {
  const {
    title,
    aside,
    tone,
    focusOnMount = false,
    level = 'h3',
    children,
    className,
  } = props;
  const titleId = useId();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusOnMount) {
      ref.current?.focus();
    }
  }, [focusOnMount]);
  return (
    <Box
      ref={ref}
      tabIndex={focusOnMount ? -1 : undefined}
      bg="neutral"
      // Without a name it would be a landmark that nobody can tell from others.
      role={title ? 'region' : undefined}
      aria-labelledby={title ? titleId : undefined}
      className={[styles.surface, className].filter(Boolean).join(' ')}
      data-tone={tone}
    >
      {title && (
        <div className={styles.surfaceHead}>
          <Text as={level} id={titleId} variant="body-large" weight="bold">
            {title}
          </Text>
          {aside}
        </div>
      )}
      {children}
    </Box>
  );
}
