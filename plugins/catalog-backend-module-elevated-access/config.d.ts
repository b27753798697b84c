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
  catalog?: {
    providers?: {
      /**
       * AWS accounts, organizational units and permission sets as entities.
       */
      elevatedAccess?: {
        /**
         * When the directory is copied into the catalog. Every 10 minutes, with
         * a timeout of 5, when it is left out.
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
         * How the owner of each entity is found: a rule that names the account,
         * then the tag, then the rule for the nearest organizational unit above
         * it, then the default.
         */
        owner?: {
          /**
           * Key of the AWS tag of accounts and permission sets that names the
           * owner: a reference such as `group:default/payments`, or the name of a
           * group. `owner` when it is left out.
           *
           * @visibility backend
           */
          tag?: string;

          /**
           * Owner of what has no other. `group:default/unknown` when it is left
           * out.
           *
           * @visibility backend
           */
          default?: string;

          /**
           * Owners of single accounts and of all accounts below an
           * organizational unit, by its id or its path from the root
           * (`/Workloads/Prod`). Write account ids in quotes.
           *
           * @visibility backend
           */
          rules?: Array<
            { account: string; owner: string } | { ou: string; owner: string }
          >;
        };

        /**
         * What to do about accounts that the catalog has from elsewhere, such as
         * from `@backstage/plugin-catalog-backend-module-aws`: `leave` them to
         * it, or `ignore` it and have both. `leave` when it is left out.
         *
         * @visibility backend
         */
        existingAccounts?: 'leave' | 'ignore';
      };
    };
  };
}
