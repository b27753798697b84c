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
import { useText } from '../../translations/useText';
import { PageHeading } from '../common/PageBody';
import { SkeletonRows } from '../common/States';
import { AskForm } from './AskForm';
import { RecentRequests } from './RecentRequests';
import { RequestableSearch } from './RequestableSearch';
import { useAskForm } from './useAskForm';
import { usePrefill } from './usePrefill';

/** Asking for access: choose what, then for how long and why. */
export function AskPage() {
  const t = useText();
  const [form, dispatch] = useAskForm();
  const prefill = usePrefill(dispatch);
  if (prefill.isPending) {
    return <SkeletonRows rows={5} height={64} />;
  }
  return (
    <>
      <PageHeading title={t('ask.title')} />
      {prefill.gone && form.picks.length === 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('ask.picked.gone', { what: prefill.gone })}
        />
      )}
      {form.picks.length === 0 ? (
        <>
          <RecentRequests />
          <RequestableSearch
            label={t('ask.search.label')}
            onPick={item => dispatch({ type: 'pick', item })}
            takeFocus
          />
        </>
      ) : (
        <AskForm form={form} dispatch={dispatch} />
      )}
    </>
  );
}
