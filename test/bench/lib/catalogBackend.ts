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

// The demo's backend without its page, over an organization too large to be read
// while somebody waits, with the provider that brings it into the catalog.
import fs from 'node:fs';
import { directoryAtOnce } from './directoryAtOnce';
import { portalBackend } from './portalBackend';

const backend = portalBackend();

backend.add(
  directoryAtOnce(
    JSON.parse(fs.readFileSync(process.env.BENCH_DIRECTORY ?? '', 'utf8')),
  ),
);
backend.add(import('backstage-plugin-catalog-backend-module-elevated-access'));

backend.start();
