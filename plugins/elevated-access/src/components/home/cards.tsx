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

import { InfoCard } from '@backstage/core-components';
import type { RendererProps } from '@backstage/plugin-home-react';
import { home } from '../../translations/messages/home';
import { useCatalogText } from '../../translations/useCatalogText';

type CardProps = Pick<RendererProps, 'title' | 'Content'>;

/** The home page's own card with a title in the reader's language; one that was given stays. */
export function MyAccessCard({ title, Content }: CardProps) {
  const t = useCatalogText();
  const own = title === home.myAccess.title;
  return (
    <InfoCard divider title={own ? t('home.myAccess.title') : title}>
      <Content />
    </InfoCard>
  );
}

export function InboxCard({ title, Content }: CardProps) {
  const t = useCatalogText();
  const own = title === home.inbox.title;
  return (
    <InfoCard divider title={own ? t('home.inbox.title') : title}>
      <Content />
    </InfoCard>
  );
}
