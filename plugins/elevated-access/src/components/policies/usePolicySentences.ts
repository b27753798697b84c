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

import type {
  ApprovalPolicy,
  EligibilityPolicy,
  PermissionSetSelector,
  TargetSelector,
  TextRule,
  WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import { formatAccountId } from '../../time/format';
import { useTimeWords } from '../../time/useTimeWords';
import {
  usePoliciesText,
  type PoliciesText,
} from '../../translations/usePoliciesText';
import { isolate } from '../common/isolate';
import { isGroupRef, nameOfRef } from './words';

/** What a policy means, sentence by sentence, for somebody who has not read the manual. */
export function usePolicySentences(): (
  spec: EligibilityPolicy | ApprovalPolicy,
) => string[] {
  const t = usePoliciesText();
  const words = useTimeWords();
  return spec =>
    'effect' in spec
      ? eligibilitySentences(spec, t, words.duration)
      : approvalSentences(spec, t, words.duration);
}

type Duration = (iso: string) => string;

function eligibilitySentences(
  spec: EligibilityPolicy,
  t: PoliciesText,
  duration: Duration,
): string[] {
  const what = {
    who: listed(spec.subjects.map(ref => whoWords(ref, t))),
    permissionSets: permissionSetWords(spec.permissionSets, t),
    accounts: targetWords(spec.targets, t),
  };
  if (spec.effect === 'deny') {
    return [
      t('policies.sentence.deny', what),
      ...(spec.workingHours
        ? [t('policies.sentence.denyHours', hoursWords(spec.workingHours, t))]
        : []),
      t('policies.sentence.denyWins'),
    ];
  }
  const { extension } = spec;
  return [
    t('policies.sentence.allow', what),
    t('policies.sentence.maxDuration', { span: duration(spec.maxDuration) }),
    t(
      spec.approval === 'required'
        ? 'policies.sentence.approvalRequired'
        : 'policies.sentence.approvalNotRequired',
    ),
    ...(spec.risk === 'high' ? [t('policies.sentence.highRisk')] : []),
    ...(spec.workingHours
      ? [t('policies.sentence.allowHours', hoursWords(spec.workingHours, t))]
      : []),
    ...(spec.strictWindow ? [t('policies.sentence.strictWindow')] : []),
    extension
      ? t('policies.sentence.extension', {
          count: extension.maximum,
          span: duration(extension.maxTotalDuration),
        })
      : t('policies.sentence.noExtension'),
    ...ruleSentence('reason', spec.reason, t),
    ...ruleSentence('ticket', spec.ticket, t),
    ...(spec.priority !== 0
      ? [t('policies.sentence.priority', { priority: String(spec.priority) })]
      : []),
  ];
}

function approvalSentences(
  spec: ApprovalPolicy,
  t: PoliciesText,
  duration: Duration,
): string[] {
  const stages = spec.stages.flatMap((stage, index) => {
    const place = String(index + 1);
    return [
      t('policies.sentence.stage', {
        place,
        name: isolate(stage.name),
        count: stage.required,
        who: listed(stage.approvers.map(ref => whoWords(ref, t))),
      }),
      ...stage.escalation.map(step =>
        t('policies.sentence.escalation', {
          place,
          span: duration(step.after),
          who: listed(step.approvers.map(ref => whoWords(ref, t))),
        }),
      ),
    ];
  });
  return [
    t('policies.sentence.approval', {
      permissionSets: permissionSetWords(spec.permissionSets, t),
      accounts: targetWords(spec.targets, t),
    }),
    ...stages,
    ...(spec.comment ? [t(`policies.sentence.comment.${spec.comment}`)] : []),
    ...(spec.requestExpiry
      ? [
          t('policies.sentence.requestExpiry', {
            span: duration(spec.requestExpiry),
          }),
        ]
      : []),
    ...(spec.reminders
      ? [
          t('policies.sentence.reminders', {
            first: duration(spec.reminders.first),
            maximum: duration(spec.reminders.maximum),
          }),
        ]
      : []),
    ...(spec.priority !== 0
      ? [t('policies.sentence.priority', { priority: String(spec.priority) })]
      : []),
  ];
}

/** A user or group by name, the words for approvers who depend on the request. */
export function whoWords(ref: string, t: PoliciesText): string {
  if (ref === 'owner' || ref === 'manager') {
    return t(`policies.who.${ref}`);
  }
  const name = isolate(nameOfRef(ref));
  return isGroupRef(ref) ? t('policies.who.group', { name }) : name;
}

/** One selector of accounts in words. */
export function targetWord(target: TargetSelector, t: PoliciesText): string {
  if ('account' in target) {
    return t('policies.target.account', {
      id: formatAccountId(target.account),
    });
  }
  if ('ou' in target) {
    return t(
      target.descendants ? 'policies.target.ou' : 'policies.target.ouOnly',
      { ou: isolate(target.ou) },
    );
  }
  if ('tag' in target) {
    return t('policies.target.tag', tagWords(target.tag));
  }
  if ('owner' in target) {
    return t('policies.target.owner', { who: whoWords(target.owner, t) });
  }
  return t('owned' in target ? 'policies.target.owned' : 'policies.target.all');
}

/** One selector of permission sets in words. */
export function permissionSetWord(
  selector: PermissionSetSelector,
  t: PoliciesText,
): string {
  if ('name' in selector) {
    return isolate(selector.name);
  }
  if ('arn' in selector) {
    return isolate(selector.arn);
  }
  return 'tag' in selector
    ? t('policies.set.tag', tagWords(selector.tag))
    : t('policies.set.all');
}

function targetWords(targets: TargetSelector[], t: PoliciesText): string {
  return listed(targets.map(target => targetWord(target, t)));
}

function permissionSetWords(
  selectors: PermissionSetSelector[],
  t: PoliciesText,
): string {
  return listed(selectors.map(selector => permissionSetWord(selector, t)));
}

function tagWords({ key, value }: { key: string; value: string }) {
  return { tag: isolate(`${key}=${value}`) };
}

function hoursWords(
  { days, from, to, timeZone }: WorkingHours,
  t: PoliciesText,
) {
  return {
    days: listed([...days].sort((a, b) => a - b).map(day => dayWord(day, t))),
    from,
    to,
    zone: timeZone,
  };
}

/** An ISO weekday, from 1 for Monday, in short. */
export function dayWord(day: number, t: PoliciesText): string {
  switch (day) {
    case 1:
      return t('policies.day.mon');
    case 2:
      return t('policies.day.tue');
    case 3:
      return t('policies.day.wed');
    case 4:
      return t('policies.day.thu');
    case 5:
      return t('policies.day.fri');
    case 6:
      return t('policies.day.sat');
    default:
      return t('policies.day.sun');
  }
}

function ruleSentence(
  field: 'reason' | 'ticket',
  rule: TextRule | undefined,
  t: PoliciesText,
): string[] {
  if (!rule) {
    return [];
  }
  const { required, minLength, pattern } = rule;
  return [
    [
      t(
        required
          ? `policies.sentence.${field}Required`
          : `policies.sentence.${field}Optional`,
      ),
      minLength > 0
        ? t('policies.sentence.minLength', { count: minLength })
        : '',
      pattern === undefined
        ? ''
        : t('policies.sentence.pattern', { pattern: isolate(pattern) }),
    ]
      .filter(Boolean)
      .join(' '),
  ];
}

function listed(items: string[]): string {
  return items.join(', ');
}
