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

/** Mehr Zeit für laufenden Zugriff. */
export const extend = {
  'extend.action': 'Mehr Zeit',
  'extend.title': 'Mehr Zeit für {{permissionSet}} auf {{account}}',
  'extend.duration': 'Wie viel länger',
  'extend.remaining_one': 'Danach kann noch {{count}} Mal verlängert werden.',
  'extend.remaining_other': 'Danach kann noch {{count}} Mal verlängert werden.',
  'extend.last': 'Das ist die letzte mögliche Verlängerung.',
  'extend.preview.title': 'Was geschehen wird',
  'extend.preview.ends': 'Der Zugriff dauert bis {{until}} statt {{was}}.',
  'extend.preview.strict':
    'Neue Sitzungen können bis {{until}} statt {{was}} beginnen; aller Zugriff ist zu Ende um {{end}}.',
  'extend.preview.tail':
    'Vorher begonnene Sitzungen können noch bis {{tail}} dauern.',
  'extend.preview.unless':
    'Genehmigt niemand rechtzeitig, endet der Zugriff um {{was}} wie bisher.',
  'extend.send': '{{span}} mehr anfordern',
  'extend.close': 'Jetzt nicht',
  'extend.done': 'Mehr Zeit für {{permissionSet}} auf {{account}} angefordert',
  'extend.doneApproved': 'Mehr Zeit für {{permissionSet}} auf {{account}}',
  'extend.coming': 'Mehr Zeit',
  'extend.note': 'Mehr Zeit für {{what}}: bis {{until}} (war {{was}})',
  'extend.noteOpen': 'Mehr Zeit für {{what}}',
  'extend.row': '{{span}} mehr',
} as const;
