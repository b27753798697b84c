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

/** Ending everything that one person holds. */
export const revokeAll = {
  action: 'Revoke everything',
  menu: 'Actions for {{who}}',
  menuItem: 'Revoke everything of {{who}}',
  title: 'Revoke everything {{who}} holds?',
  body: 'All elevated access of {{who}} is removed now, and every request that waits or is scheduled is cancelled. Access that {{who}} held before asking here is not touched.',
  tail: 'Sessions that are open now may keep working for up to one session duration. To cut them off earlier, use AWS’s own means.',
  held_one: '{{count}} request is live, waiting or scheduled:',
  held_other: '{{count}} requests are live, waiting or scheduled:',
  heldMore: 'The first {{number}} are shown. All of them are ended.',
  heldNone: 'You see nothing that {{who}} holds. Whatever there is, is ended.',
  heldUnknown:
    'What {{who}} holds could not be read. Whatever there is, is ended.',
  comment: 'Comment',
  commentHint: 'Needed, for the record. {{who}} reads it.',
  commentMissing: 'Write a comment first: the record has to say why.',
  close: 'Not now',
  confirm: 'Revoke everything',
  results: {
    title: 'Revoking everything {{who}} holds',
    progress: '{{gone}} of {{all}} verified gone',
    all_one: '{{count}} request is verified gone. {{who}} holds nothing more.',
    all_other:
      'All {{count}} requests are verified gone. {{who}} holds nothing more.',
    nothing: '{{who}} held nothing. There was nothing to end.',
    goesOn: 'It goes on when you close this window.',
    list: 'What became of each',
    unchanged: 'Somebody was faster',
    close: 'Close',
  },
  done: 'Everything {{who}} held is being revoked',
} as const;
