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

/** Die Seite „Mein Zugriff“. */
export const myAccess = {
  'myAccess.title': 'Mein Zugriff',
  'myAccess.live': 'Was Sie jetzt haben',
  'myAccess.waiting': 'Wartend und geplant',
  'myAccess.past': 'Verlauf',
  'myAccess.empty': 'Sie haben keinen erhöhten Zugriff und warten auf keinen.',
  'myAccess.emptyAction': 'Zugriff anfordern',
  'myAccess.noHistory': 'Noch ist nichts zu Ende gegangen.',
  'myAccess.remaining': 'übrig',
  'myAccess.remainingLabel': 'noch {{span}}',
  'myAccess.open': 'Anforderung öffnen',
  'myAccess.again': 'Noch einmal',
  'myAccess.againLabel':
    '{{permissionSet}} auf {{account}} noch einmal anfordern',
  'myAccess.column.what': 'Was',
  'myAccess.column.status': 'Wie es ausging',
  'myAccess.column.when': 'Wann',
  'myAccess.column.actions': 'Aktionen',
  'myAccess.profile': 'AWS-CLI-Profil',
  'myAccess.usage.used': 'Benutzt: sehen, was getan wurde',
  'myAccess.usage.unused': 'Nie benutzt',
} as const;
