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

import { Alert, Button, Radio, RadioGroup, Switch, Text } from '@backstage/ui';
import type {
  Settings,
  SettingsView,
} from 'backstage-plugin-elevated-access-common';
import { useId, type ReactNode } from 'react';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { ActionFailed } from '../common/States';
import { Surface } from '../common/Surface';
import type { DraftKeeping } from '../policies/editor/useStoredDraft';
import { RemindersField } from '../policies/fields/RemindersField';
import { SpanField } from '../policies/fields/SpanField';
import { TextRuleField } from '../policies/fields/TextRuleField';
import { WhyField } from '../policies/WhyField';
import { BannerField } from './BannerField';
import { useSettingsForm } from './useSettingsForm';
import styles from '../policies/policies.module.css';

type Form = ReturnType<typeof useSettingsForm>;

const spans = [
  'maximumDuration',
  'minimumDuration',
  'requestExpiry',
  'maximumAdvance',
  'maximumDelay',
] as const;

const commentRules = ['optional', 'on-reject', 'always'] as const;

export function SettingsForm(props: {
  view: SettingsView;
  /** Read already: the form begins with what was kept. */
  draft: DraftKeeping;
}) {
  const t = usePoliciesText();
  const form = useSettingsForm(props.view, props.draft);
  const { settings } = form;
  return (
    <>
      <Surface title={t('settings.approvals')}>
        <Setting form={form} name="approval">
          <RadioGroup
            label={t('settings.approval.label')}
            isDisabled={form.isReadOnly('approval')}
            value={settings.approval}
            onChange={value =>
              form.set('approval', value === 'off' ? 'off' : 'by-policy')
            }
          >
            <Radio value="by-policy">{t('settings.approval.by-policy')}</Radio>
            <Radio value="off">{t('settings.approval.off')}</Radio>
          </RadioGroup>
          {settings.approval === 'off' && (
            <Alert
              role="status"
              status="warning"
              icon
              title={t('settings.approval.offWarning')}
            />
          )}
        </Setting>
        <Setting form={form} name="comment">
          <RadioGroup
            label={t('policyForm.comment.label')}
            isDisabled={form.isReadOnly('comment')}
            value={settings.comment}
            onChange={value => {
              const rule = commentRules.find(it => it === value);
              if (rule) {
                form.set('comment', rule);
              }
            }}
          >
            {commentRules.map(rule => (
              <Radio key={rule} value={rule}>
                {t(`policyForm.comment.${rule}`)}
              </Radio>
            ))}
          </RadioGroup>
        </Setting>
        <Setting form={form} name="reminders">
          <RemindersField
            reminders={settings.reminders}
            isDisabled={form.isReadOnly('reminders')}
            errorOf={member => form.errorOf('reminders', member)}
            onChange={reminders => form.set('reminders', reminders)}
          />
        </Setting>
        <Setting form={form} name="confirmChanges">
          <Switch
            label={t('settings.confirmChanges')}
            isDisabled={form.isReadOnly('confirmChanges')}
            isSelected={settings.confirmChanges}
            onChange={isOn => form.set('confirmChanges', isOn)}
          />
        </Setting>
      </Surface>
      <Surface title={t('settings.times')}>
        <div className={styles.questions}>
          {spans.map(name => (
            <Setting key={name} form={form} name={name}>
              <SpanField
                label={t(`settings.${name}.label`)}
                description={t(`settings.${name}.hint`)}
                value={settings[name]}
                isDisabled={form.isReadOnly(name)}
                error={form.errorOf(name)}
                onChange={value => form.set(name, value)}
              />
            </Setting>
          ))}
        </div>
      </Surface>
      {(['reason', 'ticket'] as const).map(name => (
        <Surface key={name} title={t(`settings.${name}`)}>
          <Setting form={form} name={name}>
            <TextRuleField
              label={t(`settings.${name}`)}
              rule={settings[name]}
              isDisabled={form.isReadOnly(name)}
              errorOf={member => form.errorOf(name, member)}
              onChange={({ required = true, minLength = 0, ...rule }) =>
                form.set(name, { required, minLength, ...rule })
              }
            />
          </Setting>
        </Surface>
      ))}
      <Surface title={t('settings.banner.title')}>
        <Setting form={form} name="banner">
          <BannerField
            banner={settings.banner}
            isDisabled={form.isReadOnly('banner')}
            onChange={banner => form.set('banner', banner)}
          />
        </Setting>
      </Surface>
      {form.mayChange && form.isChanged && <Save form={form} />}
    </>
  );
}

/** One setting, and that it cannot be changed here where the config says it. */
function Setting(props: {
  form: Form;
  name: keyof Settings;
  children: ReactNode;
}) {
  const { form, name, children } = props;
  const t = usePoliciesText();
  return (
    <div className={styles.field}>
      {children}
      {form.isFixed(name) && (
        <Text as="p" color="secondary" variant="body-small">
          {t('settings.fixed', { key: `elevatedAccess.settings.${name}` })}
        </Text>
      )}
    </div>
  );
}

function Save(props: { form: Form }) {
  const { form } = props;
  const t = usePoliciesText();
  const blockedId = useId();
  return (
    <Surface title={t('settings.save.title')}>
      {form.isRestored && !form.isOvertaken && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('settings.restored')}
        />
      )}
      {form.isOvertaken && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('settings.overtaken')}
          customActions={
            <Button size="small" variant="secondary" onPress={form.keepMine}>
              {t('policyForm.overtaken.mine')}
            </Button>
          }
        />
      )}
      <WhyField value={form.comment} onChange={form.setComment} />
      {form.refusal !== undefined && <ActionFailed error={form.refusal} />}
      <Text
        as="p"
        id={blockedId}
        role="status"
        color="secondary"
        variant="body-small"
      >
        {form.blocked && t('policyForm.blockedBy', { reason: form.blocked })}
      </Text>
      <div className={styles.row}>
        <Button variant="secondary" onPress={form.startOver}>
          {t('settings.save.discard')}
        </Button>
        <Button
          isDisabled={form.blocked !== undefined}
          isPending={form.isSaving}
          aria-describedby={blockedId}
          onPress={form.save}
        >
          {t('settings.save.action')}
        </Button>
      </div>
    </Surface>
  );
}
