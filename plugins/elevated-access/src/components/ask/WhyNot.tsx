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

import { Button } from '@backstage/ui';
import { RiQuestionLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../translations/useText';
import { SkeletonRows } from '../common/States';
import type { Gone } from './usePrefill';
import styles from './ask.module.css';

/** Few people have to ask. */
const WhyNotQuestion = lazy(() => import('./WhyNotQuestion'));

/** For who cannot find what they need: why not, and whom to ask. */
export function WhyNot(props: { wanted: Gone | undefined }) {
  const { wanted } = props;
  const t = useText();
  const [isOpen, setOpen] = useState(wanted !== undefined);
  return isOpen ? (
    <Suspense fallback={<SkeletonRows rows={3} height={64} />}>
      <WhyNotQuestion wanted={wanted} takeFocus={wanted === undefined} />
    </Suspense>
  ) : (
    <Button
      variant="tertiary"
      className={styles.add}
      iconStart={<RiQuestionLine />}
      onPress={() => setOpen(true)}
    >
      {t('ask.why.open')}
    </Button>
  );
}
