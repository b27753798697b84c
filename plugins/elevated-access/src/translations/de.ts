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
    'tabs.all': 'Überblick',
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
    'sentence.scheduled': 'Genehmigt, beginnt {{when}}',
    'sentence.activating': 'AWS erteilt diesen Zugriff gerade',
    'sentence.active': 'Aktiv {{until}}',
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
    'error.action': 'Das hat nicht geklappt',
    'error.busy':
      'Das Backend ist beschäftigt. Versuchen Sie es gleich wieder.',
    loading: 'Wird geladen …',
    more: 'Mehr zeigen',
    'banner.identityTitle': 'Sie können zurzeit keinen Zugriff erhalten',
    'banner.downTitle': 'AWS Identity Center antwortet nicht',
    'banner.downSince':
      'Keine Antwort seit {{when}}. Neuer Zugriff wartet; Entfernungen werden wiederholt, bis sie gelingen.',
    'banner.down':
      'Neuer Zugriff wartet; Entfernungen werden wiederholt, bis sie gelingen.',
    'banner.degradedTitle': 'Etwas ist langsamer, als es sein sollte',
    'banner.directory':
      'Die Liste der Konten wurde zuletzt {{when}} aufgefrischt. Neue Konten fehlen vielleicht.',
    'banner.directoryNever':
      'Die Liste der Konten wurde noch nicht von AWS gelesen, darum kann nichts angefordert werden.',
    'banner.engine':
      'Zurzeit bearbeitet kein Backend die Anforderungen. Das sollte sich binnen einer Minute von selbst geben.',
    'banner.degraded':
      'Zugriff beginnt oder endet vielleicht später als gewohnt.',
    'banner.overdueTitle_one': '{{count}} Zugriff ist überfällig',
    'banner.overdueTitle_other': '{{count}} Zugriffe sind überfällig',
    'banner.overdue':
      'Das Ende ist vorbei, und AWS hat nicht bestätigt, dass der Zugriff weg ist. Das Entfernen wird wiederholt.',
    'end.comment': 'Kommentar',
    'end.commentHint': 'Für das Protokoll; freiwillig.',
    'end.close': 'Jetzt nicht',
    'end.release.action': 'Ich bin fertig',
    'end.release.title': '{{permissionSet}} auf {{account}} zurückgeben?',
    'end.release.body':
      'AWS entfernt den Zugriff jetzt, vor der Zeit. Sie können ihn später wieder anfordern.',
    'end.release.confirm': 'Zurückgeben',
    'end.release.done':
      'Zurückgegeben: AWS entfernt {{permissionSet}} auf {{account}}',
    'end.cancel.action': 'Anforderung zurückziehen',
    'end.cancel.title': '{{permissionSet}} auf {{account}} zurückziehen?',
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
    'end.alreadyEnded': 'Das hatte sich inzwischen schon geändert: {{status}}.',
    'ask.title': 'Zugriff anfordern',
    'ask.search.label': 'Was brauchen Sie?',
    'ask.search.placeholder': 'Konto, OU, Tag oder Permission Set',
    'ask.search.hint': 'Pfeiltasten zum Wählen, Eingabetaste zum Nehmen',
    'ask.search.results': 'Was Sie anfordern dürfen',
    'ask.search.resultsFor':
      'Was Sie anfordern dürfen und zu „{{search}}“ passt',
    'ask.search.searching': 'Wird gesucht …',
    'ask.search.count_one': '{{count}} Treffer',
    'ask.search.count_other': '{{count}} Treffer',
    'ask.search.countMore': 'Mehr als {{number}} Treffer',
    'ask.search.none':
      'Nichts, was Sie anfordern dürfen, passt zu „{{search}}“.',
    'ask.search.noneHint':
      'Aufgeführt ist nur, was eine Richtlinie Sie anfordern lässt. Fehlt etwas, fragen Sie die Stelle, die sich in Ihrer Organisation um erhöhten Zugriff kümmert.',
    'ask.search.nothing': 'Noch lässt keine Richtlinie Sie etwas anfordern.',
    'ask.search.upTo': 'bis {{span}}',
    'ask.search.approvalRequired': 'Braucht Genehmigung',
    'ask.search.approvalNotRequired': 'Ohne Genehmigung',
    'ask.search.approvalDepends': 'Vielleicht mit Genehmigung',
    'ask.recent': 'Zuletzt',
    'ask.picked.title': '{{permissionSet}} auf {{account}}',
    'ask.picked.titleMany_one': '{{permissionSet}} auf {{count}} Konto',
    'ask.picked.titleMany_other': '{{permissionSet}} auf {{count}} Konten',
    'ask.picked.accounts': 'Konten',
    'ask.picked.remove': '{{account}} weglassen',
    'ask.picked.add': 'Weiteres Konto',
    'ask.picked.addTitle':
      'Welches weitere Konto? Dasselbe Permission Set, {{permissionSet}}.',
    'ask.picked.addNone':
      'Sie dürfen {{permissionSet}} in keinem weiteren Konto anfordern.',
    'ask.picked.addDone': 'Liste schließen',
    'ask.picked.change': 'Ändern',
    'ask.picked.gone':
      '{{what}} dürfen Sie nicht mehr anfordern. Wählen Sie aus der Liste.',
    'ask.duration.label': 'Wie lange',
    'ask.duration.max': '{{span}} (höchstens)',
    'ask.duration.custom': 'Anders',
    'ask.duration.customLabel': 'Minuten',
    'ask.duration.customHint': 'Bis zu {{max}} Minuten ({{span}})',
    'ask.duration.tooLong': 'Höchstens {{max}} Minuten ({{span}}).',
    'ask.duration.tooShort': 'Mindestens eine Minute.',
    'ask.start.label': 'Beginn',
    'ask.start.now': 'Jetzt',
    'ask.start.at': 'Zu einer Zeit',
    'ask.start.atLabel': 'Beginnt um',
    'ask.start.nowHint': 'Sobald genehmigt ist',
    'ask.start.past': 'Diese Zeit ist vorbei. Wählen Sie eine spätere.',
    'ask.reason.label': 'Grund',
    'ask.reason.hintMin_one': 'Mindestens {{count}} Zeichen',
    'ask.reason.hintMin_other': 'Mindestens {{count}} Zeichen',
    'ask.reason.tooShort_one': 'Mindestens {{count}} Zeichen ist nötig.',
    'ask.reason.tooShort_other': 'Mindestens {{count}} Zeichen sind nötig.',
    'ask.reason.required': 'Sagen Sie, wozu Sie den Zugriff brauchen.',
    'ask.reason.pattern': 'Der Grund hat nicht die erwartete Form.',
    'ask.reason.optional': 'Freiwillig',
    'ask.ticket.label': 'Ticket',
    'ask.ticket.required': 'Ein Ticket ist nötig.',
    'ask.ticket.pattern': 'Das Ticket hat nicht die erwartete Form.',
    'ask.ticket.optional': 'Freiwillig',
    'ask.preflight.title': 'Was geschehen wird',
    'ask.preflight.loading': 'Wird geprüft …',
    'ask.preflight.failed': 'Das konnte nicht geprüft werden.',
    'ask.preflight.noApproval':
      'Niemand muss das genehmigen. Der Zugriff beginnt von selbst.',
    'ask.preflight.approvalBy': 'Genehmigung durch {{stage}}',
    'ask.preflight.approvalNeeded_one':
      '{{count}} von {{people}} muss zustimmen',
    'ask.preflight.approvalNeeded_other':
      '{{count}} von {{people}} müssen zustimmen',
    'ask.preflight.canAct_one': '{{count}} Person kann entscheiden: {{names}}',
    'ask.preflight.canAct_other':
      '{{count}} Personen können entscheiden: {{names}}',
    'ask.preflight.nobody': 'zurzeit kann niemand entscheiden',
    'ask.preflight.andMore': '+{{number}}',
    'ask.preflight.accessUntil': 'Zugriff {{until}}',
    'ask.preflight.accessFrom': 'Zugriff von {{from}} bis {{until}}',
    'ask.preflight.ifApprovedNow': 'wenn sofort genehmigt wird',
    'ask.preflight.ifApprovedByThen': 'wenn bis dahin genehmigt ist',
    'ask.preflight.zone': 'Zeiten in {{zone}}',
    'ask.preflight.policy': 'Richtlinie',
    'ask.preflight.checks': 'Prüfungen',
    'ask.preflight.ok': 'In Ordnung',
    'ask.preflight.notOk': 'Nicht in Ordnung',
    'ask.preflight.open': 'Fehlt noch',
    'ask.check.identity': 'Ihr Identity-Center-Benutzer',
    'ask.check.account': 'Konto',
    'ask.check.permission-set': 'Permission Set',
    'ask.check.policy': 'Richtlinie',
    'ask.check.window': 'Zeit',
    'ask.check.reason': 'Grund',
    'ask.check.ticket': 'Ticket',
    'ask.check.approvers': 'Genehmigende',
    'ask.check.conflict': 'Widersprüche',
    'ask.submit.action': 'Zugriff anfordern',
    'ask.submit.many_one': 'Zugriff auf {{count}} Konto anfordern',
    'ask.submit.many_other': 'Zugriff auf {{count}} Konten anfordern',
    'ask.submit.blocked': 'Noch nicht: {{reason}}',
    'ask.submit.done_one': 'Anforderung gesendet',
    'ask.submit.done_other': '{{count}} Anforderungen gesendet',
    'myAccess.title': 'Mein Zugriff',
    'myAccess.live': 'Was Sie jetzt haben',
    'myAccess.waiting': 'Wartend und geplant',
    'myAccess.past': 'Verlauf',
    'myAccess.empty':
      'Sie haben keinen erhöhten Zugriff und warten auf keinen.',
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
    'inbox.title_one': '{{count}} Anforderung wartet auf Sie',
    'inbox.title_other': '{{count}} Anforderungen warten auf Sie',
    'inbox.empty': 'Nichts wartet auf Sie.',
    'inbox.emptyHint':
      'Anforderungen, über die Sie entscheiden dürfen, erscheinen hier von selbst, und Sie werden benachrichtigt.',
    'inbox.list': 'Anforderungen, die auf Ihre Entscheidung warten',
    'inbox.details': 'Einzelheiten der gewählten Anforderung',
    'inbox.handled.approved': 'Schon genehmigt von {{who}}, {{when}}',
    'inbox.handled.rejected': 'Schon abgelehnt von {{who}}, {{when}}',
    'inbox.handled.cancelled': 'Zurückgezogen von {{who}}',
    'inbox.handled.other': 'Schon erledigt: {{status}}',
    'inbox.changed':
      'Die Anforderung hat sich geändert, seit Sie sie geöffnet haben. Sehen Sie noch einmal hin und entscheiden Sie dann.',
    'inbox.done.approve':
      'Genehmigt: {{permissionSet}} auf {{account}} für {{who}}',
    'inbox.done.approveStage':
      'Von Ihnen genehmigt: {{permissionSet}} auf {{account}} für {{who}}. Andere müssen noch zustimmen.',
    'inbox.done.reject':
      'Abgelehnt: {{permissionSet}} auf {{account}} für {{who}}',
    'inbox.decide.title': 'Ihre Entscheidung',
    'inbox.decide.comment': 'Kommentar',
    'inbox.decide.commentOptional':
      'Freiwillig. Wer angefordert hat, liest ihn.',
    'inbox.decide.commentOnReject':
      'Nötig zum Ablehnen. Wer angefordert hat, liest ihn.',
    'inbox.decide.commentAlways': 'Nötig. Wer angefordert hat, liest ihn.',
    'inbox.decide.commentMissing':
      'Schreiben Sie zuerst einen Kommentar: Wer angefordert hat, muss wissen, warum.',
    'inbox.decide.approve': '{{span}} genehmigen',
    'inbox.decide.reject': 'Ablehnen',
    'inbox.shortcuts.open': 'Tastatur',
    'inbox.shortcuts.title': 'Tastenkürzel',
    'inbox.shortcuts.next': 'Nächste Anforderung',
    'inbox.shortcuts.previous': 'Vorige Anforderung',
    'inbox.shortcuts.approve': 'Gewählte Anforderung genehmigen',
    'inbox.shortcuts.reject': 'Gewählte Anforderung ablehnen',
    'inbox.shortcuts.help': 'Diese Hilfe zeigen',
    'inbox.shortcuts.enabled': 'Einzelne Tasten auf dieser Seite verwenden',
    'inbox.shortcuts.close': 'Schließen',
    'request.title': '{{permissionSet}} auf {{account}}',
    'all.title.live': 'Wer jetzt Zugriff hat',
    'all.title.waiting': 'Wer auf Zugriff wartet',
    'all.title.ended': 'Was zu Ende ist',
    'all.title.all': 'Wer Zugriff angefordert hat',
    'all.show.label': 'Zeigen',
    'all.show.live': 'Jetzt',
    'all.show.waiting': 'Wartend',
    'all.show.ended': 'Beendet',
    'all.show.all': 'Alle',
    'all.empty.live': 'Niemand, den Sie sehen dürfen, hat jetzt Zugriff.',
    'all.empty.waiting': 'Niemand, den Sie sehen dürfen, wartet auf Zugriff.',
    'all.empty.ended':
      'Noch ist nichts zu Ende gegangen, was Sie sehen dürfen.',
    'all.empty.all':
      'Niemand, den Sie sehen dürfen, hat bisher Zugriff angefordert.',
    'all.scope':
      'Sie sehen Ihre eigenen Anforderungen und die, über die Sie entscheiden dürfen oder entschieden haben.',
    'all.column.who': 'Wer',
    'all.column.permissionSet': 'Permission Set',
    'all.column.account': 'Konto',
    'all.column.status': 'Status',
    'all.column.when': 'Bis wann oder wann',
    'all.column.policy': 'Richtlinie und Genehmigung',
    'all.open': '{{permissionSet}} auf {{account}} für {{who}}',
    'all.when.overdue': 'seit {{when}}',
    'all.when.pending': 'läuft ab {{when}}',
    'all.when.scheduled': 'ab {{when}}',
    'all.by': 'von {{who}}',
    'all.approvedBy': 'Genehmigt von {{names}}',
    'all.noApproval': 'Ohne Genehmigung',
    'all.end_one': 'Das ist alles: {{count}} Anforderung.',
    'all.end_other': 'Das ist alles: {{count}} Anforderungen.',
    'request.fact.requester': 'Wer',
    'request.fact.account': 'Konto',
    'request.fact.permissionSet': 'Permission Set',
    'request.fact.duration': 'Wie lange',
    'request.fact.window': 'Wann',
    'request.fact.windowNow': 'sobald genehmigt ist',
    'request.fact.wouldEnd': 'Würde enden',
    'request.fact.wouldEndValue': '{{clock}}, wenn jetzt genehmigt ({{utc}})',
    'request.fact.wouldLast': '{{clock}}, wenn jetzt genehmigt',
    'request.fact.reason': 'Grund',
    'request.fact.noReason': 'keiner angegeben',
    'request.fact.ticket': 'Ticket',
    'request.fact.policy': 'Richtlinie',
    'request.fact.policyVersion': '{{name}}, Version {{version}}',
    'request.fact.approvalPolicy': 'Genehmigungsrichtlinie',
    'request.fact.identity': 'Identity-Center-Benutzer',
    'request.fact.asked': 'Angefordert',
    'request.fact.id': 'Nummer der Anforderung',
    'request.fact.endComment': 'Kommentar zum Ende',
    'request.fact.failure': 'Was schiefging',
    'request.asked': 'Was angefordert wurde',
    'request.approvals.title': 'Genehmigung',
    'request.approvals.none': 'Es war keine Genehmigung nötig.',
    'request.approvals.stage': '{{stage}}: {{approved}} von {{required}}',
    'request.approvals.canDecide': 'Kann entscheiden: {{names}}',
    'request.approvals.nobody': 'Zurzeit kann niemand darüber entscheiden.',
    'request.approvals.approved': '{{who}} hat genehmigt {{when}}',
    'request.approvals.rejected': '{{who}} hat abgelehnt {{when}}',
    'request.receipt.title': 'So verwenden Sie ihn',
    'request.receipt.portal': 'AWS-Zugangsportal öffnen',
    'request.receipt.cli': 'AWS-CLI-Profil',
    'request.receipt.cliHint':
      'Nach ~/.aws/config kopieren, dann ausführen: aws sso login --profile {{profile}}',
    'request.receipt.what': 'AWS-CLI-Profil',
    'request.timeline.title': 'Was geschah',
    'request.timeline.engine': 'Elevated Access',
    'request.timeline.service': 'Ein Dienst',
    'request.timeline.someone': 'Jemand',
    'request.event.request.created': 'hat den Zugriff angefordert',
    'request.event.request.approved': 'hat genehmigt',
    'request.event.request.rejected': 'hat die Anforderung abgelehnt',
    'request.event.request.cancelled': 'hat die Anforderung zurückgezogen',
    'request.event.request.expired':
      'hat die Anforderung geschlossen: niemand hat rechtzeitig entschieden',
    'request.event.request.scheduled':
      'hat die Zeit festgelegt: der Zugriff ist geplant',
    'request.event.request.lapsed':
      'hat die Anforderung geschlossen: die Zeit war vorbei, bevor der Zugriff erteilt werden konnte',
    'request.event.request.activating': 'hat begonnen, den Zugriff zu erteilen',
    'request.event.request.active': 'hat bestätigt, dass der Zugriff da ist',
    'request.event.request.ending': 'hat begonnen, den Zugriff zu entfernen',
    'request.event.request.overdue':
      'hat Alarm geschlagen: der Zugriff müsste weg sein, und AWS hat es nicht bestätigt',
    'request.event.request.ended': 'hat bestätigt, dass der Zugriff weg ist',
    'request.event.request.failed':
      'hat das Erteilen aufgegeben; geprüft: der Zugriff besteht nicht',
    'request.event.assignment.standing-found':
      'hat gefunden, dass der Zugriff schon bestand, und ihn so gelassen',
    'request.event.assignment.create-intended':
      'bittet AWS gleich um die Zuweisung',
    'request.event.assignment.create-accepted': 'hat die Zuweisung angenommen',
    'request.event.assignment.create-failed':
      'hat die Zuweisung nicht angelegt',
    'request.event.assignment.verified-present':
      'hat die Zuweisung in der Liste von AWS gesehen',
    'request.event.assignment.delete-intended':
      'bittet AWS gleich um die Entfernung',
    'request.event.assignment.delete-accepted': 'hat die Entfernung angenommen',
    'request.event.assignment.delete-failed':
      'hat die Zuweisung nicht entfernt',
    'request.event.assignment.verified-absent':
      'hat gesehen, dass die Zuweisung in der Liste von AWS fehlt',
    'request.window.title': 'Zeit',
    'request.window.summary':
      'Zugriff von {{from}} bis {{until}}; Sitzungen vielleicht bis {{tail}}.',
  },
});
