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
  AccessRequest,
  Me,
} from 'backstage-plugin-elevated-access-common';

/** How the profile is called in the reader's own configuration. */
export function profileName(request: AccessRequest): string {
  return `${request.account.name}-${request.permissionSet.name}`.replace(
    /[^A-Za-z0-9_-]+/g,
    '-',
  );
}

/** A profile for ~/.aws/config; nothing where the access portal is not known. */
export function cliProfile(request: AccessRequest, me: Me): string | undefined {
  if (!me.aws.accessPortalUrl) {
    return undefined;
  }
  return [
    `[profile ${profileName(request)}]`,
    `sso_session = elevated-access`,
    `sso_account_id = ${request.account.id}`,
    `sso_role_name = ${request.permissionSet.name}`,
    `region = ${me.aws.region}`,
    ``,
    `[sso-session elevated-access]`,
    `sso_start_url = ${me.aws.accessPortalUrl}`,
    `sso_region = ${me.aws.region}`,
    `sso_registration_scopes = sso:account:access`,
    ``,
  ].join('\n');
}
