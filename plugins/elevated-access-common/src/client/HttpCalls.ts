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
import { answerWithin } from './answerWithin';
import type { CallOptions } from './ElevatedAccessApi';

const PLUGIN_ID = 'elevated-access';
const ROWS_HEADER = 'Elevated-Access-Rows';

/** The backend answers in well under a second; beyond this, somebody is waiting for nothing. */
const ANSWER_MS = 30_000;

/** For what reads everything there is before it can say anything. */
export const SLOW_ANSWER_MS = 600_000;

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

  /**
   * Nothing is tried again by itself: whether a change without an answer was
   * carried out is not known, and the backend tells whoever repeats it that it was.
   *
   * @throws ResponseError when the backend refuses, NoAnswerError when it does not answer in time
   */
  async call<T extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    schema: T,
    options: CallOptions = {},
    body?: unknown,
    milliseconds = ANSWER_MS,
  ): Promise<z.infer<T>> {
    const answer = await answerWithin(
      {
        milliseconds,
        signal: options.signal,
        what: `${method} ${PLUGIN_ID}${path}`,
        remedy:
          method === 'GET'
            ? 'Try again; if that does not help, look at the health of the backend.'
            : 'It may have been carried out all the same: look before you try again.',
      },
      async signal => {
        const request = { ...options, signal };
        return (await this.#send(method, path, request, body)).json();
      },
    );
    return schema.parse(answer);
  }

  /** @throws ResponseError when the backend refuses */
  async download(
    path: string,
    fileName: string,
    options: CallOptions = {},
  ): Promise<Download> {
    // Without a deadline: how long it takes is a matter of how much there is,
    // and whoever waits sees it grow and can stop it.
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
    options: CallOptions,
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
