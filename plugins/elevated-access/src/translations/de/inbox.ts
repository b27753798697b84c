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

/** Die Seite „Eingang“ und das Entscheiden überall. */
export const inbox = {
  'inbox.title_one': '{{count}} Anforderung wartet auf Sie',
  'inbox.title_other': '{{count}} Anforderungen warten auf Sie',
  'inbox.empty': 'Nichts wartet auf Sie.',
  'inbox.emptyHint':
    'Anforderungen, über die Sie entscheiden dürfen, erscheinen hier von selbst, und Sie werden benachrichtigt.',
  'inbox.list': 'Anforderungen, die auf Ihre Entscheidung warten',
  'inbox.details': 'Einzelheiten der gewählten Anforderung',
  'inbox.handled.approved': 'Schon genehmigt von {{who}}, {{when}}',
  'inbox.handled.rejected': 'Schon abgelehnt von {{who}}, {{when}}',
  'inbox.handled.cancelled': 'Zurückgezogen von {{who}}',
  'inbox.handled.other': 'Schon erledigt: {{status}}',
  'inbox.changed':
    'Die Anforderung hat sich geändert, seit Sie sie geöffnet haben. Sehen Sie noch einmal hin und entscheiden Sie dann.',
  'inbox.done.approve':
    'Genehmigt: {{permissionSet}} auf {{account}} für {{who}}',
  'inbox.done.approveStage':
    'Von Ihnen genehmigt: {{permissionSet}} auf {{account}} für {{who}}. Andere müssen noch zustimmen.',
  'inbox.done.reject':
    'Abgelehnt: {{permissionSet}} auf {{account}} für {{who}}',
  'inbox.decide.title': 'Ihre Entscheidung',
  'inbox.decide.comment': 'Kommentar',
  'inbox.decide.commentOptional': 'Freiwillig. Wer angefordert hat, liest ihn.',
  'inbox.decide.commentOnReject':
    'Nötig zum Ablehnen. Wer angefordert hat, liest ihn.',
  'inbox.decide.commentAlways': 'Nötig. Wer angefordert hat, liest ihn.',
  'inbox.decide.commentMissing':
    'Schreiben Sie zuerst einen Kommentar: Wer angefordert hat, muss wissen, warum.',
  'inbox.decide.approve': '{{span}} genehmigen',
  'inbox.decide.reject': 'Ablehnen',
  'inbox.decide.shorter': 'Für kürzere Zeit genehmigen',
  'inbox.decide.shorterLabel': 'Für wie viele Minuten genehmigen',
  'inbox.decide.shorterHint':
    'Angefordert: {{span}}. Wer angefordert hat, sieht beides.',
  'inbox.decide.shorterWrong':
    'Mindestens eine Minute und weniger als angefordert.',
  'inbox.decide.whole': 'Die ganzen {{span}} genehmigen',
  'inbox.shortcuts.open': 'Tastatur',
  'inbox.shortcuts.title': 'Tastenkürzel',
  'inbox.shortcuts.next': 'Nächste Anforderung',
  'inbox.shortcuts.previous': 'Vorige Anforderung',
  'inbox.shortcuts.approve': 'Gewählte Anforderung genehmigen',
  'inbox.shortcuts.reject': 'Gewählte Anforderung ablehnen',
  'inbox.shortcuts.help': 'Diese Hilfe zeigen',
  'inbox.shortcuts.enabled': 'Einzelne Tasten auf dieser Seite verwenden',
  'inbox.shortcuts.close': 'Schließen',
  'inbox.order':
    'Hohes Risiko zuerst. In jedem Risiko, was eskaliert ist oder binnen einer Stunde abläuft, dann das Älteste.',
  'inbox.urgency.escalated': 'Eskaliert',
  'inbox.urgency.expires': 'Läuft ab {{when}}',
  'inbox.batch.choose':
    '{{permissionSet}} auf {{account}} für {{who}} auswählen',
  'inbox.batch.title_one': '{{count}} ausgewählt',
  'inbox.batch.title_other': '{{count}} ausgewählt',
  'inbox.batch.none': 'Auswahl aufheben',
  'inbox.batch.commentHint': 'Für alle derselbe. Die Anfordernden lesen ihn.',
  'inbox.batch.approve_one': '{{count}} Anforderung genehmigen',
  'inbox.batch.approve_other': '{{count}} Anforderungen genehmigen',
  'inbox.batch.reject_one': '{{count}} Anforderung ablehnen',
  'inbox.batch.reject_other': '{{count}} Anforderungen ablehnen',
  'inbox.batch.results': 'Was daraus wurde',
  'inbox.batch.close': 'Schließen',
  'inbox.batch.refused':
    '{{permissionSet}} auf {{account}} für {{who}}: {{reason}}',
  'inbox.batch.unknown':
    '{{permissionSet}} auf {{account}} für {{who}}: Es kam keine Antwort. Sehen Sie noch einmal nach.',
  'inbox.handled.gone': 'Wartet nicht mehr auf Sie',
  'inbox.shortcuts.choose':
    'Die markierte Anforderung auswählen, um mehrere zugleich zu entscheiden',
} as const;

/** Was beim Entscheiden hilft. */
export const background = {
  'background.title': 'Hintergrund',
  'background.failed':
    'Das konnte nicht gelesen werden. Die Entscheidung hängt nicht davon ab.',
  'background.firstRequest':
    'Keine andere Anforderung in den letzten 30 Tagen.',
  'background.requests_one':
    '{{count}} andere Anforderung in 30 Tagen: {{approved}} genehmigt, {{rejected}} abgelehnt.',
  'background.requests_other':
    '{{count}} andere Anforderungen in 30 Tagen: {{approved}} genehmigt, {{rejected}} abgelehnt.',
  'background.unused_one': '{{count}} Zugriff wurde nie benutzt.',
  'background.unused_other': '{{count}} Zugriffe wurden nie benutzt.',
  'background.madeOf': 'Besteht aus {{parts}}',
  'background.madeOfNothing': 'Keine Richtlinien: Es erlaubt nichts.',
  'background.inline': 'einer eigenen Richtlinie',
  'background.boundary': 'einer Berechtigungsgrenze',
  'background.before': 'Ihre letzte Genehmigung',
  'background.neverApproved':
    'Sie haben dieses Permission Set hier noch nie genehmigt.',
  'background.unchanged': 'Unverändert, seit Sie es genehmigt haben: {{when}}.',
  'background.changed':
    'Verändert, seit Sie es genehmigt haben: {{when}}. Sehen Sie genau hin.',
  'background.alsoHolds': 'Hat dort jetzt',
  'background.holdsNothing': 'sonst nichts',
} as const;
