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

import { createDevApp } from '@backstage/frontend-dev-utils';
import { elevatedAccessApiRef } from '../src/api/elevatedAccessApiRef';
import plugin from '../src';
import { otherPages } from './catalogParts';
import { FakeElevatedAccess } from './FakeElevatedAccess';

// The plugin alone, against a backend and an AWS that exist in memory only.
createDevApp({
  features: [
    otherPages,
    plugin.withOverrides({
      extensions: [
        plugin.getExtension('api:elevated-access').override({
          params: defineParams =>
            defineParams({
              api: elevatedAccessApiRef,
              deps: {},
              factory: () => new FakeElevatedAccess(),
            }),
        }),
      ],
    }),
  ],
});
