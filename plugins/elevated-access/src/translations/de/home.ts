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

/** Was auf der Startseite des Portals steht. */
export const home = {
  'home.myAccess.title': 'Mein AWS-Zugriff',
  'home.myAccess.description':
    'Der erhöhte Zugriff, den ich jetzt habe, und bis wann',
  'home.myAccess.none': 'Sie haben keinen erhöhten Zugriff.',
  'home.myAccess.request': 'Zugriff anfordern',
  'home.myAccess.left': 'noch {{span}}',
  'home.myAccess.waiting_one': '{{count}} Anforderung wartet oder ist geplant',
  'home.myAccess.waiting_other':
    '{{count}} Anforderungen warten oder sind geplant',
  'home.myAccess.all': 'Mein Zugriff',
  'home.inbox.title': 'Wartet auf meine Entscheidung',
  'home.inbox.description':
    'Anforderungen von AWS-Zugriff, über die ich entscheiden darf',
  'home.inbox.none': 'Nichts wartet auf Sie.',
  'home.inbox.ask': '{{who}}: {{what}}',
  'home.inbox.details': 'für {{duration}} · angefordert {{when}}',
  'home.inbox.all_one': 'Eingang öffnen ({{count}} wartet)',
  'home.inbox.all_other': 'Eingang öffnen ({{count}} warten)',
};
