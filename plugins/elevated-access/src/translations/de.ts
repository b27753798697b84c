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

import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { activity } from './de/activity';
import { ask } from './de/ask';
import { extend } from './de/extend';
import { background, inbox } from './de/inbox';
import { myAccess } from './de/myAccess';
import { problem } from './de/problem';
import { request } from './de/request';
import { table } from './de/table';
import { elevatedAccessTranslationRef } from './translationRef';

/** Alle Texte auf Deutsch. */
export default createTranslationMessages({
  ref: elevatedAccessTranslationRef,
  full: true,
  messages: {
    title: 'Erhöhter Zugriff',
    'tabs.ask': 'Anfordern',
    'tabs.myAccess': 'Mein Zugriff',
    'tabs.inbox': 'Eingang',
    'tabs.active': 'Aktiv',
    'tabs.audit': 'Prüfung',
    'tabs.policies': 'Richtlinien',
    'tabs.health': 'Zustand',
    'demo.badge': 'DEMO-AWS',
    'demo.explanation':
      'Dieses Portal spricht mit einem simulierten AWS. Nichts hier berührt echte Konten.',
    'header.inbox_one': '{{count}} wartet auf Sie',
    'header.inbox_other': '{{count}} warten auf Sie',
    'time.days': '{{value}} T.',
    'time.hours': '{{value}} Std.',
    'time.minutes': '{{value}} Min.',
    'time.seconds': '{{value}} Sek.',
    'time.in': 'in {{span}}',
    'time.ago': 'vor {{span}}',
    'time.now': 'jetzt',
    'time.at': '{{clock}} ({{relative}})',
    'time.until': 'bis {{clock}} ({{relative}})',
    'status.pending': 'Wartet auf Genehmigung',
    'status.scheduled': 'Geplant',
    'status.activating': 'Wird erteilt',
    'status.active': 'Aktiv',
    'status.ending': 'Wird entfernt',
    'status.overdue': 'Überfällig',
    'status.ended': 'Beendet',
    'status.rejected': 'Abgelehnt',
    'status.cancelled': 'Zurückgezogen',
    'status.expired': 'Abgelaufen',
    'status.lapsed': 'Verfallen',
    'status.failed': 'Gescheitert',
    'sentence.pending': 'Wartet auf {{stage}}, läuft ab {{when}}',
    'sentence.pendingUnknown':
      'Wartet auf eine Entscheidung, läuft ab {{when}}',
    'sentence.reapproval':
      'Wartet noch einmal auf {{stage}}, läuft ab {{when}}',
    'sentence.reapprovalUnknown':
      'Wartet noch einmal auf eine Entscheidung, läuft ab {{when}}',
    'sentence.scheduled': 'Genehmigt, beginnt {{when}}',
    'sentence.activating': 'AWS erteilt diesen Zugriff gerade',
    'sentence.active': 'Aktiv {{until}}',
    'sentence.activeStrict': 'Aktiv, keine neuen Sitzungen nach {{when}}',
    'sentence.ending': 'AWS entfernt diesen Zugriff gerade',
    'sentence.overdue':
      'Überfällig seit {{when}}: AWS hat nicht bestätigt, dass dieser Zugriff weg ist',
    'sentence.elapsed': 'Pünktlich beendet {{when}}',
    'sentence.released': 'Zurückgegeben {{when}}',
    'sentence.revoked': 'Vorzeitig beendet von {{who}} {{when}}',
    'sentence.ended': 'Beendet {{when}}',
    'sentence.rejected': 'Abgelehnt von {{who}} {{when}}',
    'sentence.rejectedUnknown': 'Abgelehnt',
    'sentence.cancelled': 'Zurückgezogen, bevor der Zugriff begann',
    'sentence.expired': 'Niemand hat rechtzeitig entschieden',
    'sentence.lapsed':
      'Genehmigt, aber die Zeit war vorbei, bevor der Zugriff erteilt werden konnte',
    'sentence.failed': 'Der Zugriff konnte nicht erteilt werden',
    'sessionTail.until':
      'Vorher begonnene Sitzungen können noch {{until}} dauern',
    'sessionTail.label': 'Sitzungen bis',
    'sessionTail.explanation':
      'Zugangsdaten, die AWS vor dem Ende ausgegeben hat, gelten, bis sie ablaufen. Neue gibt es nicht mehr.',
    'sessionTail.strict':
      'Keine neuen Sitzungen nach {{last}}; aller Zugriff ist zu Ende um {{end}}',
    'sessionTail.strictOver': 'Aller Zugriff ist zu Ende um {{end}}',
    'sessionTail.open': 'Jetzt offene Sitzungen können noch {{until}} dauern',
    'sessionTail.strictLabel': 'Keine neuen Sitzungen nach',
    'sessionTail.strictExplanation':
      'Die Richtlinie hält das Zeitfenster streng ein: Der Zugriff wird eine Sitzungsdauer vor dem Ende entfernt, damit keine Zugangsdaten es überdauern.',
    'sessionTail.short': 'Sitzungen bis {{when}}',
    'sessionTail.shortStrict': 'alles vorbei {{when}}',
    'risk.high': 'Hohes Risiko',
    'reapproval.title': 'Die Genehmigung wird noch einmal gebraucht',
    'reapproval.requester': 'Bis sie wieder vorliegt, wird nichts erteilt.',
    'reapproval.approver':
      'Sehen Sie noch einmal hin, bevor Sie entscheiden: Frühere Genehmigungen zählen nicht.',
    'reapproval.badge': 'Noch einmal gefragt',
    'aws.createIntent': 'AWS wird gleich um die Zuweisung gebeten',
    'aws.createAccepted':
      'AWS hat die Zuweisung angenommen, sie ist noch nicht fertig',
    'aws.createVerifying':
      'AWS meldet Erfolg, es wird geprüft, ob der Zugriff da ist',
    'aws.deleteIntent': 'AWS wird gleich um die Entfernung gebeten',
    'aws.deleteAccepted':
      'AWS hat die Entfernung angenommen, sie ist noch nicht fertig',
    'aws.deleteVerifying':
      'AWS meldet Erfolg, es wird geprüft, ob der Zugriff weg ist',
    'aws.idle': 'Im Augenblick ist nichts zu tun',
    'aws.attempts_one': '{{count}} Versuch',
    'aws.attempts_other': '{{count}} Versuche',
    'aws.lastError': 'Letzte Antwort: {{error}}',
    'aws.nextAttempt': 'Nächster Versuch {{when}}',
    'aws.requestId': 'AWS-Vorgangsnummer',
    'aws.standing':
      'Dieser Zugriff bestand schon vorher und bleibt deshalb bestehen, wenn die Anforderung endet.',
    'aws.neverGivesUp':
      'Das Entfernen wird wiederholt, bis AWS bestätigt, dass der Zugriff weg ist.',
    'account.id': 'Kontonummer',
    'copy.label': '{{what}} kopieren',
    'copy.done': 'Kopiert',
    'copy.byHand':
      'Der Browser lässt diese Seite nicht für Sie kopieren. Der Text ist markiert: Kopieren Sie ihn mit Strg+C, auf einem Mac mit ⌘C.',
    'copy.close': 'Fertig',
    'error.title': 'Das konnte nicht geladen werden',
    'error.unreachable': 'Das Backend des Portals hat nicht geantwortet.',
    'error.unreadable':
      'Das Backend hat anders geantwortet, als diese Seite es versteht. Vielleicht sind Portal und Backend von verschiedenen Versionen.',
    'error.retry': 'Noch einmal versuchen',
    'error.stale':
      'Konnte nicht aktualisiert werden. Was Sie sehen, ist vielleicht veraltet.',
    'error.deniedTitle': 'Das dürfen Sie nicht sehen',
    'error.denied':
      'Ihnen fehlt die Berechtigung dafür. Fragen Sie die Stelle, die sich in Ihrer Organisation um erhöhten Zugriff kümmert.',
    'error.notFoundTitle': 'Diese Anforderung gibt es nicht',
    'error.notFound':
      'Es gibt sie nicht, oder Sie dürfen sie nicht sehen. Prüfen Sie den Link oder fragen Sie, wer ihn geschickt hat.',
    'error.noPageTitle': 'Diese Seite gibt es nicht',
    'error.noPage':
      'Prüfen Sie den Link, oder machen Sie mit einem der Reiter oben weiter.',
    'error.action': 'Das hat nicht geklappt',
    'error.unknownOutcome':
      'Vielleicht wurde es trotzdem ausgeführt. Sehen Sie nach, bevor Sie es noch einmal versuchen.',
    'error.signedOut': 'Ihre Sitzung ist zu Ende. Melden Sie sich wieder an.',
    'error.busy':
      'Das Backend ist beschäftigt. Versuchen Sie es gleich wieder.',
    required: 'Erforderlich',
    'picker.nothing': 'Nichts gefunden',
    'picker.chosen': 'Schon ausgewählt',
    loading: 'Wird geladen …',
    more: 'Mehr zeigen',
    'banner.identityTitle': 'Sie können zurzeit keinen Zugriff erhalten',
    'banner.identityCenterTitle':
      'AWS Identity Center ({{region}}) antwortet nicht',
    'banner.identityCenterSince': 'Keine Antwort seit {{when}}.',
    'banner.queued_one': '{{count}} Zugriff wartet auf seinen Beginn.',
    'banner.queued_other': '{{count}} Zugriffe warten auf ihren Beginn.',
    'banner.queuedNone': 'Neuer Zugriff wird eingereiht.',
    'banner.removals_one':
      '{{count}} Entfernung wird wiederholt, bis sie gelingt; Entfernungen kommen zuerst, sobald AWS antwortet.',
    'banner.removals_other':
      '{{count}} Entfernungen werden wiederholt, bis sie gelingen; Entfernungen kommen zuerst, sobald AWS antwortet.',
    'banner.engineTitle': 'Zurzeit kümmert sich niemand um Zugriffe',
    'banner.engineSince': 'Kein Backend hat gehandelt seit {{when}}.',
    'banner.engine':
      'Nichts beginnt und nichts endet, bis wieder ein Backend handelt; das sollte keine Minute dauern.',
    'banner.directoryTitle': 'Zurzeit kann nichts Neues erteilt werden',
    'banner.directory':
      'Das Verzeichnis der Konten und Permission Sets wurde zuletzt von AWS gelesen {{when}} und ist zu alt, um danach zu erteilen. Bestehender Zugriff endet trotzdem pünktlich.',
    'banner.directoryNever':
      'Das Verzeichnis der Konten und Permission Sets wurde noch nicht von AWS gelesen. Bestehender Zugriff endet trotzdem pünktlich.',
    'banner.identityStoreTitle': 'AWS Identity Store antwortet nicht',
    'banner.identityStore':
      'Personen können nicht geprüft werden, darum wartet neuer Zugriff. Bestehender endet trotzdem pünktlich.',
    'banner.organizationsTitle': 'AWS Organizations antwortet nicht',
    'banner.organizations':
      'Neue und verschobene Konten werden solange nicht gesehen.',
    'banner.degradedTitle': 'Etwas ist langsamer, als es sein sollte',
    'banner.degraded':
      'Zugriff beginnt oder endet vielleicht später als gewohnt.',
    'banner.since': 'Seit {{when}}.',
    'banner.health': 'Zustand',
    'banner.hide': 'Ausblenden',
    'banner.overdueTitle_one': '{{count}} Zugriff ist überfällig',
    'banner.overdueTitle_other': '{{count}} Zugriffe sind überfällig',
    'banner.overdueNothing':
      'AWS hat nicht bestätigt, dass der Zugriff weg ist, und nichts anderes erzwingt sein Ende: Er kann vielleicht noch verwendet werden. Das Entfernen wird wiederholt, bis es gelingt.',
    'banner.overdueIam':
      'AWS hat nicht bestätigt, dass der Zugriff weg ist. IAM selbst verbietet solange seine Verwendung. Das Entfernen wird wiederholt, bis es gelingt.',
    'banner.overdueMixed':
      'AWS hat nicht bestätigt, dass der Zugriff weg ist. Bei {{nothing}} davon erzwingt nichts anderes das Ende, sie können vielleicht noch verwendet werden; bei {{iam}} verbietet IAM selbst die Verwendung. Das Entfernen wird wiederholt, bis es gelingt.',
    'banner.overdueOthers':
      'Keinen davon dürfen Sie sehen. Das Entfernen wird wiederholt, bis AWS bestätigt, dass der Zugriff weg ist.',
    'banner.overdueList': 'Überfällige Zugriffe',
    'banner.overdueItem': '{{permissionSet}} auf {{account}} von {{who}}',
    'banner.overdueSince': 'seit {{when}}',
    'banner.overdueMore': 'und {{number}} weitere',
    'end.comment': 'Kommentar',
    'end.commentHint': 'Für das Protokoll; freiwillig.',
    'end.close': 'Jetzt nicht',
    'end.release.action': 'Ich bin fertig',
    'end.release.title': '{{permissionSet}} auf {{account}} zurückgeben?',
    'end.release.body':
      'AWS entfernt den Zugriff jetzt, vor der Zeit. Sie können ihn später wieder anfordern.',
    'end.release.bodyExtended':
      'AWS entfernt den Zugriff jetzt, mit allem, was ihn verlängert hat. Auch Anforderungen von mehr Zeit enden damit. Sie können ihn später wieder anfordern.',
    'end.release.confirm': 'Zurückgeben',
    'end.release.done':
      'Zurückgegeben: AWS entfernt {{permissionSet}} auf {{account}}',
    'end.cancel.action': 'Anforderung zurückziehen',
    'end.cancel.title': '{{permissionSet}} auf {{account}} zurückziehen?',
    'end.cancel.titleExtension':
      'Anforderung von mehr Zeit für {{permissionSet}} auf {{account}} zurückziehen?',
    'end.cancel.bodyExtension':
      'Nur die Anforderung von mehr Zeit wird zurückgezogen. Der Zugriff selbst bleibt und endet, wann er geendet hätte.',
    'end.cancel.body':
      'Der Zugriff hat nicht begonnen. Die Genehmigenden sehen die Anforderung nicht mehr.',
    'end.cancel.confirm': 'Zurückziehen',
    'end.cancel.done': 'Zurückgezogen: {{permissionSet}} auf {{account}}',
    'end.revoke.action': 'Entziehen',
    'end.revoke.title': '{{who}} {{permissionSet}} auf {{account}} entziehen?',
    'end.revoke.body':
      'AWS entfernt den Zugriff jetzt. {{who}} erfährt davon, mit Ihrem Kommentar.',
    'end.revoke.confirm': 'Entziehen',
    'end.revoke.done':
      'Entzogen: AWS entfernt {{permissionSet}} auf {{account}}',
    'end.tail':
      'Offene Sitzungen können noch weiterlaufen, {{until}}. Um sie früher abzuschneiden, nehmen Sie die Mittel von AWS.',
    'end.meanwhile.ended': 'Dieser Zugriff ist inzwischen beendet.',
    'end.meanwhile.ending': 'AWS entfernt diesen Zugriff bereits.',
    'end.meanwhile.extended':
      'Für diesen Zugriff kann im Moment nicht mehr Zeit angefordert werden.',
    'end.meanwhile.changed':
      'Das ist nicht mehr möglich. Die Anforderung ist jetzt: {{status}}.',
    'end.meanwhile.unseen':
      'Diese Anforderung gibt es nicht mehr, oder Sie dürfen sie nicht sehen.',
    'end.meanwhile.text':
      'Was Sie geschrieben haben, steht noch oben, falls Sie es kopieren möchten.',
    'revokeAll.action': 'Alles entziehen',
    'revokeAll.menu': 'Aktionen für {{who}}',
    'revokeAll.menuItem': '{{who}} alles entziehen',
    'revokeAll.title': '{{who}} alles entziehen?',
    'revokeAll.body':
      'Aller erhöhte Zugriff von {{who}} wird jetzt entfernt, und jede wartende oder geplante Anforderung wird zurückgezogen. Zugriff, den {{who}} schon vorher hatte, bleibt unberührt.',
    'revokeAll.tail':
      'Offene Sitzungen können noch bis zu einer Sitzungsdauer weiterlaufen. Um sie früher abzuschneiden, nehmen Sie die Mittel von AWS.',
    'revokeAll.held_one':
      '{{count}} Anforderung besteht, wartet oder ist geplant:',
    'revokeAll.held_other':
      '{{count}} Anforderungen bestehen, warten oder sind geplant:',
    'revokeAll.heldMore':
      'Gezeigt sind die ersten {{number}}. Beendet werden alle.',
    'revokeAll.heldNone':
      'Sie sehen nichts, was {{who}} hat. Was es gibt, wird beendet.',
    'revokeAll.heldUnknown':
      'Was {{who}} hat, konnte nicht gelesen werden. Was es gibt, wird beendet.',
    'revokeAll.comment': 'Kommentar',
    'revokeAll.commentHint': 'Nötig, für das Protokoll. {{who}} liest ihn.',
    'revokeAll.commentMissing':
      'Schreiben Sie zuerst einen Kommentar: Das Protokoll muss sagen, warum.',
    'revokeAll.close': 'Jetzt nicht',
    'revokeAll.confirm': 'Alles entziehen',
    'revokeAll.results.title': '{{who}} wird alles entzogen',
    'revokeAll.results.progress': '{{gone}} von {{all}} sind nachweislich weg',
    'revokeAll.results.all_one':
      '{{count}} Anforderung ist nachweislich weg. {{who}} hat nichts mehr.',
    'revokeAll.results.all_other':
      'Alle {{count}} Anforderungen sind nachweislich weg. {{who}} hat nichts mehr.',
    'revokeAll.results.nothing':
      '{{who}} hatte nichts. Es gab nichts zu beenden.',
    'revokeAll.results.goesOn':
      'Es geht weiter, auch wenn Sie dieses Fenster schließen.',
    'revokeAll.results.list': 'Was aus jeder wurde',
    'revokeAll.results.unchanged': 'Jemand war schneller',
    'revokeAll.results.close': 'Schließen',
    'revokeAll.done': 'Alles, was {{who}} hatte, wird entzogen',
    'health.title': 'Zustand',
    'health.summary.ok': 'Alles ist pünktlich.',
    'health.summary.overdue_one': '{{count}} Zugriff ist überfällig.',
    'health.summary.overdue_other': '{{count}} Zugriffe sind überfällig.',
    'health.summary.overdueBecause_one':
      '{{count}} Zugriff ist überfällig, weil Identity Center nicht antwortet, seit {{when}}.',
    'health.summary.overdueBecause_other':
      '{{count}} Zugriffe sind überfällig, weil Identity Center nicht antwortet, seit {{when}}.',
    'health.summary.trouble':
      'Nichts ist überfällig, aber etwas braucht Aufmerksamkeit.',
    'health.parts': 'Die Teile',
    'health.part.identityCenter': 'Identity Center ({{region}})',
    'health.part.identityStore': 'Identity Store',
    'health.part.organizations': 'Organizations',
    'health.part.directory': 'Verzeichnis',
    'health.part.engine': 'Engine',
    'health.part.policies': 'Richtlinien',
    'health.state.ok': 'Arbeitet',
    'health.state.down': 'Antwortet nicht',
    'health.state.unknown': 'Noch nicht bekannt',
    'health.state.usable': 'Brauchbar',
    'health.state.notUsable': 'Zu alt, um danach zu erteilen',
    'health.state.acting': 'Handelt',
    'health.state.notActing': 'Niemand handelt',
    'health.state.readable': 'Alle lesbar',
    'health.state.someUnreadable': 'Nicht alle lesbar',
    'health.state.nothingGranted': 'Nichts kann erteilt werden',
    'health.since': 'seit {{when}}',
    'health.fact.error': 'Letzter Fehler',
    'health.fact.read': 'Zuletzt von AWS gelesen',
    'health.fact.readNever': 'nie',
    'health.fact.leader': 'Handelnde Instanz',
    'health.fact.lease': 'Ihr Vorrecht',
    'health.fact.leaseUntil': 'läuft ab {{when}}',
    'health.fact.leaseOver': 'lief ab {{when}}',
    'health.fact.unreadable': 'Nicht lesbar',
    'health.fact.todo': 'Was zu tun ist',
    'health.todo.identityCenter':
      'Sehen Sie nach dem Zustand der AWS-Dienste und nach dem Weg des Backends zur Region. Nichts geht verloren: Sobald es antwortet, kommen Entfernungen zuerst.',
    'health.todo.identityStore':
      'Prüfen Sie die Berechtigungen des Backends für den Identity Store. Bis er antwortet, können Personen nicht geprüft werden, und neuer Zugriff wartet.',
    'health.todo.organizations':
      'Prüfen Sie die Berechtigungen des Backends für AWS Organizations. Bis es antwortet, werden neue und verschobene Konten nicht gesehen.',
    'health.todo.directory':
      'Lesen Sie den letzten Fehler und beheben Sie seine Ursache; das nächste Lesen bringt es in Ordnung. Bis dahin wird nichts Neues erteilt; bestehender Zugriff endet trotzdem pünktlich.',
    'health.todo.policies':
      'Eine Administratorin oder ein Administrator berichtigt, was nicht lesbar ist, oder löscht es; hat eine neuere Version dieses Plugins es geschrieben, setzen Sie diese wieder ein. Laufender Zugriff endet trotzdem pünktlich.',
    'health.todo.engine':
      'Prüfen Sie, dass eine Instanz des Backends läuft und die Datenbank erreicht. Bis eine handelt, beginnt nichts und endet nichts.',
    'health.queue.title': 'Warteschlange',
    'health.queue.scheduled': 'Wartet auf Beginn',
    'health.queue.activating': 'Wird erteilt',
    'health.queue.ending': 'Wird entfernt',
    'health.queue.overdue': 'Überfällig',
    'health.quota.title': 'Kontingente von AWS',
    'health.quota.elsewhere':
      'Geantwortet hat nicht die handelnde Instanz, und nur diese weiß es. Sehen Sie gleich noch einmal nach oder in die Metriken.',
    'health.quota.of': '{{used}} von {{limit}}',
    'health.quota.calls': 'Aufrufe pro Sekunde, die jetzt erlaubt sind',
    'health.quota.callsWaiting': 'Wartende Aufrufe',
    'health.quota.writes': 'Laufende Änderungen von Zuweisungen',
    'health.quota.writesWaiting': 'Wartende Änderungen von Zuweisungen',
    'health.quota.slowed':
      'AWS hat zuletzt gedrosselt, deshalb geht weniger hinaus als eingestellt; das Tempo kommt von selbst zurück. Geschieht es oft, sehen Sie nach, was sonst in der AWS-Organisation Identity Center aufruft, senken Sie callsPerSecond der Engine dieses Portals, oder bitten Sie AWS um ein höheres Kontingent.',
    'health.quota.long':
      'Es wartet mehr, als bald hinausgeht. Entzug geht vor, und nichts geht verloren, aber neuer Zugriff beginnt spät. Wird es nicht weniger, sehen Sie nach, ob AWS langsam ist und ob viele Zugriffe im selben Augenblick beginnen oder enden.',
    'health.overdue.title': 'Überfälliger Zugriff',
    'health.overdue.empty': 'Nichts ist überfällig.',
    'health.overdue.hidden_one': '{{count}} weiteren dürfen Sie nicht sehen.',
    'health.overdue.hidden_other': '{{count}} weitere dürfen Sie nicht sehen.',
    'health.overdue.advice':
      'Das Entfernen wird für immer wiederholt. Verweigert AWS es weiterhin, entfernen Sie die Zuweisung von Hand in Identity Center; das wird hier bemerkt, und die Anforderung endet von selbst.',
    'health.overdue.column.what': 'Zugriff',
    'health.overdue.column.since': 'Überfällig seit',
    'health.overdue.column.enforced': 'Erzwungen durch',
    'health.overdue.column.attempts': 'Versuche',
    'health.overdue.column.error': 'Letzter Fehler',
    'health.overdue.open': '{{permissionSet}} auf {{account}} von {{who}}',
    'health.overdue.endAt': 'hätte enden sollen {{when}}',
    'health.overdue.nothing':
      'Nichts erzwingt sein Ende: Er kann vielleicht noch verwendet werden',
    'health.overdue.iam': 'IAM selbst verbietet die Verwendung',
    'health.overdue.next': 'nächster {{when}}',
    'health.overdue.noError': 'keiner',
    'health.drift.title': 'Abweichungen',
    'health.drift.explanation':
      'Wo AWS und die Zugriffe nicht übereinstimmen. Es wird hier gemeldet, und nichts geschieht deswegen.',
    'health.drift.denied':
      'Abweichungen sehen nur Prüfende, Einsatzkräfte und Verwaltende.',
    'health.drift.never':
      'AWS wurde noch nicht mit den Zugriffen verglichen. Der erste Vergleich kommt von selbst.',
    'health.drift.failed': 'Der letzte Vergleich scheiterte {{when}}',
    'health.drift.failedNever': 'Der Vergleich scheiterte',
    'health.drift.asOf': 'Gezeigt ist, was der Vergleich fand: {{when}}.',
    'health.drift.compared': 'Verglichen {{when}}',
    'health.drift.empty': 'AWS und die Zugriffe stimmen überein.',
    'health.drift.column.kind': 'Art',
    'health.drift.column.who': 'Wer',
    'health.drift.column.where': 'Wo',
    'health.drift.column.what': 'Was gefunden wurde',
    'health.drift.column.since': 'Seit',
    'health.drift.kind.unexplained': 'Nicht erklärt',
    'health.drift.kind.removed': 'Entfernt',
    'health.drift.kind.altered': 'Verändert',
    'health.drift.kind.orphaned': 'Liegen geblieben',
    'health.drift.found.unexplained':
      'AWS führt diese Zuweisung; kein Zugriff erklärt sie, und es ist nicht bekannt, dass sie schon vorher bestand.',
    'health.drift.found.removed':
      'Der Zugriff ist aktiv, und AWS führt seine Zuweisung nicht: Jemand hat sie entfernt, oder das Permission Set oder das Konto mit ihr.',
    'health.drift.found.altered':
      'Was das Permission Set erlaubt, hat sich geändert, seit der Zugriff genehmigt wurde.',
    'health.drift.found.orphaned':
      'Eine Zuweisung dieses Portals, um die sich nichts mehr kümmert.',
    'health.drift.group': 'Gruppe',
    'health.drift.user': 'Benutzer',
    'health.drift.unknown': 'Identity Center unbekannt',
    'health.drift.grant': 'Der Zugriff',
    ...ask,
    ...table,
    ...myAccess,
    ...inbox,
    ...background,
    ...activity,
    ...request,
    ...extend,
    ...problem,
  },
});
