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

export interface Config {
  search?: {
    collators?: {
      /**
       * AWS accounts that one may ask for.
       */
      elevatedAccess?: {
        /**
         * When the accounts are indexed. Every 10 minutes, with a timeout of 5,
         * when it is left out.
         */
        schedule?: {
          /**
           * How often: a duration, a cron expression, or only by hand.
           *
           * @visibility backend
           */
          frequency:
            | string
            | { cron: string }
            | { trigger: 'manual' }
            | { [unit: string]: number };

          /**
           * How long one run may take before another one may begin.
           *
           * @visibility backend
           */
          timeout: string | { [unit: string]: number };

          /**
           * How long to wait after the start of the backend.
           *
           * @visibility backend
           */
          initialDelay?: string | { [unit: string]: number };

          /**
           * Whether one replica does it for all of them, or each for itself.
           *
           * @visibility backend
           */
          scope?: 'global' | 'local';
        };

        /**
         * Whether to index accounts although the portal's permission policy lets
         * everybody find each of them. False when it is left out: nothing is
         * indexed then.
         *
         * @visibility backend
         */
        everybodyMayFind?: boolean;
      };
    };
  };
}
