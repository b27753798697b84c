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

/** Die Seite einer Anforderung. */
export const request = {
  'request.title': '{{permissionSet}} auf {{account}}',
  'request.fact.requester': 'Wer',
  'request.fact.account': 'Konto',
  'request.fact.permissionSet': 'Permission Set',
  'request.fact.duration': 'Wie lange',
  'request.fact.durationApproved': '{{approved}}; angefordert {{asked}}',
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
  'request.extended': 'hat mehr Zeit angefordert',
  'request.alert': 'Alarm {{number}}',
  'request.shortened': '{{approved}} statt {{asked}}',
  'request.approvals.title': 'Genehmigung',
  'request.approvals.none': 'Es war keine Genehmigung nötig.',
  'request.approvals.stage': '{{stage}}: {{approved}} von {{required}}',
  'request.approvals.canDecide': 'Kann entscheiden: {{names}}',
  'request.approvals.nobody': 'Zurzeit kann niemand darüber entscheiden.',
  'request.approvals.escalated':
    'Auch gefragt, weil niemand entschieden hatte: {{names}}',
  'request.approvals.why': 'Warum sie: {{reasons}}',
  'request.approvals.whyOwner': 'das Konto gehört ihnen laut Katalog',
  'request.approvals.whyManager':
    'sie sind Vorgesetzte der anfordernden Person',
  'request.approvals.whyGroup': 'Mitglieder von {{group}}',
  'request.approvals.whyNamed': 'von der Richtlinie benannt',
  'request.approvals.escalatesAt':
    'Entscheidet niemand, werden weitere Personen gefragt {{when}}',
  'request.approvals.approvedFor': 'für {{span}}, weniger als angefordert',
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
  'request.event.request.reminded': 'hat die erinnert, die entscheiden können',
  'request.event.request.escalated':
    'hat weitere Personen gefragt: niemand hatte entschieden',
  'request.event.request.approved': 'hat genehmigt',
  'request.event.request.rejected': 'hat die Anforderung abgelehnt',
  'request.event.request.cancelled': 'hat die Anforderung zurückgezogen',
  'request.event.request.expired':
    'hat die Anforderung geschlossen: niemand hat rechtzeitig entschieden',
  'request.event.request.scheduled':
    'hat die Zeit festgelegt: der Zugriff ist geplant',
  'request.event.request.reapproval-needed':
    'hat noch einmal um Genehmigung gebeten',
  'request.event.request.lapsed':
    'hat die Anforderung geschlossen: die Zeit war vorbei, bevor der Zugriff erteilt werden konnte',
  'request.event.request.activating': 'hat begonnen, den Zugriff zu erteilen',
  'request.event.request.active': 'hat bestätigt, dass der Zugriff da ist',
  'request.event.request.ends-soon': 'hat gesagt, dass der Zugriff bald endet',
  'request.event.request.ending': 'hat begonnen, den Zugriff zu entfernen',
  'request.event.request.overdue':
    'hat Alarm geschlagen: der Zugriff müsste weg sein, und AWS hat es nicht bestätigt',
  'request.event.request.ended': 'hat bestätigt, dass der Zugriff weg ist',
  'request.event.request.failed':
    'hat das Erteilen aufgegeben; geprüft: der Zugriff besteht nicht',
  'request.event.engine.person-left':
    'hat den Zugriff beendet: die Person ist gegangen oder gesperrt',
  'request.event.engine.drained':
    'hat den Zugriff beendet: alles wurde beendet',
  'request.event.drift.found':
    'hat gefunden, dass AWS und dieser Zugriff nicht übereinstimmen',
  'request.event.drift.gone':
    'hat gesehen, dass AWS und dieser Zugriff wieder übereinstimmen',
  'request.event.assignment.standing-found':
    'hat gefunden, dass der Zugriff schon bestand, und ihn so gelassen',
  'request.event.assignment.create-intended':
    'bittet AWS gleich um die Zuweisung',
  'request.event.assignment.create-accepted': 'hat die Zuweisung angenommen',
  'request.event.assignment.create-failed': 'hat die Zuweisung nicht angelegt',
  'request.event.assignment.create-not-made':
    'konnte die Zuweisung noch nicht annehmen; es wird erneut gefragt',
  'request.event.assignment.verified-present':
    'hat die Zuweisung in der Liste von AWS gesehen',
  'request.event.assignment.delete-intended':
    'bittet AWS gleich um die Entfernung',
  'request.event.assignment.delete-accepted': 'hat die Entfernung angenommen',
  'request.event.assignment.delete-failed': 'hat die Zuweisung nicht entfernt',
  'request.event.assignment.verified-absent':
    'hat gesehen, dass die Zuweisung in der Liste von AWS fehlt',
  'request.event.activity.complete':
    'hat alles, was AWS von der Sitzung aufgezeichnet hat',
  'request.event.activity.exported':
    'hat exportiert, was mit dem Zugriff getan wurde',
  'request.window.title': 'Zeit',
  'request.window.summary':
    'Zugriff von {{from}} bis {{until}}; Sitzungen vielleicht bis {{tail}}.',
  'request.window.summaryStrict':
    'Zugriff von {{from}}; keine neuen Sitzungen nach {{last}}; aller Zugriff ist zu Ende um {{until}}.',
  'request.timeline.working': 'seit {{span}}',
  'request.window.asked': 'Angefordert',
  'request.window.access': 'Zugriff',
  'request.window.tail': 'Sitzungen können weiterlaufen',
  'request.window.now': 'jetzt',
} as const;
