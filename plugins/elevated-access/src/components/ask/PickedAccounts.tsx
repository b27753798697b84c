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

import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiArrowLeftLine, RiCloseLine } from '@remixicon/react';
import { useMemo, useRef, useState, type Dispatch } from 'react';
import type { Favourites } from '../../data/favourites';
import { useText } from '../../translations/useText';
import { AccountId } from '../common/AccountId';
import { Surface } from '../common/Surface';
import { RequestableSearch } from './RequestableSearch';
import { StarButton } from './StarButton';
import type { AskAction, AskForm } from './useAskForm';
import styles from './ask.module.css';

/** As many accounts as one call takes. */
const MOST_ACCOUNTS = 25;

/** What was picked: one permission set, in one or several accounts. */
export function PickedAccounts(props: {
  form: AskForm;
  dispatch: Dispatch<AskAction>;
  favourites: Favourites;
}) {
  const { form, dispatch, favourites } = props;
  const t = useText();
  const [adding, setAdding] = useState(false);
  const addRef = useRef<HTMLButtonElement>(null);
  const { picks } = form;
  const [first] = picks;
  const only = useMemo(
    () =>
      first && {
        permissionSet: first.permissionSet.name,
        arn: first.permissionSet.arn,
        exceptAccounts: picks.map(pick => pick.account.id),
      },
    [first, picks],
  );
  if (!first) {
    return null;
  }
  const permissionSet = first.permissionSet.name;
  return (
    <Surface
      focusOnMount
      title={
        form.picks.length > 1
          ? t('ask.picked.titleMany', {
              permissionSet,
              count: form.picks.length,
            })
          : t('ask.picked.title', {
              permissionSet,
              account: first.account.name,
            })
      }
      aside={
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine className={styles.back} />}
          onPress={() => dispatch({ type: 'startOver' })}
        >
          {t('ask.picked.change')}
        </Button>
      }
    >
      <ul className={styles.picks} aria-label={t('ask.picked.accounts')}>
        {form.picks.map(pick => (
          <li key={pick.account.id} className={styles.pick}>
            <span className={styles.pickText}>
              <Text weight="bold">
                <bdi>{pick.account.name}</bdi>
              </Text>
              <Text color="secondary" variant="body-small">
                <AccountId id={pick.account.id} />
                {pick.account.ouPath.length > 0 && (
                  <>
                    {' · '}
                    <bdi>{pick.account.ouPath.join(' / ')}</bdi>
                  </>
                )}
              </Text>
            </span>
            <StarButton item={pick} favourites={favourites} />
            {form.picks.length > 1 && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiCloseLine />}
                aria-label={t('ask.picked.remove', {
                  account: pick.account.name,
                })}
                onPress={() =>
                  dispatch({ type: 'unpick', accountId: pick.account.id })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <RequestableSearch
          label={t('ask.picked.addTitle', { permissionSet })}
          favourites={favourites}
          takeFocus
          only={only}
          onPick={item => {
            dispatch({ type: 'pick', item });
            setAdding(false);
            // The search that had the focus goes away.
            addRef.current?.focus();
          }}
        />
      )}
      {form.picks.length < MOST_ACCOUNTS && (
        <Button
          ref={addRef}
          size="small"
          variant="secondary"
          className={styles.add}
          iconStart={adding ? <RiCloseLine /> : <RiAddLine />}
          onPress={() => setAdding(!adding)}
        >
          {adding ? t('ask.picked.addDone') : t('ask.picked.add')}
        </Button>
      )}
    </Surface>
  );
}
