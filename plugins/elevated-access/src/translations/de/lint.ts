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

/** Was an Richtlinien nicht stimmt. */
export const lint = {
  'lint.title': 'Was an Richtlinien nicht stimmt',
  'lint.checked': 'geprüft {{when}}',
  'lint.total_one': '{{count}} Befund',
  'lint.total_other': '{{count}} Befunde, die schlimmsten zuerst',
  'lint.of_one': '{{count}} Befund zu {{policy}}',
  'lint.of_other': '{{count}} Befunde zu {{policy}}',
  'lint.since': 'seit {{when}}',
  'lint.none': 'Nichts Gefundenes passt zu den Filtern.',
  'lint.unread':
    'Die Befunde konnten nicht gelesen werden. Eine Richtlinie ohne Marke kann trotzdem welche haben.',
  'lint.fine': 'An den Richtlinien ist nichts auszusetzen.',
  'lint.fineHint':
    'Sie werden nach jeder Änderung angesehen und auch sonst regelmäßig.',
  'lint.never': 'Die Richtlinien wurden noch nicht angesehen.',
  'lint.neverHint':
    'Das geschieht von selbst, sobald Katalog und Verzeichnis lesbar sind.',
  'lint.filter.severity': 'Wie schlimm',
  'lint.filter.rule': 'Was',
  'lint.filter.policy': 'Richtlinie',
  'lint.filter.of': 'zu {{policy}}',
  'lint.severity.error': 'Fehler',
  'lint.severity.warning': 'Warnung',
  'lint.severity.info': 'Hinweis',
  'lint.count.error_one': '{{count}} Fehler',
  'lint.count.error_other': '{{count}} Fehler',
  'lint.count.warning_one': '{{count}} Warnung',
  'lint.count.warning_other': '{{count}} Warnungen',
  'lint.count.info_one': '{{count}} Hinweis',
  'lint.count.info_other': '{{count}} Hinweise',
  'lint.rule.subject-gone': 'Person oder Gruppe fehlt',
  'lint.rule.subject-empty': 'Gruppe ohne Mitglieder',
  'lint.rule.approver-gone': 'Genehmigende fehlen',
  'lint.rule.approver-empty':
    'In der genehmigenden Gruppe kann niemand handeln',
  'lint.rule.nobody-can-approve': 'Niemand kann genehmigen',
  'lint.rule.only-one-can-approve': 'Nur eine Person kann genehmigen',
  'lint.rule.permission-set-gone': 'Permission Set fehlt',
  'lint.rule.account-gone': 'Konto fehlt',
  'lint.rule.account-closed': 'Konto geschlossen',
  'lint.rule.ou-gone': 'Organisationseinheit fehlt',
  'lint.rule.nothing-selected': 'Wählt kein Konto',
  'lint.rule.no-approval-policy': 'Keine Genehmigungsrichtlinie',
  'lint.rule.shadowed': 'Immer antwortet zuerst eine andere',
  'lint.rule.unreachable': 'Antwortet nie',
  'lint.rule.broader-than-beside': 'Weiter als die daneben',
  'lint.rule.session-outlasts-grant': 'Sitzungen überdauern den Zugriff',
  'lint.rule.unreadable': 'Sie ist nicht lesbar',
  'lint.advice.subject-gone':
    'Berichtigen Sie den Namen, oder nehmen Sie ihn aus der Richtlinie.',
  'lint.advice.subject-empty':
    'Geben Sie der Gruppe Mitglieder, oder nehmen Sie sie aus der Richtlinie.',
  'lint.advice.approver-gone':
    'Berichtigen Sie den Namen, oder nehmen Sie ihn aus der Richtlinie.',
  'lint.advice.approver-empty':
    'Nehmen Sie Personen in die Gruppe auf, die handeln können, oder nennen Sie andere Genehmigende.',
  'lint.advice.nobody-can-approve':
    'Nennen Sie Genehmigende, für die die Richtlinie nicht selbst gilt.',
  'lint.advice.only-one-can-approve':
    'Nennen Sie eine zweite Person, die genehmigt.',
  'lint.advice.permission-set-gone':
    'Berichtigen Sie den Namen, oder nehmen Sie ihn aus der Richtlinie.',
  'lint.advice.account-gone':
    'Berichtigen Sie das Konto, oder nehmen Sie es aus der Richtlinie.',
  'lint.advice.account-closed':
    'Nehmen Sie das Konto aus der Richtlinie, wenn es nicht wieder geöffnet wird.',
  'lint.advice.ou-gone':
    'Berichtigen Sie die Organisationseinheit, oder nehmen Sie sie aus der Richtlinie.',
  'lint.advice.nothing-selected':
    'Berichtigen Sie die Auswahl, oder entfernen Sie sie, wenn es so sein soll.',
  'lint.advice.no-approval-policy':
    'Legen Sie eine Genehmigungsrichtlinie an, die das abdeckt.',
  'lint.advice.shadowed':
    'Entfernen Sie sie, oder geben Sie ihr einen höheren Vorrang.',
  'lint.advice.unreachable':
    'Entfernen Sie sie, oder verengen Sie die, die alles davon verbietet.',
  'lint.advice.broader-than-beside':
    'Verengen Sie sie, oder entfernen Sie die andere, wenn es so gemeint ist.',
  'lint.advice.session-outlasts-grant':
    'Verkürzen Sie die Sitzungen der Permission Sets in Identity Center, oder lassen Sie die Richtlinie mehr Zeit erlauben.',
  'lint.advice.unreadable': 'Schreiben Sie sie neu, oder löschen Sie sie.',
} as const;
