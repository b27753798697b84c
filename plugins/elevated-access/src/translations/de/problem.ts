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

/** Womit das Backend ablehnt. */
export const problem = {
  'problem.language': 'de',
  'problem.wording': '(im Wortlaut des Backends: {{words}})',
  'problem.considered.subject.ok': 'nennt die Person oder eine ihrer Gruppen',
  'problem.considered.subject.notOk':
    'nennt weder die Person noch eine ihrer Gruppen',
  'problem.considered.target.ok': 'gilt für das Konto',
  'problem.considered.target.notOk': 'gilt nicht für das Konto',
  'problem.considered.permission-set.ok': 'gilt für das Permission Set',
  'problem.considered.permission-set.notOk':
    'gilt nicht für das Permission Set',
  'problem.considered.duration.ok': 'erlaubt eine so lange Dauer',
  'problem.considered.duration.notOk': 'erlaubt keine so lange Dauer',
  'problem.considered.working-hours.ok': 'gilt zu dieser Zeit',
  'problem.considered.working-hours.notOk': 'gilt zu dieser Zeit nicht',
  'problem.change.subject': 'wen sie nennt',
  'problem.change.target': 'für welche Konten sie gilt',
  'problem.change.permission-set': 'für welche Permission Sets sie gilt',
  'problem.change.duration': 'die Dauer',
  'problem.change.working-hours': 'der Beginn',
  'problem.change.deny': 'dass eine andere Richtlinie es verbietet',
  'problem.fault.missing': 'Das fehlt noch.',
  'problem.fault.empty': 'Das darf nicht leer sein.',
  'problem.fault.tooShort': 'Schreiben Sie mindestens {{limit}} Zeichen.',
  'problem.fault.tooLong': 'Schreiben Sie höchstens {{limit}} Zeichen.',
  'problem.fault.tooLow': 'Das muss mindestens {{limit}} sein.',
  'problem.fault.tooHigh': 'Das darf höchstens {{limit}} sein.',
  'problem.fault.noneChosen': 'Fügen Sie mindestens {{limit}} hinzu.',
  'problem.fault.tooMany': 'Lassen Sie höchstens {{limit}} stehen.',
  'problem.fault.unknownKey': 'So etwas gibt es hier nicht.',
  'problem.fault.name':
    'Verwenden Sie kleingeschriebene Wörter mit Bindestrichen, zum Beispiel payments-engineers.',
  'problem.fault.duration':
    'Schreiben Sie Tage, Stunden, Minuten oder Sekunden wie in ISO 8601, zum Beispiel PT1H30M.',
  'problem.fault.reference':
    'Nennen Sie einen Benutzer oder eine Gruppe des Katalogs, zum Beispiel group:default/payments.',
  'problem.fault.account': 'Schreiben Sie die 12 Ziffern einer Kontonummer.',
  'problem.fault.arn': 'Schreiben Sie die ARN eines Permission Sets.',
  'problem.fault.clockTime': 'Schreiben Sie eine Uhrzeit wie 08:30.',
  'problem.fault.pattern': 'Das ist kein regulärer Ausdruck.',
  'problem.code.invalid-input':
    'So nimmt das Backend es nicht an. Berichtigen Sie es und versuchen Sie es noch einmal.',
  'problem.code.unknown-account':
    'Dieses Konto gibt es in der Organisation nicht.',
  'problem.code.account-not-active':
    'Das Konto ist nicht aktiv. Wählen Sie ein anderes.',
  'problem.code.account-protected':
    'Für dieses Konto wird hier kein Zugriff erteilt. Wählen Sie ein anderes, oder fragen Sie das Plattform-Team.',
  'problem.code.unknown-permission-set':
    'Dieses Permission Set gibt es nicht. Wählen Sie ein anderes.',
  'problem.code.permission-set-protected':
    'Dieses Permission Set kann hier nicht verwendet werden. Wählen Sie ein anderes, oder fragen Sie das Plattform-Team.',
  'problem.code.window-in-past':
    'Die Zeit dafür ist vorbei. Wählen Sie eine spätere.',
  'problem.code.window-too-far':
    'Der Beginn liegt zu weit in der Zukunft. Wählen Sie einen früheren.',
  'problem.code.duration-too-long':
    'Das ist länger als erlaubt. Wählen Sie eine kürzere Dauer.',
  'problem.code.duration-too-short':
    'Das ist zu kurz. Wählen Sie eine längere Dauer.',
  'problem.code.outside-working-hours':
    'Der Beginn liegt außerhalb der erlaubten Stunden. Wählen Sie einen anderen.',
  'problem.code.not-eligible': 'Die Richtlinien erlauben das nicht.',
  'problem.code.no-identity-center-user':
    'Von niemandem in Identity Center ist bekannt, dass es diese Person ist. Fragen Sie die Stelle, die Ihre Identitäten verwaltet.',
  'problem.code.identity-center-user-disabled':
    'Der Benutzer in Identity Center ist gesperrt, oder es ist nicht sicher, dass es der richtige ist. Fragen Sie die Stelle, die Ihre Identitäten verwaltet.',
  'problem.code.identity-ambiguous':
    'In Identity Center passen mehrere Benutzer. Das Plattform-Team kann den richtigen im Katalog angeben.',
  'problem.code.reason-invalid':
    'Der Grund ist nicht so, wie die Richtlinie ihn verlangt.',
  'problem.code.ticket-invalid':
    'Das Ticket ist nicht so, wie die Richtlinie es verlangt.',
  'problem.code.no-approval-policy':
    'Das braucht eine Genehmigung, und keine Richtlinie sagt, von wem. Geben Sie der Verwaltung Bescheid.',
  'problem.code.no-approver':
    'Zu wenige Personen könnten das genehmigen. Geben Sie der Verwaltung Bescheid.',
  'problem.code.already-requested':
    'Das ist für diese Zeit schon angefordert. Verwenden Sie jene Anforderung, oder ziehen Sie sie zuerst zurück.',
  'problem.code.unknown-request':
    'Diese Anforderung gibt es nicht, oder Sie dürfen sie nicht sehen.',
  'problem.code.unknown-person': 'Diese Person kennt der Katalog nicht.',
  'problem.code.unknown-entity':
    'Das kennt der Katalog nicht, oder Sie dürfen es nicht sehen.',
  'problem.code.unknown-review':
    'Diese Zugriffsprüfung gibt es nicht, oder Sie dürfen sie nicht sehen.',
  'problem.code.not-approver':
    'Dazu braucht es jemanden, der über die Anforderung entscheiden darf.',
  'problem.code.self-approval':
    'Niemand entscheidet über die eigene Anforderung. Das muss jemand anders tun.',
  'problem.code.already-decided':
    'Das ist schon entschieden. Es bleibt nichts zu tun.',
  'problem.code.digest-changed':
    'Was angefordert wird, hat sich geändert, seit es gezeigt wurde. Sehen Sie es noch einmal an.',
  'problem.code.comment-required':
    'Ein Kommentar ist nötig. Schreiben Sie in ein paar Worten, warum.',
  'problem.code.not-extendable':
    'Dieser Zugriff kann nicht verlängert werden. Fordern Sie ihn neu an, wenn er zu Ende ist.',
  'problem.code.extension-too-long':
    'Um so viel kann der Zugriff nicht verlängert werden. Fordern Sie weniger an.',
  'problem.code.window-too-short':
    'Von so kurzer Zeit bliebe nichts übrig. Wählen Sie eine längere.',
  'problem.code.wrong-status':
    'Das ist nicht mehr möglich. Laden Sie die Anforderung neu, um zu sehen, wie sie jetzt steht.',
  'problem.code.activity-not-read':
    'Was mit diesem Zugriff getan wurde, ist nicht gelesen worden.',
  'problem.code.not-yours':
    'Das kann nur die Person, deren Anforderung es ist.',
  'problem.code.acting-through-plugin':
    'Entscheiden und entziehen müssen Menschen selbst. Tun Sie es im Portal.',
  'problem.code.invalid-policy':
    'So ergibt das keinen Sinn. Berichtigen Sie es und versuchen Sie es noch einmal.',
  'problem.code.policy-name-taken':
    'Eine Richtlinie mit diesem Namen gibt es schon. Wählen Sie einen anderen.',
  'problem.code.policy-read-only':
    'Diese Richtlinie wird außerhalb des Portals geschrieben. Ändern Sie sie dort.',
  'problem.code.policy-unreadable':
    'Diese Richtlinie ist nicht lesbar. Schreiben Sie sie neu, oder löschen Sie sie.',
  'problem.code.unknown-policy':
    'Diese Richtlinie gibt es nicht. Vielleicht wurde sie gelöscht.',
  'problem.code.unknown-change':
    'Diese Änderung wartet nicht mehr. Vielleicht hat jemand sie bestätigt oder verworfen.',
  'problem.code.setting-fixed':
    'Das legt die Konfiguration des Portals fest. Nur dort kann es geändert werden.',
  'problem.code.changed-meanwhile':
    'Jemand anders hat das geändert. Laden Sie es neu und sehen Sie hin, bevor Sie es ändern.',
  'problem.code.change-pending':
    'Eine Änderung wartet schon auf Bestätigung. Lassen Sie diese zuerst bestätigen oder verwerfen.',
  'problem.code.nothing-changed': 'Das ist schon so. Es ist nichts zu tun.',
  'problem.code.own-change':
    'Diese Änderung ist Ihre eigene. Jemand anders aus der Verwaltung muss sie bestätigen.',
  'problem.code.policies-unavailable':
    'Nicht alle Richtlinien sind lesbar, darum wird nichts Neues erteilt. Geben Sie der Verwaltung Bescheid.',
  'problem.code.directory-unavailable':
    'Was man über Konten und Permission Sets wissen muss, wurde schon länger nicht von AWS gelesen. Bis dahin wird nichts Neues erteilt.',
  'problem.code.identity-center-unavailable':
    'Identity Center kann nicht gefragt werden. Versuchen Sie es in einer Minute noch einmal.',
  'problem.code.catalog-unavailable':
    'Der Katalog gibt keine brauchbare Antwort. Versuchen Sie es in einer Minute noch einmal.',
  'problem.code.database-unavailable':
    'Die Datenbank nimmt das gerade nicht an; nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal. Bleibt es so, geben Sie dem Plattform-Team Bescheid.',
  'problem.code.permissions-unavailable':
    'Das Portal kann gerade nicht sagen, ob Sie das dürfen; nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal. Bleibt es so, geben Sie dem Plattform-Team Bescheid.',
  'problem.code.forbidden': 'Das dürfen Sie nicht.',
  'problem.code.activity-throttled':
    'AWS nimmt zurzeit keine weiteren Fragen an. Es wird später noch einmal gefragt; zu tun ist nichts.',
  'problem.code.activity-role-missing':
    'Die Rolle, die die Aufzeichnungen liest, kann nicht angenommen werden. Geben Sie dem Plattform-Team Bescheid.',
  'problem.code.activity-denied':
    'Das Backend darf die Aufzeichnungen nicht lesen. Geben Sie dem Plattform-Team Bescheid.',
  'problem.code.activity-refused':
    'AWS nimmt die Frage nach den Aufzeichnungen nicht an. Geben Sie dem Plattform-Team Bescheid.',
  'problem.code.activity-unreachable':
    'AWS konnte nicht gefragt werden. Es wird noch einmal versucht.',
  'problem.code.activity-odd-name':
    'Ein Name hat Zeichen, die AWS in keiner Sitzung erlaubt, darum kann nicht nach ihm gesucht werden.',
  'problem.code.activity-slow':
    'Das Lesen der Aufzeichnungen hat zu lange gedauert. Es wird noch einmal versucht.',
  'problem.code.activity-query-failed':
    'Das Lesen der Aufzeichnungen ist bei AWS gescheitert. Es wird noch einmal versucht.',
  'problem.code.activity-unreadable':
    'Die Aufzeichnungen konnten nicht gelesen werden. Es wird noch einmal versucht.',
} as const;
