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

import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useText } from '../../translations/useText';
import { shows, type Show } from './useShow';

/** Chooses which requests are listed. */
export function ShowFilter(props: {
  show: Show;
  onChange: (show: Show) => void;
}) {
  const { show, onChange } = props;
  const t = useText();
  return (
    <ToggleButtonGroup
      aria-label={t('all.show.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[show]}
      onSelectionChange={keys => {
        const chosen = shows.find(key => keys.has(key));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      {shows.map(key => (
        <ToggleButton key={key} id={key}>
          {t(`all.show.${key}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
