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
import { useFavourites } from '../../data/favourites';
import { useText } from '../../translations/useText';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows } from '../common/States';
import { AskForm } from './AskForm';
import { Favourites } from './Favourites';
import { RecentRequests } from './RecentRequests';
import { RequestableSearch } from './RequestableSearch';
import { useAskForm } from './useAskForm';
import { useDraft } from './useDraft';
import { usePrefill, type Gone } from './usePrefill';
import { WhyNot } from './WhyNot';

/** Asking for access: choose what, then for how long and why. */
export function AskPage() {
  const t = useText();
  const [form, dispatch] = useAskForm();
  const favourites = useFavourites();
  const draft = useDraft(form, dispatch);
  const prefill = usePrefill(form, dispatch, {
    enabled: !draft.isPending && !draft.isRestored,
  });
  const hasPicked = form.picks.length > 0;
  if (prefill.isPending || draft.isPending) {
    return <SkeletonRows rows={5} height={64} />;
  }
  return (
    <>
      <PageHeading title={t('ask.title')} />
      {draft.isRestored && (hasPicked || form.reason || form.ticket) && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('ask.draft.restored')}
          customActions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => dispatch({ type: 'clear' })}
            >
              {t('ask.draft.startOver')}
            </Button>
          }
        />
      )}
      {prefill.failure && (
        <LoadFailed
          error={prefill.failure.error}
          onRetry={prefill.failure.retry}
        />
      )}
      {prefill.gone && <GoneNote gone={prefill.gone} some={hasPicked} />}
      {hasPicked ? (
        <AskForm
          form={form}
          dispatch={dispatch}
          favourites={favourites}
          onSent={draft.discard}
        />
      ) : (
        <>
          <Favourites favourites={favourites} />
          <RecentRequests />
          <RequestableSearch
            key={prefill.search}
            label={t('ask.search.label')}
            favourites={favourites}
            initialSearch={prefill.search}
            onPick={item => dispatch({ type: 'pick', item })}
            takeFocus
          />
        </>
      )}
      {(!hasPicked || prefill.gone) && (
        <WhyNot key={JSON.stringify(prefill.gone)} wanted={prefill.gone} />
      )}
    </>
  );
}

/** What a link asked for and the backend does not offer. */
function GoneNote(props: { gone: Gone; some: boolean }) {
  const { gone, some } = props;
  const t = useText();
  const what = `${gone.permissionSet} · ${gone.accountIds.join(', ')}`;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t(some ? 'ask.picked.goneSome' : 'ask.picked.gone', { what })}
    />
  );
}
