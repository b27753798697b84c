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

import { Button, Link, Text } from '@backstage/ui';
import type {
  AccessRequest,
  RequestBackground,
} from 'backstage-plugin-elevated-access-common';
import { useBackground } from '../../data/background';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { Facts } from '../common/Facts';
import { SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';

/** What an approver wants to know beside the request itself. */
export function BackgroundCard(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const background = useBackground(request.id);
  return (
    <Surface title={t('background.title')}>
      {background.isPending && <SkeletonRows rows={4} height={20} />}
      {background.isError && !background.data && (
        // The decision does not depend on it: no alarm, and a way to try again.
        <Text as="p" color="secondary" role="status">
          {t('background.failed')}{' '}
          <Button
            size="small"
            variant="tertiary"
            onPress={() => background.refetch()}
          >
            {t('error.retry')}
          </Button>
        </Text>
      )}
      {background.data && (
        <Background background={background.data} request={request} />
      )}
    </Surface>
  );
}

function Background(props: {
  background: RequestBackground;
  request: AccessRequest;
}) {
  const { background, request } = props;
  const { requester, permissionSet, alsoHolds } = background;
  const t = useText();
  const links = useLinks();
  return (
    <Facts
      facts={[
        {
          label: request.requester.displayName,
          value: requesterWords(requester, t),
        },
        {
          label: request.permissionSet.name,
          value: (
            <>
              {permissionSet.description && (
                <Text as="p">{permissionSet.description}</Text>
              )}
              <Text as="p" color="secondary">
                {madeOf(permissionSet, t)}
              </Text>
            </>
          ),
        },
        {
          label: t('background.before'),
          value: <LastApproval last={background.lastApproval} />,
        },
        {
          label: t('background.alsoHolds'),
          value:
            alsoHolds.length === 0
              ? t('background.holdsNothing')
              : alsoHolds.map(held => (
                  <Text as="p" key={held.requestId}>
                    <Link href={links.request(held.requestId)}>
                      {held.permissionSetName}
                    </Link>{' '}
                    {held.accessEndsAt && (
                      <When iso={held.accessEndsAt} form="until" />
                    )}
                  </Text>
                )),
        },
      ]}
    />
  );
}

function LastApproval(props: { last: RequestBackground['lastApproval'] }) {
  const { last } = props;
  const t = useText();
  const links = useLinks();
  if (!last) {
    return <>{t('background.neverApproved')}</>;
  }
  const text = t(
    last.unchanged ? 'background.unchanged' : 'background.changed',
    { when: <When iso={last.at} form="clock" /> },
  );
  return (
    <>
      {last.unchanged ? text : <b>{text}</b>}{' '}
      <Link href={links.request(last.requestId)}>{t('myAccess.open')}</Link>
    </>
  );
}

function requesterWords(
  requester: RequestBackground['requester'],
  t: TextFunction,
): string {
  if (requester.requests === 0) {
    return t('background.firstRequest');
  }
  return [
    t('background.requests', {
      count: requester.requests,
      approved: String(requester.approved),
      rejected: String(requester.rejected),
    }),
    requester.unused > 0
      ? t('background.unused', { count: requester.unused })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function madeOf(
  permissionSet: RequestBackground['permissionSet'],
  t: TextFunction,
): string {
  const parts = [
    // An ARN ends with the name; the rest is the same for all of them.
    ...permissionSet.managedPolicies.map(name => name.split('/').at(-1)),
    permissionSet.hasInlinePolicy ? t('background.inline') : '',
    permissionSet.hasBoundary ? t('background.boundary') : '',
  ].filter(Boolean);
  return parts.length > 0
    ? t('background.madeOf', { parts: parts.join(', ') })
    : t('background.madeOfNothing');
}
