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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useHandledWords } from './handledWords';

/** Says who was faster, instead of an error. Nothing while it is undecided. */
export function HandledNote(props: { request: AccessRequest }) {
  const words = useHandledWords();
  const now = useNow();
  const title = words(props.request, now);
  return title ? (
    <Alert role="status" status="info" icon title={title} />
  ) : null;
}
