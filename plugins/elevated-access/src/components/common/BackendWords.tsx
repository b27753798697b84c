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

import type { ReactNode } from 'react';
import { useText } from '../../translations/useText';

/**
 * A sentence of the backend, which writes English, for people to read. What is
 * known of it is told in the reader's language first, and its own words after it.
 */
export function BackendWords(props: {
  words: string;
  /** The same in the reader's language, where there are words for it. */
  translated?: string;
  /** The translation says all of it. */
  inFull?: boolean;
}): ReactNode {
  const { words, translated, inFull = false } = props;
  const t = useText();
  const own = <bdi lang="en">{words}</bdi>;
  if (translated === undefined || t('problem.language') === 'en') {
    return own;
  }
  return (
    <>
      {translated} {!inFull && words && t('problem.wording', { words: own })}
    </>
  );
}
