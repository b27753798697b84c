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

import type { ActivityKind } from '../schema/activity';
import type { ListRequestsQuery } from '../schema/listRequests';

/**
 * Which requests to list, and how.
 *
 * @public
 */
export type RequestsQuery = Partial<ListRequestsQuery>;

/**
 * Which part of a session's activity to list.
 *
 * @public
 */
export interface ActivityQuery {
  /** Those that changed something, or those that AWS refused; all by default. */
  kind?: ActivityKind;
  /** Part of a name, an error code, an address or a resource, in any case. */
  text?: string;
  cursor?: string;
  /** 50 by default, 200 at most. */
  limit?: number;
}
