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

import { ToggleButton } from '@backstage/ui';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import type { Favourites } from '../../data/favourites';
import { useText } from '../../translations/useText';

/** Marks what has been picked as a favourite. */
export function StarButton(props: {
  item: Requestable;
  favourites: Favourites;
}) {
  const { item, favourites } = props;
  const t = useText();
  const starred = favourites.has(item);
  return (
    <ToggleButton
      size="small"
      isSelected={starred}
      onChange={() => favourites.toggle(item)}
      iconStart={starred ? <RiStarFill /> : <RiStarLine />}
      aria-label={t('ask.favourites.mark', {
        permissionSet: item.permissionSet.name,
        account: item.account.name,
      })}
    >
      {t('ask.favourites.one')}
    </ToggleButton>
  );
}
