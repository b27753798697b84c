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

/** Das Bearbeiten von Richtlinien. */
export const policyForm = {
  'policyForm.title': 'Was sie sagt',
  'policyForm.new.eligibility': 'Neue Richtlinie: wer was anfordern darf',
  'policyForm.new.approval': 'Neue Richtlinie: wer genehmigt',
  'policyForm.edit': '{{policy}} bearbeiten',
  'policyForm.view.label': 'Anzeigen als',
  'policyForm.view.form': 'Formular',
  'policyForm.view.yaml': 'YAML',
  'policyForm.yaml.label': 'Die Richtlinie als YAML',
  'policyForm.yaml.hint':
    'Dasselbe, was in einer Datei mit Richtlinien stünde.',
  'policyForm.yaml.leave': 'Mit der Tabulatortaste verlassen Sie das Feld.',
  'policyForm.yaml.noObject':
    'Es muss eine Richtlinie sein: Namen von Angaben, jede mit ihrem Wert.',
  'policyForm.name.label': 'Name',
  'policyForm.name.hint':
    'Kleingeschriebene Wörter mit Bindestrichen. Lässt sich später nicht ändern.',
  'policyForm.description.label': 'Beschreibung',
  'policyForm.description.hint': 'Wozu sie da ist.',
  'policyForm.effect.label': 'Wirkung',
  'policyForm.effect.allow': 'Erlauben',
  'policyForm.effect.deny': 'Verbieten',
  'policyForm.subjects.label': 'Personen und Gruppen',
  'policyForm.subjects.hint': 'Mitglieder untergeordneter Gruppen zählen mit.',
  'policyForm.refs.placeholder': 'Katalog durchsuchen',
  'policyForm.refs.add': '{{ref}} hinzufügen',
  'policyForm.refs.addWord': 'Hinzufügen: {{who}}',
  'policyForm.selector.kind': 'Wie Nummer {{number}} gewählt wird',
  'policyForm.selector.remove': 'Nummer {{number}} entfernen',
  'policyForm.targets.label': 'Konten',
  'policyForm.targets.add': 'Konten hinzufügen',
  'policyForm.targets.account': 'Ein Konto',
  'policyForm.targets.accountId': 'Konto',
  'policyForm.targets.ou': 'Organisationseinheit',
  'policyForm.targets.ouValue': 'Pfad oder Nummer',
  'policyForm.targets.descendants': 'Mit den Einheiten darunter',
  'policyForm.targets.tag': 'Konten mit einem Tag',
  'policyForm.targets.owned': 'Was der Person gehört',
  'policyForm.targets.owner': 'Was jemandem gehört',
  'policyForm.targets.ownerValue': 'Wem es gehört',
  'policyForm.targets.all': 'Alle Konten',
  'policyForm.sets.label': 'Permission Sets',
  'policyForm.sets.add': 'Permission Sets hinzufügen',
  'policyForm.sets.name': 'Nach Namen',
  'policyForm.sets.nameValue': 'Name',
  'policyForm.sets.arn': 'Nach ARN',
  'policyForm.sets.arnValue': 'ARN',
  'policyForm.sets.tag': 'Mit einem Tag',
  'policyForm.sets.all': 'Jedes',
  'policyForm.tag.key': 'Schlüssel',
  'policyForm.tag.value': 'Wert',
  'policyForm.maxDuration.label': 'Höchstens',
  'policyForm.span.hours': 'Stunden',
  'policyForm.span.minutes': 'Minuten',
  'policyForm.span.seconds': 'Sekunden',
  'policyForm.approval.label': 'Genehmigung',
  'policyForm.approval.required': 'Jemand muss genehmigen',
  'policyForm.approval.notRequired': 'Sofort erteilen',
  'policyForm.risk.label': 'Risiko',
  'policyForm.risk.hint':
    'Ist es hoch, stehen Anforderungen im Eingang zuerst und sind gekennzeichnet. Wer anfordern oder genehmigen darf, ändert sich nicht.',
  'policyForm.risk.normal': 'Normal',
  'policyForm.risk.high': 'Hoch: Was sie erlaubt, ist gefährlich',
  'policyForm.hours.allow': 'Der Zugriff muss zu bestimmten Zeiten beginnen',
  'policyForm.hours.deny': 'Nur zu bestimmten Zeiten verbieten',
  'policyForm.hours.days': 'Tage',
  'policyForm.hours.from': 'Von',
  'policyForm.hours.to': 'Bis',
  'policyForm.hours.toHint':
    'Liegt es nicht nach dem Beginn, ist der nächste Tag gemeint.',
  'policyForm.hours.zone': 'Zeitzone',
  'policyForm.strictWindow': 'Keine Sitzung darf das Fenster überdauern',
  'policyForm.extension.label': 'Laufender Zugriff darf verlängert werden',
  'policyForm.extension.maximum': 'Wie oft',
  'policyForm.extension.total': 'Längstens insgesamt',
  'policyForm.reason': 'Eine eigene Regel für Gründe',
  'policyForm.ticket': 'Eine eigene Regel für Tickets',
  'policyForm.rule.required': 'Nötig',
  'policyForm.rule.minLength': 'Zeichen mindestens',
  'policyForm.rule.pattern': 'Muss zu diesem regulären Ausdruck passen',
  'policyForm.rule.message': 'Was dazu gesagt wird',
  'policyForm.rule.messageHint':
    'Steht beim Feld, und wenn der Text nicht passt.',
  'policyForm.priority.label': 'Priorität',
  'policyForm.priority.hint': 'Die höchste antwortet.',
  'policyForm.stage.title': 'Stufe {{number}}',
  'policyForm.stage.name': 'Name',
  'policyForm.stage.approvers': 'Wer genehmigt',
  'policyForm.stage.approversHint': 'Niemand genehmigt die eigene Anforderung.',
  'policyForm.stage.required': 'Wie viele zustimmen müssen',
  'policyForm.stage.requiredHint': 'Verschiedene Personen.',
  'policyForm.stage.add': 'Stufe hinzufügen',
  'policyForm.stage.remove': 'Stufe {{number}} entfernen',
  'policyForm.escalation.title': 'Eskalation {{number}}',
  'policyForm.escalation.after': 'Nach einer Wartezeit von',
  'policyForm.escalation.approvers': 'Dürfen auch entscheiden',
  'policyForm.escalation.add': 'Eskalation hinzufügen',
  'policyForm.escalation.remove': 'Eskalation {{number}} entfernen',
  'policyForm.comment.label': 'Wann Genehmigende kommentieren müssen',
  'policyForm.comment.optional': 'Nie',
  'policyForm.comment.on-reject': 'Wenn sie ablehnen',
  'policyForm.comment.always': 'Immer',
  'policyForm.requestExpiry.label':
    'Eine eigene Zeit, nach der unentschiedene Anforderungen ablaufen',
  'policyForm.requestExpiry.after': 'Läuft ab nach',
  'policyForm.reminders.label': 'Eigene Erinnerungen',
  'policyForm.reminders.first': 'Erste Erinnerung nach',
  'policyForm.reminders.maximum': 'Dann spätestens alle',
  'policyForm.meaning.title': 'Was das jetzt bedeutet',
  'policyForm.meaning.unfinished':
    'Die Sätze kommen, sobald sie vollständig ist.',
  'policyForm.meaning.problems_one': '{{count}} Angabe fehlt oder stimmt nicht',
  'policyForm.meaning.problems_other':
    '{{count}} Angaben fehlen oder stimmen nicht',
  'policyForm.meaning.more_one': 'und {{count}} weitere',
  'policyForm.meaning.more_other': 'und {{count}} weitere',
  'policyForm.covers.people.eligibility_one': '{{count}} Person ist gemeint',
  'policyForm.covers.people.eligibility_other':
    '{{count}} Personen sind gemeint',
  'policyForm.covers.people.approval_one': '{{count}} Person darf genehmigen',
  'policyForm.covers.people.approval_other':
    '{{count}} Personen dürfen genehmigen',
  'policyForm.changes.title': 'Verglichen mit dem Gespeicherten',
  'policyForm.changes.none':
    'Sie umfasst dieselben Personen, Konten und Permission Sets.',
  'policyForm.changes.peopleGained_one': '{{count}} Person kommt hinzu',
  'policyForm.changes.peopleGained_other': '{{count}} Personen kommen hinzu',
  'policyForm.changes.peopleLost_one': '{{count}} Person fällt heraus',
  'policyForm.changes.peopleLost_other': '{{count}} Personen fallen heraus',
  'policyForm.changes.accountsGained_one': '{{count}} Konto kommt hinzu',
  'policyForm.changes.accountsGained_other': '{{count}} Konten kommen hinzu',
  'policyForm.changes.accountsLost_one': '{{count}} Konto fällt heraus',
  'policyForm.changes.accountsLost_other': '{{count}} Konten fallen heraus',
  'policyForm.changes.permissionSetsGained_one':
    '{{count}} Permission Set kommt hinzu',
  'policyForm.changes.permissionSetsGained_other':
    '{{count}} Permission Sets kommen hinzu',
  'policyForm.changes.permissionSetsLost_one':
    '{{count}} Permission Set fällt heraus',
  'policyForm.changes.permissionSetsLost_other':
    '{{count}} Permission Sets fallen heraus',
  'policyForm.save': 'Speichern',
  'policyForm.create': 'Anlegen',
  'policyForm.leave': 'Zurück',
  'policyForm.blockedBy': 'Noch nicht: {{reason}}',
  'policyForm.blocked.yaml': 'Das YAML ist nicht lesbar.',
  'policyForm.blocked.overtaken': 'Jemand anderes hat inzwischen gespeichert.',
  'policyForm.blocked.problems_one':
    '{{count}} Angabe fehlt oder stimmt nicht.',
  'policyForm.blocked.problems_other':
    '{{count}} Angaben fehlen oder stimmen nicht.',
  'policyForm.blocked.findings_one':
    '{{count}} Befund sagt, dass sie nicht tun kann, wozu sie da ist.',
  'policyForm.blocked.findings_other':
    '{{count}} Befunde sagen, dass sie nicht tun kann, wozu sie da ist.',
  'policyForm.blocked.unchecked': 'Sie konnte nicht geprüft werden.',
  'policyForm.blocked.checking': 'Sie wird gerade geprüft.',
  'policyForm.blocked.why': 'Sagen Sie für den Verlauf, warum.',
  'policyForm.restored.title': 'Das hatten Sie zu schreiben begonnen.',
  'policyForm.restored.discard': 'Von vorn beginnen',
  'policyForm.overtaken.title':
    'Jemand anderes hat gespeichert, während Sie schrieben',
  'policyForm.overtaken.hint':
    'Was Sie geschrieben haben, ist noch da. Sehen Sie nach, was sich geändert hat, und wählen Sie dann.',
  'policyForm.overtaken.look': 'Nachsehen',
  'policyForm.overtaken.theirs': 'Das Gespeicherte nehmen',
  'policyForm.overtaken.mine': 'Mit meinem weitermachen',
} as const;
