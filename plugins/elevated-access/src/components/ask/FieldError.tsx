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
import { useId } from 'react';

/** What is wrong with a field, below it. */
export function FieldError(props: { id?: string; text?: string }) {
  return props.text ? (
    <Text as="p" id={props.id} color="danger" role="alert" variant="body-small">
      {props.text}
    </Text>
  ) : null;
}

/** Ties what is wrong to the field that it is about, for screen readers. */
export function useFieldError(text: string | undefined) {
  const id = useId();
  return {
    /** For the field. */
    field: { isInvalid: Boolean(text), 'aria-describedby': text && id },
    /** For the `FieldError` below it. */
    error: { id, text },
  };
}
