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

import { Alert, Button } from '@backstage/ui';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useText } from '../../translations/useText';

/** Without this, policies whose findings cannot be read would look clean. */
export function LintUnread(props: { onRetry: () => void }) {
  const t = usePoliciesText();
  const common = useText();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('lint.unread')}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {common('error.retry')}
        </Button>
      }
    />
  );
}
