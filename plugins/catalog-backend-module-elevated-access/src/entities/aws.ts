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

/** What addresses and ARNs of an organization are made of. */
export interface AwsOrigin {
  managementAccountId: string;
  organizationArn?: string;
  region: string;
  accessPortalUrl?: string;
  /** The endpoint is not AWS itself: its console does not know these accounts. */
  demo: boolean;
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'https://console.aws.amazon.com',
  'aws-cn': 'https://console.amazonaws.cn',
  'aws-us-gov': 'https://console.amazonaws-us-gov.com',
};

/** ARNs and addresses of one organization. */
export class AwsNames {
  readonly organizationId: string | undefined;
  readonly accessPortalUrl: string | undefined;
  readonly #origin: AwsOrigin;
  readonly #partition: string;

  constructor(origin: AwsOrigin) {
    const [, partition = 'aws', ...rest] =
      origin.organizationArn?.split(':') ?? [];
    this.organizationId = rest.at(-1)?.split('/')[1];
    this.accessPortalUrl = isWebAddress(origin.accessPortalUrl)
      ? origin.accessPortalUrl
      : undefined;
    this.#origin = origin;
    this.#partition = partition;
  }

  accountArn(id: string): string | undefined {
    return this.#organizationsArn('account', id);
  }

  unitArn(id: string): string | undefined {
    return this.#organizationsArn('ou', id);
  }

  /** Where an administrator looks at an account. */
  accountPage(id: string): string | undefined {
    return this.#consolePage(
      `/organizations/v2/home/accounts/${encodeURIComponent(id)}`,
    );
  }

  unitPage(id: string): string | undefined {
    return this.#consolePage(
      `/organizations/v2/home/organizational-units/${encodeURIComponent(id)}`,
    );
  }

  identityCenterPage(): string | undefined {
    return this.#consolePage(
      `/singlesignon/home?region=${encodeURIComponent(this.#origin.region)}`,
    );
  }

  #consolePage(path: string): string | undefined {
    const console = this.#origin.demo ? undefined : CONSOLES[this.#partition];
    return console ? `${console}${path}` : this.accessPortalUrl;
  }

  #organizationsArn(type: string, id: string): string | undefined {
    return (
      this.organizationId &&
      `arn:${this.#partition}:organizations::${
        this.#origin.managementAccountId
      }:${type}/${this.organizationId}/${id}`
    );
  }
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}
