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
  auth?: {
    providers?: {
      /**
       * Sign-in as one of a list of demo people, without a password. It never
       * runs with NODE_ENV=production.
       */
      demo?: {
        /**
         * Has to be set to true, on a development machine only.
         * @visibility frontend
         */
        enabled?: boolean;
        /**
         * The people one may sign in as. Nobody else can sign in this way.
         * @deepVisibility frontend
         */
        people?: Array<{
          /** The entity reference of a user in the catalog. */
          user: string;
          /** The name that the sign-in page shows. */
          name: string;
          /** What the person does in the demo, in a word or two. */
          role: string;
          /** One sentence on what to try as this person. */
          canTry: string;
        }>;
      };
    };
  };
}
