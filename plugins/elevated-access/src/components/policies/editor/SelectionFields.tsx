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

import { Switch, TextField } from '@backstage/ui';
import type { JsonObject } from '@backstage/types';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { SuggestField } from '../fields/SuggestField';
import { objectOf, textOf } from './document';
import { SelectorList } from './SelectorList';
import styles from '../policies.module.css';

interface ValueProps {
  selector: JsonObject;
  error?: string;
  onChange: (selector: JsonObject) => void;
}

const EMPTY_TAG = { tag: { key: '', value: '' } };

/** Which accounts a policy is about. */
export function TargetsField() {
  const t = usePoliciesText();
  return (
    <SelectorList
      member="targets"
      label={t('policyForm.targets.label')}
      add={t('policyForm.targets.add')}
      kinds={[
        {
          id: 'account',
          label: t('policyForm.targets.account'),
          empty: { account: '' },
        },
        { id: 'ou', label: t('policyForm.targets.ou'), empty: { ou: '' } },
        { id: 'tag', label: t('policyForm.targets.tag'), empty: EMPTY_TAG },
        {
          id: 'owned',
          label: t('policyForm.targets.owned'),
          empty: { owned: true },
        },
        {
          id: 'owner',
          label: t('policyForm.targets.owner'),
          empty: { owner: '' },
        },
        { id: 'all', label: t('policyForm.targets.all'), empty: { all: true } },
      ]}
    >
      {(selector, error, change) => (
        <TargetValue selector={selector} error={error} onChange={change} />
      )}
    </SelectorList>
  );
}

function TargetValue({ selector, error, onChange }: ValueProps) {
  const t = usePoliciesText();
  if ('account' in selector) {
    return (
      <SuggestField
        kind="account"
        label={t('policyForm.targets.accountId')}
        value={textOf(selector, 'account')}
        error={error}
        onChange={account => onChange({ account })}
      />
    );
  }
  if ('ou' in selector) {
    return (
      <>
        <SuggestField
          kind="organizational-unit"
          label={t('policyForm.targets.ouValue')}
          value={textOf(selector, 'ou')}
          error={error}
          onChange={ou => onChange({ ...selector, ou })}
        />
        <Switch
          label={t('policyForm.targets.descendants')}
          isSelected={selector.descendants !== false}
          onChange={descendants => onChange({ ...selector, descendants })}
        />
      </>
    );
  }
  if ('tag' in selector) {
    return <TagValue selector={selector} error={error} onChange={onChange} />;
  }
  if ('owner' in selector) {
    return (
      <SuggestField
        kind="owners"
        label={t('policyForm.targets.ownerValue')}
        value={textOf(selector, 'owner')}
        error={error}
        onChange={owner => onChange({ owner })}
      />
    );
  }
  return <FieldError text={error} />;
}

/** Which permission sets a policy is about. */
export function PermissionSetsField() {
  const t = usePoliciesText();
  return (
    <SelectorList
      member="permissionSets"
      label={t('policyForm.sets.label')}
      add={t('policyForm.sets.add')}
      kinds={[
        { id: 'name', label: t('policyForm.sets.name'), empty: { name: '' } },
        { id: 'arn', label: t('policyForm.sets.arn'), empty: { arn: '' } },
        { id: 'tag', label: t('policyForm.sets.tag'), empty: EMPTY_TAG },
        { id: 'all', label: t('policyForm.sets.all'), empty: { all: true } },
      ]}
    >
      {(selector, error, change) => (
        <PermissionSetValue
          selector={selector}
          error={error}
          onChange={change}
        />
      )}
    </SelectorList>
  );
}

function PermissionSetValue({ selector, error, onChange }: ValueProps) {
  const t = usePoliciesText();
  if ('name' in selector) {
    return (
      <SuggestField
        kind="permission-set"
        label={t('policyForm.sets.nameValue')}
        value={textOf(selector, 'name')}
        error={error}
        onChange={name => onChange({ name })}
      />
    );
  }
  if ('arn' in selector) {
    return (
      <SuggestField
        kind="permission-set-arn"
        label={t('policyForm.sets.arnValue')}
        value={textOf(selector, 'arn')}
        error={error}
        onChange={arn => onChange({ arn })}
      />
    );
  }
  if ('tag' in selector) {
    return <TagValue selector={selector} error={error} onChange={onChange} />;
  }
  return <FieldError text={error} />;
}

function TagValue({ selector, error, onChange }: ValueProps) {
  const t = usePoliciesText();
  const tag = objectOf(selector, 'tag') ?? {};
  const wrong = useFieldError(error);
  return (
    <>
      <div className={styles.pair}>
        <TextField
          size="small"
          label={t('policyForm.tag.key')}
          value={textOf(tag, 'key')}
          {...wrong.field}
          onChange={key => onChange({ tag: { ...tag, key } })}
        />
        <TextField
          size="small"
          label={t('policyForm.tag.value')}
          value={textOf(tag, 'value')}
          onChange={value => onChange({ tag: { ...tag, value } })}
        />
      </div>
      <FieldError {...wrong.error} />
    </>
  );
}
