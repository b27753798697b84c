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

/** Was laut AWS mit einem Zugriff getan wurde. */
export const activity = {
  'activity.title': 'Was getan wurde',
  'activity.none':
    'Was getan wurde, ist hier nicht verzeichnet: Es ist keine Quelle für die Aufzeichnungen von AWS eingerichtet.',
  'activity.notYet':
    'AWS hat seine Aufzeichnungen noch nicht geliefert. Das dauert einige Minuten; diese Seite zeigt sie von selbst.',
  'activity.notYetUntil':
    'AWS hat seine Aufzeichnungen noch nicht geliefert. Vollständig sollten sie hier sein: {{when}}; diese Seite zeigt sie von selbst.',
  'activity.unavailable': 'Was getan wurde, konnte nicht gelesen werden.',
  'activity.unused': 'Der Zugriff wurde nie benutzt.',
  'activity.unusedSoFar':
    'Laut den Aufzeichnungen von AWS wurde bisher nichts getan.',
  'activity.counts_one':
    '{{count}} Aufruf, {{writes}} davon mit Änderungen, {{errors}} verweigert',
  'activity.counts_other':
    '{{count}} Aufrufe, {{writes}} davon mit Änderungen, {{errors}} verweigert',
  'activity.covered': 'Von {{from}} bis {{to}}.',
  'activity.partial': 'Mehr kann noch kommen bis {{when}}.',
  'activity.read': 'Gelesen aus {{source}} {{when}}.',
  'activity.truncated': 'Aufgezeichnet wurde mehr, als hier aufbewahrt wird.',
  'activity.filter.label': 'Welche Aufrufe',
  'activity.filter.all': 'Alle',
  'activity.filter.writes': 'Änderungen',
  'activity.filter.errors': 'Verweigert',
  'activity.filter.text': 'Aufruf, Dienst, Ressource, Adresse',
  'activity.found_one': '{{count}} Aufruf gezeigt',
  'activity.found_other': '{{count}} Aufrufe gezeigt',
  'activity.searching': 'Es wird noch gesucht …',
  'activity.no.all': 'Keine Aufrufe.',
  'activity.no.writes': 'Nichts wurde geändert.',
  'activity.no.errors': 'Nichts wurde verweigert.',
  'activity.no.match': 'Kein solcher Aufruf.',
  'activity.column.at': 'Wann',
  'activity.column.what': 'Aufruf',
  'activity.column.kind': 'Was er tat',
  'activity.column.resources': 'Worum es ging',
  'activity.column.from': 'Von wo',
  'activity.readOnly': 'gelesen',
  'activity.write': 'geändert',
  'activity.error': 'verweigert: {{code}}',
  'activity.export.action': 'Exportieren',
  'activity.export.csv': 'Tabelle (CSV)',
  'activity.export.jsonl': 'JSON Lines',
  'activity.export.done_one': '{{count}} Aufruf gespeichert',
  'activity.export.done_other': '{{count}} Aufrufe gespeichert',
  'activity.export.failed':
    'Das konnte nicht exportiert werden. Versuchen Sie es noch einmal.',
} as const;
