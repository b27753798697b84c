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
import type {
  AccessRequest,
  Me,
} from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import { CopyButton } from '../common/CopyButton';
import { CountdownRing } from '../my-access/CountdownRing';
import { Surface } from '../common/Surface';
import { cliProfile, profileName } from './cliProfile';
import styles from './request.module.css';

/** How to use access that is live: AWS's portal, or a profile for its CLI. */
export function Receipt(props: { request: AccessRequest; me: Me | undefined }) {
  const { request, me } = props;
  const t = useText();
  const accessPortalUrl = me?.aws.accessPortalUrl;
  if (!me) {
    return null;
  }
  const profile = profileName(request);
  const snippet = cliProfile(request, me);
  return (
    <Surface title={t('request.receipt.title')}>
      <div className={styles.receiptHead}>
        <CountdownRing request={request} />
        {accessPortalUrl && (
          <ButtonLink
            href={accessPortalUrl}
            target="_blank"
            rel="noopener noreferrer"
            iconEnd={<RiExternalLinkLine />}
          >
            {t('request.receipt.portal')}
          </ButtonLink>
        )}
      </div>
      {snippet && (
        <>
          <div className={styles.snippetHead}>
            <Text weight="bold">{t('request.receipt.cli')}</Text>
            <CopyButton text={snippet} what={t('request.receipt.what')} />
          </div>
          <pre className={styles.snippet} dir="ltr">
            {snippet}
          </pre>
          <Text as="p" color="secondary">
            {t('request.receipt.cliHint', { profile })}
          </Text>
        </>
      )}
    </Surface>
  );
}
