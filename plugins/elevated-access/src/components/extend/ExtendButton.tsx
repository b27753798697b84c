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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import { useDialogHost } from '../common/DialogHost';
import { useFocusRescue } from '../common/HeadingFocus';
import { ExtendDialog } from './ExtendDialog';

/** Asks for more time on live access. */
export function ExtendButton(props: {
  /** The request that offers it. */
  request: AccessRequest;
  /** The same with the end of everything that prolongs it. */
  ends?: AccessRequest;
}) {
  const { request, ends = request } = props;
  const t = useText();
  const open = useDialogHost();
  const rescueFocus = useFocusRescue();
  const { extension } = request;
  if (!extension || !request.actions.includes('extend')) {
    return null;
  }
  return (
    <Button
      variant="secondary"
      onFocus={rescueFocus}
      onPress={() =>
        open(close => (
          <ExtendDialog
            request={request}
            ends={ends}
            extension={extension}
            onClose={close}
          />
        ))
      }
    >
      {t('extend.action')}
    </Button>
  );
}
