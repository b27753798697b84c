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

/** Die Seite „Anfordern“. */
export const ask = {
  'ask.title': 'Zugriff anfordern',
  'ask.search.label': 'Was brauchen Sie?',
  'ask.search.placeholder': 'Konto, OU, Tag oder Permission Set',
  'ask.search.hint':
    'Pfeiltasten zum Wählen, Eingabetaste zum Nehmen, / führt hierher zurück',
  'ask.search.results': 'Was Sie anfordern dürfen',
  'ask.search.resultsFor': 'Was Sie anfordern dürfen und zu „{{search}}“ passt',
  'ask.search.searching': 'Wird gesucht …',
  'ask.search.count_one': '{{count}} Treffer',
  'ask.search.count_other': '{{count}} Treffer',
  'ask.search.countMore': 'Mehr als {{number}} Treffer',
  'ask.search.none': 'Nichts, was Sie anfordern dürfen, passt zu „{{search}}“.',
  'ask.search.noneHint':
    'Aufgeführt ist nur, was eine Richtlinie Sie anfordern lässt.',
  'ask.search.nothing': 'Noch lässt keine Richtlinie Sie etwas anfordern.',
  'ask.search.upTo': 'bis {{span}}',
  'ask.search.approvalRequired': 'Braucht Genehmigung',
  'ask.search.approvalNotRequired': 'Ohne Genehmigung',
  'ask.search.approvalDepends': 'Vielleicht mit Genehmigung',
  'ask.recent': 'Zuletzt',
  'ask.picked.title': '{{permissionSet}} auf {{account}}',
  'ask.picked.titleMany_one': '{{permissionSet}} auf {{count}} Konto',
  'ask.picked.titleMany_other': '{{permissionSet}} auf {{count}} Konten',
  'ask.picked.accounts': 'Konten',
  'ask.picked.remove': '{{account}} weglassen',
  'ask.picked.add': 'Weiteres Konto',
  'ask.picked.addTitle':
    'Welches weitere Konto? Dasselbe Permission Set, {{permissionSet}}.',
  'ask.picked.addNone':
    'Sie dürfen {{permissionSet}} in keinem weiteren Konto anfordern.',
  'ask.picked.addDone': 'Liste schließen',
  'ask.picked.change': 'Ändern',
  'ask.picked.goneSome':
    '{{what}} dürfen Sie nicht anfordern. Das Übrige ist unten ausgefüllt.',
  'ask.picked.gone':
    '{{what}} dürfen Sie nicht mehr anfordern. Wählen Sie aus der Liste.',
  'ask.duration.label': 'Wie lange',
  'ask.duration.max': '{{span}} (höchstens)',
  'ask.duration.custom': 'Anders',
  'ask.duration.customLabel': 'Minuten',
  'ask.duration.customHint': 'Bis zu {{max}} Minuten ({{span}})',
  'ask.duration.tooLong': 'Höchstens {{max}} Minuten ({{span}}).',
  'ask.duration.tooShort': 'Mindestens eine Minute.',
  'ask.start.label': 'Beginn',
  'ask.start.now': 'Jetzt',
  'ask.start.at': 'Zu einer Zeit',
  'ask.start.atLabel': 'Beginnt um',
  'ask.start.nowHint': 'Sobald genehmigt ist',
  'ask.start.past': 'Diese Zeit ist vorbei. Wählen Sie eine spätere.',
  'ask.reason.label': 'Grund',
  'ask.reason.hintMin_one': 'Mindestens {{count}} Zeichen',
  'ask.reason.hintMin_other': 'Mindestens {{count}} Zeichen',
  'ask.reason.tooShort_one': 'Mindestens {{count}} Zeichen ist nötig.',
  'ask.reason.tooShort_other': 'Mindestens {{count}} Zeichen sind nötig.',
  'ask.reason.required': 'Sagen Sie, wozu Sie den Zugriff brauchen.',
  'ask.reason.pattern': 'Der Grund hat nicht die erwartete Form.',
  'ask.reason.optional': 'Freiwillig',
  'ask.ticket.label': 'Ticket',
  'ask.ticket.required': 'Ein Ticket ist nötig.',
  'ask.ticket.pattern': 'Das Ticket hat nicht die erwartete Form.',
  'ask.ticket.optional': 'Freiwillig',
  'ask.preflight.title': 'Was geschehen wird',
  'ask.preflight.loading': 'Wird geprüft …',
  'ask.preflight.failed': 'Das konnte nicht geprüft werden.',
  'ask.preflight.noApproval':
    'Niemand muss das genehmigen. Der Zugriff beginnt von selbst.',
  'ask.preflight.approvalBy': 'Genehmigung durch {{stage}}',
  'ask.preflight.approvalNeeded_one': '{{count}} von {{people}} muss zustimmen',
  'ask.preflight.approvalNeeded_other':
    '{{count}} von {{people}} müssen zustimmen',
  'ask.preflight.canAct_one': '{{count}} Person kann entscheiden: {{names}}',
  'ask.preflight.canAct_other':
    '{{count}} Personen können entscheiden: {{names}}',
  'ask.preflight.nobody': 'zurzeit kann niemand entscheiden',
  'ask.preflight.andMore': '+{{number}}',
  'ask.preflight.accessUntil': 'Zugriff {{until}}',
  'ask.preflight.accessFrom': 'Zugriff von {{from}} bis {{until}}',
  'ask.preflight.ifApprovedNow': 'wenn sofort genehmigt wird',
  'ask.preflight.ifApprovedByThen': 'wenn bis dahin genehmigt ist',
  'ask.preflight.zone': 'Zeiten in {{zone}}',
  'ask.preflight.policy': 'Richtlinie',
  'ask.preflight.checks': 'Prüfungen',
  'ask.preflight.ok': 'In Ordnung',
  'ask.preflight.notOk': 'Nicht in Ordnung',
  'ask.preflight.open': 'Fehlt noch',
  'ask.check.identity': 'Ihr Identity-Center-Benutzer',
  'ask.check.account': 'Konto',
  'ask.check.permission-set': 'Permission Set',
  'ask.check.policy': 'Richtlinie',
  'ask.check.window': 'Zeit',
  'ask.check.reason': 'Grund',
  'ask.check.ticket': 'Ticket',
  'ask.check.approvers': 'Genehmigende',
  'ask.check.conflict': 'Widersprüche',
  'ask.submit.action': 'Zugriff anfordern',
  'ask.submit.many_one': 'Zugriff auf {{count}} Konto anfordern',
  'ask.submit.many_other': 'Zugriff auf {{count}} Konten anfordern',
  'ask.submit.blocked': 'Noch nicht: {{reason}}',
  'ask.submit.done_one': 'Anforderung gesendet',
  'ask.submit.done_other': '{{count}} Anforderungen gesendet',
  'ask.favourites.title': 'Favoriten',
  'ask.favourites.one': 'Favorit',
  'ask.favourites.mark': 'Favorit: {{permissionSet}} auf {{account}}',
  'ask.favourites.add': 'Als Favorit merken',
  'ask.favourites.remove': 'Kein Favorit mehr',
  'ask.draft.restored': 'Das hatten Sie eingegeben und nicht abgeschickt.',
  'ask.draft.startOver': 'Neu beginnen',
  'ask.draft.notSent':
    'Nichts wurde abgeschickt. Ihre Eingaben bleiben in diesem Tab erhalten.',
  'ask.draft.signedOut':
    'Nichts wurde abgeschickt: Ihre Sitzung ist zu Ende. Ihre Eingaben bleiben in diesem Tab erhalten; melden Sie sich wieder an und kommen Sie auf diese Seite zurück.',
  'ask.draft.unknown':
    'Es ist nicht bekannt, ob die Anforderung angekommen ist. Sehen Sie unter „Mein Zugriff“ nach, bevor Sie sie noch einmal abschicken. Ihre Eingaben bleiben in diesem Tab erhalten.',
  'ask.why.open': 'Nicht gefunden? Warum kann ich nicht …',
  'ask.why.title': 'Warum kann ich es nicht anfordern?',
  'ask.why.account': 'Konto',
  'ask.why.accountHint': 'Der Name oder die 12 Ziffern',
  'ask.why.accountWrong':
    'So heißt nicht genau ein Konto. Wählen Sie eines aus der Liste, oder geben Sie die 12 Ziffern an.',
  'ask.why.permissionSet': 'Permission Set',
  'ask.why.permissionSetHint':
    'Mit Namen, wenn Sie es von anderswo kennen, oder als ARN',
  'ask.why.permissionSetWrong':
    'Dieser Name ist hier nicht bekannt. Wählen Sie einen aus der Liste, oder geben Sie die ARN an.',
  'ask.why.ask': 'Sag mir, warum',
  'ask.why.refused':
    '{{permissionSet}} auf {{account}} dürfen Sie nicht anfordern.',
  'ask.why.permitted':
    '{{permissionSet}} auf {{account}} dürfen Sie anfordern.',
  'ask.why.remedy': 'Was Sie tun können:',
  'ask.why.request': 'Anfordern',
  'ask.why.policies': 'Was die Richtlinien sagen',
  'ask.why.applies': 'erlaubt es',
  'ask.why.denies': 'verbietet es',
  'ask.why.change': 'Was sich ändern müsste: {{change}}',
} as const;
