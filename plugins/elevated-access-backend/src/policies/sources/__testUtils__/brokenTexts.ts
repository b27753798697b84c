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

import { changed, lineOf, type Broken } from './broken';
import {
  ALLOW_TEXT as ALLOW,
  APPROVAL_TEXT as APPROVAL,
  DENY_TEXT as DENY,
  LISTS_TEXT as LISTS,
} from './policyTexts';

const REF = 'must be an entity reference such as';

/** Documents that are no policies. */
// prettier-ignore
export const brokenDocuments: Broken[] = [
  changed(ALLOW, 'kind that is none', 'kind: eligibility', 'kind: permission', 'must be eligibility or approval'),
  changed(ALLOW, 'kind of Kubernetes', 'kind: eligibility', 'apiVersion: v1\nkind: EligibilityPolicy', 'must be eligibility or approval', 3),
  changed(ALLOW, 'kind that is a list', 'kind: eligibility', 'kind: [eligibility]', 'must be eligibility or approval'),
  changed(ALLOW, 'no kind', 'kind: eligibility\n', '', 'is missing', 2),
  changed(ALLOW, 'kind of the other policy', 'kind: eligibility', 'kind: approval', 'is not a known key', 5),
  changed(LISTS, 'lists beside something else', 'approval:', 'settings: {}\napproval:', 'is not a known key; known here are eligibility, approval'),
  changed(LISTS, 'list with a kind', 'eligibility:', 'kind: eligibility\neligibility:', 'is of a single policy', 1),
  changed(LISTS, 'policy with a kind in a list', '- name: readers', '- kind: eligibility\n    name: readers', 'is not a known key', 2),
  changed(LISTS, 'list that is an object', '  - name: anybody\n    targets: [{ all: true }]\n    permissionSets: [{ all: true }]\n    stages:\n      - name: Leads\n        approvers: [group:default/leads]\n', '  anybody: {}\n', 'must be a list', 14),
  changed(LISTS, 'policy that is text in a list', '  - name: writers', '  - readers\n  - name: writers', 'must be an object, not a string'),
  changed(LISTS, 'policy that is empty in a list', '  - name: writers', '  -\n  - name: writers', 'has no value'),
  changed(LISTS, 'mistake in the second policy of a list', 'effect: allow\n    subjects: [group:default/payments]', 'effect: allow\n    subjects: [payments]', REF, 10),
  changed(LISTS, 'same name twice in a list', 'name: writers', 'name: readers', 'must differ from that of the eligibility policy at policies/payments.yaml:2, which is readers as well'),
  changed(LISTS, 'name that a policy of another file has', 'name: writers', 'name: taken', 'must differ from that of the eligibility policy at other.yaml:1'),
  changed(LISTS, 'name that a policy of the portal has', 'name: anybody', 'name: taken-too', 'must differ from that of the approval policy at the portal'),
  { title: 'same name in two documents', text: `${DENY}---\n${DENY}`, line: 9, reason: 'must differ from that of the eligibility policy at policies/payments.yaml:1' },
  { title: 'mistake in the third document', text: `${ALLOW}---\n${APPROVAL}---\nkind: eligibility\nname: x\neffect: none\n`, line: lineOf(`${ALLOW}---\n${APPROVAL}---\neffect: none`, 'effect: none') + 2, reason: 'must be allow or deny' },
  { title: 'nothing at all', text: '', line: 1, reason: 'is empty' },
  { title: 'only spaces and lines', text: '  \n\n', line: 1, reason: 'is empty' },
  { title: 'only a comment', text: '# nothing yet\n', line: 1, reason: 'is empty' },
  { title: 'only a separator', text: '---\n', line: 1, reason: 'is an empty document' },
  { title: 'an empty document behind a good one', text: `${DENY}---\n`, line: 8, reason: 'is an empty document' },
  { title: 'an empty document before a good one', text: `---\n# nothing\n---\n${DENY}`, line: 1, reason: 'is an empty document' },
  { title: 'an explicit nothing', text: 'null\n', line: 1, reason: 'is an empty document' },
  { title: 'text for a document', text: 'allow everything\n', line: 1, reason: 'must be a policy with its kind' },
  { title: 'a number for a document', text: '42\n', line: 1, reason: 'must be a policy with its kind' },
  { title: 'a list of policies without its key', text: '- name: x\n', line: 1, reason: 'must be a policy with its kind' },
  { title: 'an empty object', text: '{}\n', line: 1, reason: 'is missing' },
  { title: 'the whole config section', text: 'elevatedAccess:\n  policies: {}\n', line: 1, reason: 'is missing' },
  { title: 'lists without a value', text: 'eligibility:\napproval: []\n', line: 1, reason: 'has no value' },
];

/** Files that are no YAML, or more of it than is good. */
// prettier-ignore
export const brokenYaml: Broken[] = [
  changed(ALLOW, 'tab before a key', '  timeZone', '\ttimeZone', 'is not YAML: Tabs are not allowed as indentation'),
  changed(ALLOW, 'key too far to the left', '  - account', '- account', 'is not YAML', 12),
  changed(ALLOW, 'key too far to the right', 'priority: 10', '  priority: 10', 'is not YAML', 5),
  changed(ALLOW, 'quote that is not closed', "'111122223333'", "'111122223333", "is not YAML: Missing closing 'quote"),
  changed(ALLOW, 'bracket that is not closed', '[1, 2, 3, 4, 5]', '[1, 2, 3', 'is not YAML', 28),
  changed(ALLOW, 'brace that is not closed', '{ key: team, value: payments }', '{ key: team, value: payments', 'is not YAML', 15),
  changed(ALLOW, 'two colons in a line', 'Engineers on call', 'Engineers: on call: now', 'is not YAML'),
  changed(ALLOW, 'text that begins with a percent sign', 'Engineers on call', '%call', 'is not YAML'),
  changed(ALLOW, 'text that begins with an at sign', 'Engineers on call', '@call', 'is not YAML'),
  changed(ALLOW, 'unknown escape', 'Engineers on call', '"\\q"', 'is not YAML'),
  changed(ALLOW, 'line without a colon', 'priority: 10', 'priority', 'is not YAML'),
  changed(ALLOW, 'tag of its own', 'priority: 10', 'priority: !number 10', 'is not YAML: Unresolved tag'),
  changed(ALLOW, 'tag of another language', 'Engineers on call', '!!js/function "() => 1"', 'is not YAML'),
  changed(ALLOW, 'binary', 'Engineers on call', '!!binary aGk=', 'is not YAML: Unresolved tag'),
  changed(ALLOW, 'set for a list', 'subjects:\n  - group:default/payments\n  - user:default/ann.li', 'subjects: !!set { a, b }', 'is not YAML: Unresolved tag'),
  changed(ALLOW, 'anchor that is not there', 'Engineers on call', '*words', 'names an anchor that is not there'),
  { title: 'alias to what holds it', text: 'kind: eligibility\nname: &a [*a]\n', line: 2, reason: 'is nested too deeply' },
  { title: 'merge key', text: `x: &x { effect: deny }\n${DENY.replace('effect: deny', '<<: *x')}`, line: 1, reason: 'is missing' },
  { title: 'key that is a number', text: `${DENY}1: x\n`, line: 8, reason: 'has a key that is not text' },
  { title: 'key that is nothing', text: `${DENY}~: x\n`, line: 8, reason: 'has a key that is not text' },
  { title: 'key that is a list', text: `${DENY}? [a, b]\n: x\n`, line: 8, reason: 'has a key that is not text' },
  { title: 'key of every object', text: `${DENY}__proto__: { effect: allow }\n`, line: 8, reason: 'is not a known key' },
  { title: 'key of every class', text: `${DENY}constructor: x\n`, line: 8, reason: 'is not a known key' },
  { title: 'aliases that multiply', text: bomb(), line: 3, reason: 'uses more than 100 aliases' },
  { title: 'aliases that multiply by many', text: wideBomb(), line: 2, reason: 'holds more values than can be meant' },
  { title: 'lists in lists in lists', text: `${DENY}deep: ${'['.repeat(50)}${']'.repeat(50)}\n`, line: 8, reason: 'is nested too deeply' },
  { title: 'lists without a bottom', text: `${DENY}deep: ${'['.repeat(50_000)}\n`, line: 8, reason: 'is nested too deeply to be read' },
  { title: 'more values than anybody writes', text: `eligibility: [${'1,'.repeat(100_001)}]\n`, line: 1, reason: 'holds more values than can be meant' },
  { title: 'a megabyte of values', text: `eligibility:\n  [${'1,'.repeat(499_000)}]\n`, line: 2, reason: 'holds more values than can be meant' },
  { title: 'more than a megabyte', text: `${DENY}# ${'x'.repeat(1_000_000)}\n`, line: 1, reason: 'is bigger than 1 MB' },
  { title: 'UTF-16', text: Buffer.from(`\uFEFF${DENY}`, 'utf16le'), line: 1, reason: 'is UTF-16; save it as UTF-8' },
  { title: 'UTF-16 of the other order', text: Buffer.from(`\uFEFF${DENY}`, 'utf16le').swap16(), line: 1, reason: 'is UTF-16; save it as UTF-8' },
  { title: 'UTF-16 without a mark', text: Buffer.from(DENY, 'utf16le'), line: 1, reason: 'holds a character that is no text (U+0000)' },
  { title: 'Latin-1', text: Buffer.from(DENY.replace('Contractors', 'Kontrahénter'), 'latin1'), line: 1, reason: 'is not UTF-8' },
  { title: 'a picture', text: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), line: 1, reason: 'is not UTF-8' },
  { title: 'a bell', text: DENY.replace('stay out', 'stay\u0007out'), line: 3, reason: 'holds a character that is no text (U+0007)' },
  { title: 'a mistake behind a byte order mark and Windows line ends', text: `\uFEFF${DENY.replaceAll('\n', '\r\n').replace( 'effect: deny', 'effect: no', )}`, line: 4, reason: 'must be allow or deny' },
  { title: 'JSON with a comma too many', text: '{"kind": "eligibility",,}', line: 1, reason: 'is not YAML' },
  { title: 'a page of a web server', text: '<!doctype html>\n<html><body>Sign in</body></html>\n', line: 1, reason: 'must be a policy with its kind' },
];

/** Nine lists, each of ten times the one before. */
function bomb(): string {
  const lists = 'abcdefgh'.split('').map((name, index, all) => {
    const before = index === 0 ? 'lol' : `*${all[index - 1]}`;
    return `  - &${name} [${Array(10).fill(before).join(', ')}]`;
  });
  return `eligibility:\n${lists.join('\n')}\n`;
}

/** Few aliases, each of much. */
function wideBomb(): string {
  return `eligibility:\n  - &a [${'1,'.repeat(
    12_000,
  )}]\n  - *a\n  - *a\n  - *a\n  - *a\n`;
}
