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

import type {
  ElevatedAccessApi,
  RequestBackground,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { FakeAdministration } from './FakeAdministration';
import { refusal } from './refusal';

/** The part of the backend that shows what happened, as a responder meets it. */
export class FakeAudit
  extends FakeAdministration
  implements
    Pick<
      ElevatedAccessApi,
      | 'getRequestBackground'
      | 'exportRequests'
      | 'getActivity'
      | 'exportActivity'
      | 'getAccessReport'
      | 'listAccessReviews'
      | 'getAccessReview'
      | 'getEntityAccess'
      | 'exportEventLog'
    >
{
  readonly exportRequests = denied;
  readonly exportActivity = denied;
  readonly getAccessReport = denied;
  readonly getAccessReview = denied;
  readonly exportEventLog = denied;

  async listAccessReviews() {
    return { items: [] };
  }

  async getEntityAccess() {
    return { items: [], truncated: false };
  }

  async getRequestBackground(): Promise<RequestBackground> {
    return {
      requester: { requests: 3, approved: 3, rejected: 0, unused: 1 },
      permissionSet: {
        description: 'Everything but identity and access management',
        managedPolicies: ['PowerUserAccess'],
        hasInlinePolicy: false,
        hasBoundary: false,
      },
      lastApproval: null,
      alsoHolds: [],
    };
  }

  async getActivity(): Promise<SessionActivity> {
    return {
      state: 'none',
      source: null,
      from: null,
      to: null,
      readAt: null,
      completeAt: null,
      problem: null,
      counts: { events: 0, writes: 0, errors: 0 },
      truncated: false,
      items: [],
    };
  }
}

async function denied(): Promise<never> {
  throw await refusal(403, {
    code: 'forbidden',
    message: 'Only auditors and administrators may do this.',
    remedy: 'Ask an administrator of the portal.',
  });
}
