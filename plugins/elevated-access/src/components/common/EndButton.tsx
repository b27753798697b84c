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
import type { EndAction } from '../../data/mutations';
import { useText } from '../../translations/useText';
import { useDialogHost } from './DialogHost';
import { EndDialog } from './EndDialog';
import { useFocusRescue } from './HeadingFocus';

/** A button that ends a request or its access after asking once more. */
export function EndButton(props: {
  request: AccessRequest;
  action: EndAction;
  variant?: 'primary' | 'secondary';
  /** Whether the access has been prolonged, or is asked to be. */
  isExtended?: boolean;
}) {
  const { request, action, variant = 'secondary', isExtended } = props;
  const t = useText();
  const open = useDialogHost();
  const rescueFocus = useFocusRescue();
  return (
    <Button
      variant={variant}
      destructive={action === 'revoke'}
      onFocus={rescueFocus}
      onPress={() =>
        open(close => (
          <EndDialog
            request={request}
            action={action}
            isExtended={isExtended}
            onClose={close}
          />
        ))
      }
    >
      {t(`end.${action}.action`)}
    </Button>
  );
}
