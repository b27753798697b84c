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

/** Wer ein Konto erreichen kann. */
export const reach = {
  'reach.title': 'Wer kann ein Konto erreichen?',
  'reach.hint':
    'Wählen Sie ein Konto: Jede Richtlinie, die davon spricht, wird mit den gemeinten Personen aufgeführt.',
  'reach.of': 'Wer {{account}} erreichen kann',
  'reach.unknown': 'Das Verzeichnis kennt dieses Konto nicht.',
  'reach.barred': 'Niemand, was auch immer Richtlinien sagen',
  'reach.nobody': 'Keine Richtlinie lässt hier jemanden etwas anfordern.',
  'reach.denyWins':
    'Was eine Richtlinie verbietet, ist verboten, was auch immer die anderen erlauben.',
  'reach.someHours': 'Nur zu bestimmten Zeiten.',
  'reach.truncated_one': 'Gezeigt wird {{count}} davon.',
  'reach.truncated_other': 'Gezeigt werden die ersten {{count}}.',
} as const;
