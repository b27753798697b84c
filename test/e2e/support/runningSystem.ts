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

/**
 * A system that runs already, so that a test can be tried again and again
 * without starting one: PORTAL_URL and SIMULATOR_URL say where it is.
 */
export function readRunningSystem():
  | { portalUrl: string; simulatorUrl: string }
  | undefined {
  const { PORTAL_URL, SIMULATOR_URL } = process.env;
  return PORTAL_URL && SIMULATOR_URL
    ? { portalUrl: PORTAL_URL, simulatorUrl: SIMULATOR_URL }
    : undefined;
}
