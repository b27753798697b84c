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

/** The page of the settings. */
export const settings = {
  title: 'Settings',
  approvals: 'Approvals',
  times: 'Times',
  approval: {
    label: 'Who approves',
    'by-policy': 'Whoever the policies say',
    off: 'Nobody: whatever is permitted is given at once',
    offWarning:
      'While this is off, nobody looks at a request before access is given.',
  },
  confirmChanges:
    'A change of policies or settings waits until another administrator confirms it',
  maximumDuration: {
    label: 'Longest access',
    hint: 'Longer policies are cut down to it.',
  },
  minimumDuration: {
    label: 'Shortest access',
    hint: 'Shorter cannot be asked for or approved.',
  },
  requestExpiry: {
    label: 'Undecided requests expire after',
    hint: 'Where the approval policy says nothing.',
  },
  maximumAdvance: {
    label: 'A start may lie ahead by',
    hint: 'Further ahead cannot be asked for.',
  },
  maximumDelay: {
    label: 'Approved access may begin late by',
    hint: 'Later than that, as after an outage, approval is asked for again.',
  },
  reason: 'Reasons, where a policy says nothing',
  ticket: 'Tickets, where a policy says nothing',
  banner: {
    title: 'Banner',
    text: 'Text',
    hint: 'Shown on every page of Elevated Access. Empty for none.',
    severity: 'How loud',
    info: 'Information',
    warning: 'Warning',
    danger: 'Danger',
    preview: 'It will look like this:',
  },
  fixed: 'The configuration says it ({{key}}), so it cannot be changed here.',
  noHistory: 'The settings have not been changed in the portal yet.',
  restored: 'This is what you had changed and not saved.',
  overtaken:
    'Somebody else saved the settings while you were writing. What you did not touch shows theirs now.',
  blocked: {
    wrong: 'something is wrong above.',
  },
  save: {
    title: 'Save the changes',
    action: 'Save',
    discard: 'Discard',
  },
  saved: 'The settings are changed',
  savedWaits: 'The change waits for another administrator',
} as const;
