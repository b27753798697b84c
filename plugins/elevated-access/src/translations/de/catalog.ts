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

/** Was auf Seiten des Katalogs steht. */
export const catalog = {
  'catalog.tab': 'Zugriff',
  'catalog.live.title': 'Wer jetzt Zugriff hat',
  'catalog.live.titleUser': 'AWS-Zugriff jetzt',
  'catalog.live.titleGroup': 'AWS-Zugriff der Mitglieder jetzt',
  'catalog.live.titleWorkload': 'Wer jetzt Zugriff auf die AWS-Konten hat',
  'catalog.live.people_one': '{{count}} Person hat jetzt Zugriff',
  'catalog.live.people_other': '{{count}} Personen haben jetzt Zugriff',
  'catalog.live.accesses_one': '{{count}} Zugriff ist jetzt aktiv',
  'catalog.live.accesses_other': '{{count}} Zugriffe sind jetzt aktiv',
  'catalog.live.atLeast': 'Mindestens {{number}}; was zuerst endet, steht oben',
  'catalog.live.none': 'Niemand hat jetzt erhöhten Zugriff.',
  'catalog.live.noneUser': 'Jetzt kein erhöhter Zugriff.',
  'catalog.live.noneGroup': 'Kein Mitglied hat jetzt erhöhten Zugriff.',
  'catalog.live.scope':
    'Sie sehen Ihren eigenen Zugriff und den, über den Sie entscheiden dürfen.',
  'catalog.live.all': 'Alles davon',
  'catalog.live.more_one': '{{count}} weiterer',
  'catalog.live.more_other': '{{count}} weitere',
  'catalog.request': 'Zugriff anfordern',
  'catalog.requestFor': 'Zugriff auf {{account}} anfordern',
  'catalog.requestSet': '{{permissionSet}} auf {{account}} anfordern',
  'catalog.what': '{{permissionSet}} auf {{account}}',
  'catalog.ask.title': 'AWS-Zugriff',
  'catalog.ask.because.annotation': 'steht in den Annotationen dieser Entität',
  'catalog.ask.because.relation': 'diese Entität hängt davon ab',
  'catalog.ask.because.owner': 'gehört denselben Leuten',
  'catalog.ask.likely': 'Am wahrscheinlichsten',
  'catalog.ask.none': 'Dahinter ist kein AWS-Konto bekannt.',
  'catalog.ask.noneHint':
    'Konten werden an der Annotation {{annotation}} erkannt, an dem, wovon dies abhängt, und am Besitzer.',
  'catalog.ask.nothing': 'Hier gibt es nichts, was Sie anfordern dürfen.',
  'catalog.ask.whyNot': 'Warum nicht?',
  'catalog.ask.whyNotFor':
    'Warum darf ich keinen Zugriff auf {{account}} anfordern?',
  'catalog.ask.upTo': 'bis zu {{duration}}',
  'catalog.ask.approval.required': 'mit Genehmigung',
  'catalog.ask.approval.not-required': 'ohne Genehmigung',
  'catalog.ask.approval.depends':
    'Genehmigung hängt von der Dauer oder der Zeit ab',
  'catalog.ask.more_one': '{{count}} weiteres Konto zeigen',
  'catalog.ask.more_other': '{{count}} weitere Konten zeigen',
  'catalog.ask.truncated': 'Es gibt mehr Konten, als hier stehen.',
  'catalog.ask.search': 'Alles durchsuchen, was Sie anfordern dürfen',
  'catalog.ask.audit_one': 'Wer darauf Zugriff hat und hatte',
  'catalog.ask.audit_other': 'Wer darauf Zugriff hat und hatte',
  'catalog.history.title': 'Zugriff auf dieses Konto',
  'catalog.history.titlePermissionSet': 'Zugriff mit diesem Permission Set',
  'catalog.history.titleUser': 'AWS-Zugriff dieser Person',
  'catalog.history.titleGroup': 'AWS-Zugriff der Mitglieder',
  'catalog.history.titleWorkload':
    'Zugriff auf die AWS-Konten, in denen dies läuft',
  'catalog.history.audit': 'Im Audit öffnen',
  'catalog.history.none':
    'Niemand, den Sie sehen dürfen, hat das bisher angefordert.',
  'catalog.history.scope':
    'Sie sehen Ihre eigenen Anforderungen und die, über die Sie entscheiden dürfen.',
  'catalog.history.column.who': 'Wer',
  'catalog.history.column.permissionSet': 'Permission Set',
  'catalog.history.column.account': 'Konto',
  'catalog.history.column.status': 'Status',
  'catalog.history.column.when': 'Von und bis',
  'catalog.history.column.reason': 'Grund',
  'catalog.history.open':
    'Die Anforderung von {{who}} für {{permissionSet}} auf {{account}} öffnen',
  'catalog.history.asked': 'angefordert {{when}}',
  'catalog.history.fromTo': '{{from}} bis {{to}}',
  'catalog.history.all_one': 'Das ist alles: {{count}} Anforderung.',
  'catalog.history.all_other': 'Das ist alles: {{count}} Anforderungen.',
};
