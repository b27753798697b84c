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
  AccessReportQuery,
  AccessRequest,
  ActivityQuery,
  ElevatedAccessApi,
  RequestsQuery,
} from 'backstage-plugin-elevated-access-common';
import { activityOf, backgroundOf, exportedActivity } from './activity';
import { answers, downloadOf, reportOf, reviewsOf } from './audit';
import { accountsBehind } from './entityAccess';
import { FakeAdministration } from './FakeAdministration';

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
  /** Every request there is. */
  protected requests(): AccessRequest[] {
    return [];
  }

  async exportRequests(query: RequestsQuery) {
    const lines = this.requests()
      .filter(request => answers(request, query))
      .map(request => JSON.stringify(request));
    return downloadOf('requests.jsonl', lines);
  }

  async exportEventLog() {
    return downloadOf(
      'events.jsonl',
      this.requests().map(request => JSON.stringify(request.id)),
    );
  }

  async getAccessReport(query: AccessReportQuery) {
    return reportOf(this.requests(), query, Date.now());
  }

  async listAccessReviews() {
    return { items: reviewsOf(this.requests(), Date.now()) };
  }

  async getAccessReview(id: string) {
    const found = reviewsOf(this.requests(), Date.now()).find(
      review => review.id === id,
    );
    if (!found) {
      throw new Error(`There is no review ${id}`);
    }
    return found;
  }

  async getEntityAccess() {
    return accountsBehind();
  }

  async getRequestBackground(id: string) {
    return backgroundOf(id, Date.now());
  }

  async getActivity(id: string, query: ActivityQuery) {
    return activityOf(id, query, Date.now());
  }

  async exportActivity() {
    return downloadOf('activity.jsonl', exportedActivity(Date.now()));
  }
}
