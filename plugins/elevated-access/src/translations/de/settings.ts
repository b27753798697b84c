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

/** Die Seite der Einstellungen. */
export const settings = {
  'settings.title': 'Einstellungen',
  'settings.approvals': 'Genehmigungen',
  'settings.times': 'Zeiten',
  'settings.approval.label': 'Wer genehmigt',
  'settings.approval.by-policy': 'Wen die Richtlinien nennen',
  'settings.approval.off': 'Niemand: Was erlaubt ist, wird sofort erteilt',
  'settings.approval.offWarning':
    'Solange das ausgeschaltet ist, sieht niemand eine Anforderung an, bevor Zugriff erteilt wird.',
  'settings.confirmChanges':
    'Änderungen an Richtlinien und Einstellungen warten, bis jemand anderes aus der Verwaltung sie bestätigt',
  'settings.maximumDuration.label': 'Längster Zugriff',
  'settings.maximumDuration.hint': 'Längere Richtlinien werden darauf gekürzt.',
  'settings.minimumDuration.label': 'Kürzester Zugriff',
  'settings.minimumDuration.hint':
    'Kürzer lässt sich weder anfordern noch genehmigen.',
  'settings.requestExpiry.label': 'Unentschiedene Anforderungen laufen ab nach',
  'settings.requestExpiry.hint': 'Wo die Genehmigungsrichtlinie nichts sagt.',
  'settings.maximumAdvance.label': 'Ein Beginn darf voraus liegen um',
  'settings.maximumAdvance.hint':
    'Weiter im Voraus lässt sich nichts anfordern.',
  'settings.maximumDelay.label': 'Genehmigter Zugriff darf später beginnen um',
  'settings.maximumDelay.hint':
    'Danach, etwa nach einem Ausfall, wird noch einmal um Genehmigung gebeten.',
  'settings.reason': 'Gründe, wo eine Richtlinie nichts sagt',
  'settings.ticket': 'Tickets, wo eine Richtlinie nichts sagt',
  'settings.banner.title': 'Banner',
  'settings.banner.text': 'Text',
  'settings.banner.hint':
    'Steht auf jeder Seite für erhöhten Zugriff. Leer für keinen.',
  'settings.banner.severity': 'Wie laut',
  'settings.banner.info': 'Information',
  'settings.banner.warning': 'Warnung',
  'settings.banner.danger': 'Gefahr',
  'settings.banner.preview': 'So wird es aussehen:',
  'settings.fixed':
    'Die Konfiguration sagt es ({{key}}); hier lässt es sich nicht ändern.',
  'settings.noHistory':
    'Die Einstellungen wurden im Portal noch nicht geändert.',
  'settings.restored': 'Das hatten Sie geändert und noch nicht gespeichert.',
  'settings.overtaken':
    'Jemand anderes hat die Einstellungen gespeichert, während Sie schrieben. Was Sie nicht angefasst haben, zeigt jetzt das Gespeicherte.',
  'settings.blocked.wrong': 'Oben stimmt etwas nicht.',
  'settings.save.title': 'Änderungen speichern',
  'settings.save.action': 'Speichern',
  'settings.save.discard': 'Verwerfen',
  'settings.saved': 'Die Einstellungen sind geändert',
  'settings.savedWaits':
    'Die Änderung wartet auf jemand anderen aus der Verwaltung',
} as const;
