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

import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { RiBookmarkLine } from '@remixicon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { writeFilters, type Filters } from '../../data/audit/filters';
import { useSavedViews } from '../../data/audit/savedViews';
import { statusesOf } from '../../data/status';
import { useAuditText } from '../../translations/useAuditText';
import { ManageViewsDialog, SaveViewDialog } from './ViewDialogs';

/** What is asked most; each is nothing but filters. */
const ready = {
  live: { status: statusesOf('live') },
  waiting: { status: statusesOf('waiting') },
  ended: { status: statusesOf('past') },
  overdue: { overdue: true },
  automatic: { automatic: true },
  unused: { usage: ['unused'] },
} as const satisfies Record<string, Readonly<Filters>>;

const readyNames = [
  'live',
  'waiting',
  'ended',
  'overdue',
  'automatic',
  'unused',
] as const satisfies ReadonlyArray<keyof typeof ready>;

/** Questions to come back to: ready-made ones and the reader's own. */
export function ViewsMenu(props: { search: string }) {
  const { search } = props;
  const t = useAuditText();
  const navigate = useNavigate();
  const views = useSavedViews();
  const [dialog, openDialog] = useState<'save' | 'manage'>();
  const open = (found: string) => navigate({ search: found });
  const close = () => openDialog(undefined);
  return (
    <>
      <MenuTrigger>
        <Button variant="secondary" size="small" iconStart={<RiBookmarkLine />}>
          {t('audit.views.label')}
        </Button>
        <Menu>
          <MenuSection title={t('audit.views.ready')}>
            {readyNames.map(name => (
              <MenuItem
                key={name}
                id={name}
                onAction={() =>
                  open(
                    writeFilters(new URLSearchParams(), ready[name]).toString(),
                  )
                }
              >
                {t(`audit.views.${name}`)}
              </MenuItem>
            ))}
            <MenuItem id="everything" onAction={() => open('view=all')}>
              {t('audit.views.everything')}
            </MenuItem>
          </MenuSection>
          {views.views.length > 0 && (
            <MenuSection title={t('audit.views.own')}>
              {views.views.map(view => (
                <MenuItem
                  key={view.name}
                  id={`own ${view.name}`}
                  onAction={() => open(view.search)}
                >
                  {view.name}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          <MenuSeparator />
          <MenuItem id="save" onAction={() => openDialog('save')}>
            {t('audit.views.save')}
          </MenuItem>
          <MenuItem id="manage" onAction={() => openDialog('manage')}>
            {t('audit.views.manage')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {dialog === 'save' && (
        <SaveViewDialog views={views} search={search} onClose={close} />
      )}
      {dialog === 'manage' && (
        <ManageViewsDialog views={views} onClose={close} />
      )}
    </>
  );
}
