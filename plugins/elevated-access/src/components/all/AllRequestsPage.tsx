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
import { useMe, useRequestList } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { useText } from '../../translations/useText';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { MoreRequests } from './MoreRequests';
import { RequestTable } from './RequestTable';
import { ShowFilter } from './ShowFilter';
import { statusesToShow, useShow, type Show } from './useShow';

const AT_ONCE = 25;

/** Who has access now, and every other request that the reader may see. */
export function AllRequestsPage() {
  const t = useText();
  const [show, setShow] = useShow();
  return (
    <>
      <PageHeading title={t(`all.title.${show}`)}>
        <ShowFilter show={show} onChange={setShow} />
      </PageHeading>
      <Scope />
      <Requests key={show} show={show} />
    </>
  );
}

/** Without a role the list is not everybody's, which its title does not tell. */
function Scope() {
  const t = useText();
  const me = useMe().data;
  if (!me || me.roles.length > 0) {
    return null;
  }
  return (
    <Text as="p" color="secondary">
      {t('all.scope')}
    </Text>
  );
}

function Requests(props: { show: Show }) {
  const { show } = props;
  const t = useText();
  const query = useRequestList({
    view: 'all',
    status: statusesToShow[show],
    limit: AT_ONCE,
  });
  if (query.isPending) {
    return <SkeletonRows rows={6} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const requests = withoutRepeats(query.data.pages.flatMap(page => page.items));
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {requests.length === 0 ? (
        <EmptyState title={t(`all.empty.${show}`)} />
      ) : (
        <RequestTable requests={requests} />
      )}
      <MoreRequests query={query} shown={requests.length} />
    </>
  );
}
