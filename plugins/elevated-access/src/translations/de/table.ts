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

/** Laufender Zugriff und die Tabelle der Anträge. */
export const table = {
  'active.title': 'Zugriff, den Sie beenden können',
  'active.overdue_one':
    '{{count}} Zugriff ist überfällig: AWS hat nicht bestätigt, dass er weg ist.',
  'active.overdue_other':
    '{{count}} Zugriffe sind überfällig: AWS hat nicht bestätigt, dass sie weg sind.',
  'active.empty':
    'Niemand, dessen Zugriff Sie beenden dürfen, hat jetzt Zugriff.',
  'active.emptyHint':
    'Genehmigende sehen hier, was sie genehmigen dürfen; Einsatzkräfte und Administratoren alles, was läuft.',
  'active.emptyFiltered': 'Nichts, was läuft, passt zu diesen Filtern.',
  'table.column.who': 'Wer',
  'table.column.permissionSet': 'Berechtigungssatz',
  'table.column.account': 'Konto',
  'table.column.status': 'Status',
  'table.column.when': 'Bis oder wann',
  'table.column.policy': 'Richtlinie und Genehmigung',
  'table.column.access': 'Hatte Zugriff',
  'table.column.created': 'Angefordert',
  'table.column.reason': 'Grund',
  'table.column.ticket': 'Ticket',
  'table.column.usage': 'Genutzt',
  'table.column.end': 'Beenden',
  'table.columns': 'Spalten',
  'table.open': '{{permissionSet}} in {{account}} für {{who}}',
  'table.when.overdue': 'seit {{when}}',
  'table.when.pending': 'läuft ab {{when}}',
  'table.when.scheduled': 'ab {{when}}',
  'table.by': 'von {{who}}',
  'table.approvedBy': 'Genehmigt von {{names}}',
  'table.noApproval': 'Keine Genehmigung nötig',
  'table.never': 'nie erteilt',
  'table.fromTo': '{{from}} bis {{to}}',
  'table.stillOpen': 'seit {{from}}',
  'table.usage.unknown': 'nicht bekannt',
  'table.usage.used': 'genutzt',
  'table.usage.unused': 'nie genutzt',
  'table.end_one': 'Das ist alles: {{count}} Anforderung.',
  'table.end_other': 'Das ist alles: {{count}} Anforderungen.',
} as const;
