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

import { ButtonLink, Text } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMe } from '../../data/queries';
import { useText } from '../../translations/useText';
import { CopyButton } from '../common/CopyButton';
import { cliProfile } from '../request/cliProfile';
import styles from './myAccess.module.css';

/** The short way in: AWS's portal, and a profile for its CLI. */
export function UseIt(props: { request: AccessRequest }) {
  const t = useText();
  const me = useMe().data;
  const profile = me && cliProfile(props.request, me);
  if (!me?.aws.accessPortalUrl || !profile) {
    return null;
  }
  return (
    <div className={styles.useIt}>
      <ButtonLink
        size="small"
        variant="secondary"
        href={me.aws.accessPortalUrl}
        target="_blank"
        rel="noopener noreferrer"
        iconEnd={<RiExternalLinkLine />}
      >
        {t('request.receipt.portal')}
      </ButtonLink>
      <span className={styles.profile}>
        <Text color="secondary">{t('myAccess.profile')}</Text>
        <CopyButton text={profile} what={t('myAccess.profile')} />
      </span>
    </div>
  );
}
