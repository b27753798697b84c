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

import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import type { Me, Person } from 'backstage-plugin-elevated-access-common';
import { useMe } from '../../data/queries';
import { useText } from '../../translations/useText';
import { useDialogHost } from '../common/DialogHost';
import { RevokeAllDialog } from './RevokeAllDialog';

/** For an incident: ends everything that a person holds. Responders and administrators only. */
export function RevokeAllButton(props: { person: Person }) {
  const { person } = props;
  const t = useText();
  const me = useMe().data;
  const open = useOpenDialog(person);
  if (!mayRevokeAll(me, person)) {
    return null;
  }
  return (
    <Button variant="secondary" destructive onPress={open}>
      {t('revokeAll.action')}
    </Button>
  );
}

/** The same behind a menu, where a button for each row would be too loud. */
export function RevokeAllMenu(props: { person: Person }) {
  const { person } = props;
  const t = useText();
  const me = useMe().data;
  const open = useOpenDialog(person);
  if (!mayRevokeAll(me, person)) {
    return null;
  }
  const who = person.displayName;
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Line />}
        aria-label={t('revokeAll.menu', { who })}
      />
      <Menu>
        <MenuItem color="danger" onAction={open}>
          {t('revokeAll.menuItem', { who })}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}

function useOpenDialog(person: Person): () => void {
  const open = useDialogHost();
  return () =>
    open(close => <RevokeAllDialog person={person} onClose={close} />);
}

function mayRevokeAll(me: Me | undefined, person: Person): boolean {
  return (
    me !== undefined &&
    me.entityRef !== person.entityRef &&
    (me.roles.includes('responder') || me.roles.includes('admin'))
  );
}
