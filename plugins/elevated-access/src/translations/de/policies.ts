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

/** Die Seiten über Richtlinien. */
export const policies = {
  'policies.title': 'Richtlinien',
  'policies.nav.label': 'Seiten über Richtlinien',
  'policies.nav.list': 'Alle Richtlinien',
  'policies.nav.changes': 'Wartende Änderungen',
  'policies.nav.changesWaiting_one': '{{count}} wartende Änderung',
  'policies.nav.changesWaiting_other': '{{count}} wartende Änderungen',
  'policies.nav.lint': 'Befunde',
  'policies.nav.explain': 'Erklären',
  'policies.nav.reach': 'Wer erreicht',
  'policies.nav.sources': 'Quellen',
  'policies.nav.settings': 'Einstellungen',
  'policies.denied.read': 'Richtlinien sind für Verwaltende und Prüfende',
  'policies.denied.change': 'Nur Verwaltende ändern Richtlinien',
  'policies.denied.hint':
    'Sie können dennoch fragen, warum Sie etwas anfordern dürfen oder nicht.',
  'policies.new.eligibility': 'Neue Richtlinie',
  'policies.new.approval': 'Neue Genehmigungsrichtlinie',
  'policies.count_one': '{{count}} Richtlinie',
  'policies.count_other': '{{count}} Richtlinien',
  'policies.empty': 'Es gibt noch keine Richtlinien.',
  'policies.emptyHint': 'Solange es keine gibt, kann niemand etwas anfordern.',
  'policies.none': 'Keine Richtlinie passt zu den Filtern.',
  'policies.unreadable.title': 'Die Richtlinie {{name}} ist nicht lesbar',
  'policies.unreadable.closing':
    'Niemand weiß, was sie verbietet oder wer genehmigen muss, deshalb wird nichts erteilt. Schreiben Sie sie über die API neu, löschen Sie sie, oder setzen Sie die Version dieses Plugins ein, die sie geschrieben hat.',
  'policies.unreadable.open':
    'Sie erlaubt nichts, und Richtlinien ihres Vorrangs und darunter verlangen solange eine Genehmigung.',
  'policies.unreadable.disabled':
    'Sie ist abgeschaltet, deshalb hängt nichts von ihr ab.',
  'policies.unreadable.delete': '{{name}} löschen',
  'policies.filter.search': 'Suche',
  'policies.filter.searchHint': 'Name, Gruppe, Konto, Permission Set',
  'policies.filter.kind': 'Art',
  'policies.filter.source': 'Quelle',
  'policies.filter.any': 'Alle',
  'policies.kind.eligibility': 'Wer anfordern darf',
  'policies.kind.approval': 'Wer genehmigt',
  'policies.source.portal': 'Portal',
  'policies.source.config': 'Konfiguration',
  'policies.source.file': 'Datei',
  'policies.source.location': 'Repository',
  'policies.column.name': 'Richtlinie',
  'policies.column.effect': 'Was sie tut',
  'policies.column.covers': 'Umfasst',
  'policies.column.priority': 'Priorität',
  'policies.column.source': 'Quelle',
  'policies.covers': '{{people}} · {{accounts}} · {{permissionSets}}',
  'policies.people_one': '{{count}} Person',
  'policies.people_other': '{{count}} Personen',
  'policies.accounts_one': '{{count}} Konto',
  'policies.accounts_other': '{{count}} Konten',
  'policies.permissionSets_one': '{{count}} Permission Set',
  'policies.permissionSets_other': '{{count}} Permission Sets',
  'policies.effect.allow': 'Erlaubt',
  'policies.effect.deny': 'Verbietet',
  'policies.effect.approval': 'Genehmigung',
  'policies.disabled': 'Abgeschaltet',
  'policies.changeWaits': 'Änderung wartet',
  'policies.findings': 'Was daran nicht stimmt',
  'policies.meaning': 'Was sie bedeutet',
  'policies.changedBy': 'Zuletzt geändert',
  'policies.version': 'Version',
  'policies.readOnly':
    'Sie ist außerhalb des Portals geschrieben und wird dort geändert.',
  'policies.gone': 'Diese Richtlinie gibt es nicht.',
  'policies.goneHint':
    'Vielleicht wurde sie gelöscht oder umbenannt. Ihr Verlauf bleibt erhalten.',
  'policies.waits.title':
    'Eine Änderung wartet auf jemand anderen aus der Verwaltung',
  'policies.waits.hint':
    'Weitere Änderungen sind möglich, sobald diese bestätigt oder verworfen ist.',
  'policies.example': 'Beispiel: {{example}}',
  'policies.why': 'Warum',
  'policies.whyHint': 'Bleibt für immer im Verlauf.',
  'policies.action.edit': 'Bearbeiten',
  'policies.action.copy': 'Kopieren',
  'policies.action.enable': 'Einschalten',
  'policies.action.disable': 'Abschalten',
  'policies.action.delete': 'Löschen',
  'policies.ask.enable': '{{policy}} einschalten?',
  'policies.ask.enableBody':
    'Sie erlaubt binnen Sekunden wieder, was sie umfasst.',
  'policies.ask.enableDenyBody':
    'Sie verbietet binnen Sekunden wieder, was sie umfasst.',
  'policies.ask.disable': '{{policy}} abschalten?',
  'policies.ask.disableBody':
    'Sie erlaubt nichts, bis sie wieder eingeschaltet wird.',
  'policies.ask.disableDenyBody':
    'Sie verbietet nichts, bis sie wieder eingeschaltet wird: Andere Richtlinien geben dann vielleicht, was sie verwehrt hat.',
  'policies.ask.delete': '{{policy}} löschen?',
  'policies.ask.deleteBody':
    'Sie erlaubt nichts mehr. Ihr Verlauf bleibt erhalten.',
  'policies.ask.deleteDenyBody':
    'Sie verbietet nichts mehr: Andere Richtlinien geben dann vielleicht, was sie verwehrt hat. Ihr Verlauf bleibt erhalten.',
  'policies.ask.live':
    'Zugriff, den jemand jetzt hat, bleibt bis zu seinem Ende.',
  'policies.ask.close': 'Abbrechen',
  'policies.changed.applied': '{{policy}} ist geändert',
  'policies.changed.waits':
    'Die Änderung von {{policy}} wartet auf jemand anderen aus der Verwaltung',
  'policies.history.title': 'Verlauf',
  'policies.history.none': 'Noch ist nichts festgehalten.',
  'policies.history.version': 'Version {{number}}: {{action}}',
  'policies.history.action.create': 'angelegt',
  'policies.history.action.edit': 'bearbeitet',
  'policies.history.action.enable': 'eingeschaltet',
  'policies.history.action.disable': 'abgeschaltet',
  'policies.history.action.delete': 'gelöscht',
  'policies.history.byFile': 'von dort, wo sie geschrieben ist',
  'policies.history.confirmedBy': 'bestätigt von {{who}}',
  'policies.history.changes': 'Was sich mit Version {{number}} änderte',
  'policies.diff.nothing': 'Am Text änderte sich nichts.',
  'policies.diff.added': 'hinzugefügt:',
  'policies.diff.removed': 'entfernt:',
  'policies.changes.title': 'Änderungen, die auf Bestätigung warten',
  'policies.changes.empty': 'Keine Änderung wartet.',
  'policies.changes.emptyHint':
    'Verlangen die Einstellungen ein zweites Augenpaar, warten Änderungen hier, bis jemand anderes aus der Verwaltung sie bestätigt.',
  'policies.changes.create': '{{policy}} anlegen',
  'policies.changes.edit': '{{policy}} bearbeiten',
  'policies.changes.enable': '{{policy}} einschalten',
  'policies.changes.disable': '{{policy}} abschalten',
  'policies.changes.delete': '{{policy}} löschen',
  'policies.changes.settings': 'Einstellungen ändern',
  'policies.changes.open': 'Richtlinie öffnen',
  'policies.changes.own':
    'Es ist Ihre eigene Änderung: Jemand anderes aus der Verwaltung muss sie bestätigen. Sie können sie zurückziehen.',
  'policies.changes.mayNotConfirm':
    'Sie können diese Änderung nicht bestätigen.',
  'policies.changes.comment': 'Kommentar',
  'policies.changes.confirm': 'Bestätigen',
  'policies.changes.discard': 'Verwerfen',
  'policies.changes.withdraw': 'Zurückziehen',
  'policies.changes.confirmed': 'Die Änderung gilt jetzt',
  'policies.changes.discarded': 'Die Änderung ist verworfen',
  'policies.sources.title': 'Woher Richtlinien kommen',
  'policies.sources.explanation':
    'Jeder Ort wird als Ganzes gelesen: Mit einem Fehler darin ändert sich nichts von diesem Ort, und es gilt, was zuletzt fehlerfrei gelesen wurde.',
  'policies.sources.place': 'Ort',
  'policies.sources.read': 'Zuletzt fehlerfrei gelesen',
  'policies.sources.attempted': 'Zuletzt nachgesehen',
  'policies.sources.neverRead': 'Hier wurde noch nie fehlerfrei gelesen',
  'policies.sources.neverReadHint':
    'Niemand kann sagen, was hier verboten wird. Bis es gelesen werden kann, wird deshalb nichts Neues erteilt.',
  'policies.sources.problems_one':
    '{{count}} Fehler verhindert, dass verwendet wird, was jetzt dort steht',
  'policies.sources.problems_other':
    '{{count}} Fehler verhindern, dass verwendet wird, was jetzt dort steht',
  'policies.sources.lastHolds':
    'Bis dahin gilt, was zuletzt fehlerfrei gelesen wurde.',
  'policies.who.group': 'Mitglieder von {{name}}',
  'policies.who.owner': 'wem das Konto gehört',
  'policies.who.manager': 'die vorgesetzte Person',
  'policies.target.account': 'Konto {{id}}',
  'policies.target.ou': 'Konten in {{ou}} und darunter',
  'policies.target.ouOnly': 'Konten direkt in {{ou}}',
  'policies.target.tag': 'Konten mit dem Tag {{tag}}',
  'policies.target.owned': 'Konten, die ihnen laut Katalog gehören',
  'policies.target.owner': 'Konten im Besitz von {{who}}',
  'policies.target.all': 'alle Konten',
  'policies.set.tag': 'Permission Sets mit dem Tag {{tag}}',
  'policies.set.all': 'jedes Permission Set',
  'policies.day.mon': 'Mo',
  'policies.day.tue': 'Di',
  'policies.day.wed': 'Mi',
  'policies.day.thu': 'Do',
  'policies.day.fri': 'Fr',
  'policies.day.sat': 'Sa',
  'policies.day.sun': 'So',
  'policies.sentence.allow':
    'Wer anfordern darf: {{who}}. Was: {{permissionSets}}. Wo: {{accounts}}.',
  'policies.sentence.deny':
    'Wer nicht anfordern darf: {{who}}. Was: {{permissionSets}}. Wo: {{accounts}}.',
  'policies.sentence.denyWins':
    'Sie geht jeder erlaubenden Richtlinie vor, gleich welcher Priorität.',
  'policies.sentence.denyHours':
    'Nur wenn der Zugriff begänne: {{days}}, {{from}} bis {{to}} ({{zone}}).',
  'policies.sentence.allowHours':
    'Der Zugriff muss beginnen: {{days}}, {{from}} bis {{to}} ({{zone}}).',
  'policies.sentence.maxDuration': 'Für höchstens {{span}}',
  'policies.sentence.approvalRequired': 'Jedes Mal muss jemand genehmigen.',
  'policies.sentence.approvalNotRequired':
    'Niemand muss genehmigen: Der Zugriff wird sofort erteilt.',
  'policies.sentence.highRisk':
    'Was sie erlaubt, ist von hohem Risiko: Anforderungen stehen im Eingang zuerst und sind gekennzeichnet.',
  'policies.sentence.strictWindow':
    'Der Zugriff wird so früh entzogen, dass keine Sitzung das Fenster überdauert.',
  'policies.sentence.extension_one':
    'Laufender Zugriff lässt sich {{count}} Mal verlängern, insgesamt bis {{span}}',
  'policies.sentence.extension_other':
    'Laufender Zugriff lässt sich {{count}} Mal verlängern, insgesamt bis {{span}}',
  'policies.sentence.noExtension':
    'Laufender Zugriff lässt sich nicht verlängern.',
  'policies.sentence.reasonRequired': 'Ein Grund ist nötig.',
  'policies.sentence.reasonOptional': 'Ein Grund kann fehlen.',
  'policies.sentence.ticketRequired': 'Ein Ticket ist nötig.',
  'policies.sentence.ticketOptional': 'Ein Ticket kann fehlen.',
  'policies.sentence.minLength_one': 'Mindestens {{count}} Zeichen.',
  'policies.sentence.minLength_other': 'Mindestens {{count}} Zeichen.',
  'policies.sentence.pattern': 'Passend zu {{pattern}}.',
  'policies.sentence.priority':
    'Priorität {{priority}}: Von mehreren, die dasselbe erlauben, antwortet die höchste.',
  'policies.sentence.approval':
    'Sie sagt, wer {{permissionSets}} genehmigt, und zwar für {{accounts}}.',
  'policies.sentence.stage_one':
    'Stufe {{place}}, {{name}}: {{count}} Person muss zustimmen, aus {{who}}.',
  'policies.sentence.stage_other':
    'Stufe {{place}}, {{name}}: {{count}} verschiedene Personen müssen zustimmen, aus {{who}}.',
  'policies.sentence.escalation':
    'Hat Stufe {{place}} {{span}} gewartet, entscheiden auch {{who}}.',
  'policies.sentence.comment.optional':
    'Genehmigende können den Kommentar weglassen.',
  'policies.sentence.comment.on-reject':
    'Genehmigende müssen eine Ablehnung begründen.',
  'policies.sentence.comment.always':
    'Genehmigende müssen jedes Mal kommentieren.',
  'policies.sentence.requestExpiry':
    'Eine Anforderung, über die niemand entscheidet, läuft ab nach {{span}}',
  'policies.sentence.reminders':
    'Genehmigende werden erinnert nach {{first}}, dann spätestens alle {{maximum}}',
  'policies.changes.diff': 'Was sich ändern würde: {{title}}',
} as const;
