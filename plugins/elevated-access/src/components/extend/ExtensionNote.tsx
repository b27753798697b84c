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

import { Alert, Link } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { phaseOf } from '../../data/status';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { extensionOf } from './extensionOf';
import styles from './extend.module.css';

/** Says of a request for more time which access it prolongs, and until when. */
export function ExtensionNote(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const links = useLinks();
  // What was rejected or cancelled has moved nothing.
  const extended =
    phaseOf(request) !== 'past' || request.status === 'ended'
      ? extensionOf(request)
      : undefined;
  if (request.extends === null) {
    return null;
  }
  const what = (
    <Link
      href={links.request(request.extends)}
      weight="bold"
      className={styles.link}
    >
      {t('request.title', {
        permissionSet: request.permissionSet.name,
        account: request.account.name,
      })}
    </Link>
  );
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={
        extended
          ? t('extend.note', {
              what,
              until: <When iso={extended.until} />,
              was: <When iso={extended.was} form="clock" />,
            })
          : t('extend.noteOpen', { what })
      }
    />
  );
}
