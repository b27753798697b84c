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

/** Warum jemand etwas anfordern darf. */
export const explain = {
  'explain.title': 'Warum darf jemand etwas anfordern oder nicht?',
  'explain.hint':
    'Fragen Sie nach Konto und Permission Set: Die Antwort ist die, die eine Anforderung bekäme.',
  'explain.person.label': 'Person',
  'explain.person.hint': 'Sie selbst, wenn leer.',
  'explain.person.wrong': 'Eine Person aus dem Katalog, etwa user:default/ann.',
  'explain.account.label': 'Konto',
  'explain.account.wrong':
    'Wählen Sie ein Konto oder tippen Sie seine 12 Ziffern.',
  'explain.permissionSet.label': 'Permission Set',
  'explain.permissionSet.wrong':
    'Wählen Sie ein Permission Set oder fügen Sie seinen ARN ein.',
  'explain.ask': 'Erklären',
  'explain.permitted':
    'Ja: {{who}} darf {{permissionSet}} auf {{account}} anfordern.',
  'explain.refused':
    'Nein: {{who}} darf {{permissionSet}} auf {{account}} so nicht anfordern.',
  'explain.answers': 'Die Richtlinie, die antwortet:',
  'explain.noApproval': 'Niemand muss genehmigen.',
  'explain.stage_one': '{{name}}: {{count}} Genehmigung durch',
  'explain.stage_other': '{{name}}: {{count}} Genehmigungen durch',
  'explain.nobody': 'niemand kann jetzt handeln',
  'explain.checks': 'Was eine Anforderung bestehen muss',
  'explain.considered_one': '{{count}} Richtlinie wurde angesehen',
  'explain.considered_other':
    '{{count}} Richtlinien wurden angesehen, die nächstliegenden zuerst',
  'explain.noneConsidered': 'Keine Richtlinie konnte dafür angesehen werden.',
  'explain.approvalPolicies': 'Genehmigungsrichtlinien, die angesehen wurden',
  'explain.itAnswers': 'antwortet',
  'explain.itDenies': 'verbietet es',
  'explain.itHolds': 'gilt',
  'explain.appliesButNotFirst': 'träfe zu, aber eine andere kommt zuerst',
  'explain.doesNotApply': 'trifft nicht zu',
  'explain.change': 'Was sich ändern müsste:',
  'explain.ok': 'Passt:',
  'explain.notOk': 'Passt nicht:',
  'explain.question': 'Die Frage',
  'explain.answer': 'Die Antwort',
} as const;
