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

import { ResponseError } from '@backstage/errors';
import type { z } from 'zod';
import type { Download } from './AuditApi';
import type { CallOptions } from './ElevatedAccessApi';

const PLUGIN_ID = 'elevated-access';
const ROWS_HEADER = 'Elevated-Access-Rows';

/** Calls of the plugin's HTTP API. Answers are checked against the published schemas. */
export class HttpCalls {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** @throws ResponseError when the backend refuses */
  async call<T extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    schema: T,
    options?: CallOptions,
    body?: unknown,
  ): Promise<z.infer<T>> {
    const response = await this.#send(method, path, options, body);
    return schema.parse(await response.json());
  }

  /** @throws ResponseError when the backend refuses */
  async download(
    path: string,
    fileName: string,
    options?: CallOptions,
  ): Promise<Download> {
    const { headers, body } = await this.#send('GET', path, options);
    const rows = headers.get(ROWS_HEADER);
    return {
      // An answer without content has no stream at all.
      body: body ?? new Blob([]).stream(),
      fileName,
      rows: rows === null ? undefined : Number(rows),
    };
  }

  async #send(
    method: string,
    path: string,
    options: CallOptions = {},
    body?: unknown,
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method,
      signal: options.signal,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

/** Members that are undefined or empty are left out; lists are joined by commas. */
export function toQueryString(
  query: Readonly<
    Record<string, string | number | boolean | readonly string[] | undefined>
  >,
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
