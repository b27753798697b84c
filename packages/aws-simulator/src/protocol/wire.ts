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

import { HttpOutcome, HttpRequest } from '../http/types';
import { Service } from '../services/operation';
import { AwsError, errors } from './errors';

/** How one family of AWS protocols reads requests and writes replies. */
export interface Wire {
  readonly service: Service;
  readonly operation: string;
  readonly parse: () => unknown;
  readonly reply: (output: object, requestId: string) => HttpOutcome;
  readonly fail: (error: AwsError, requestId: string) => HttpOutcome;
}

/** Finds the service and operation that a request is addressed to. */
export function routeRequest(
  request: HttpRequest,
  services: readonly Service[],
): Wire {
  const target = request.headers.get('x-amz-target');
  if (target !== undefined) {
    const dot = target.lastIndexOf('.');
    const prefix = target.slice(0, Math.max(0, dot));
    const service = services.find(s => s.targetPrefixes.includes(prefix));
    if (!service) {
      throw errors.unknownOperation(`Unknown target: ${target}`);
    }
    return jsonWire(service, target.slice(dot + 1), request);
  }
  const sts = services.find(s => s.name === 'sts');
  const isForm = (request.headers.get('content-type') ?? '').startsWith(
    'application/x-www-form-urlencoded',
  );
  if (sts && isForm) {
    const form = new URLSearchParams(request.body.toString('utf8'));
    return queryWire(sts, form.get('Action') ?? '', form);
  }
  throw errors.unknownOperation(
    'The request has neither X-Amz-Target nor a form with an Action.',
  );
}

const JSON_TYPE = 'application/x-amz-json-1.1';

/** An error of the JSON protocol, also for what reached no service at all. */
export function jsonError(error: AwsError, requestId: string): HttpOutcome {
  return {
    kind: 'reply',
    status: error.status,
    headers: {
      'content-type': JSON_TYPE,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.shape,
    },
    body: JSON.stringify({
      __type: error.shape,
      Message: error.message,
      ...error.members,
    }),
  };
}

function jsonWire(
  service: Service,
  operation: string,
  request: HttpRequest,
): Wire {
  return {
    service,
    operation,
    parse: () => {
      const text = request.body.toString('utf8');
      let value: unknown;
      try {
        value = text === '' ? {} : JSON.parse(text);
      } catch {
        throw new AwsError(
          'SerializationException',
          'The request body is not valid JSON.',
        );
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new AwsError(
          'SerializationException',
          'The request body is not a JSON object.',
        );
      }
      return value;
    },
    reply: (output, requestId) => ({
      kind: 'reply',
      status: 200,
      headers: { 'content-type': JSON_TYPE, 'x-amzn-requestid': requestId },
      body: JSON.stringify(output),
    }),
    fail: jsonError,
  };
}

const QUERY_CODES: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  IncompleteSignatureException: 'IncompleteSignature',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnknownOperationException: 'InvalidAction',
  ThrottlingException: 'Throttling',
  ValidationException: 'ValidationError',
};

const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

function queryWire(
  service: Service,
  operation: string,
  form: URLSearchParams,
): Wire {
  const xml = (
    status: number,
    body: string,
    requestId: string,
  ): HttpOutcome => ({
    kind: 'reply',
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  });
  return {
    service,
    operation,
    parse: () => Object.fromEntries(form),
    reply: (output, requestId) => {
      const members = toXml(output);
      return xml(
        200,
        `<${operation}Response xmlns="${STS_NAMESPACE}"><${operation}Result>${members}</${operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
        requestId,
      );
    },
    fail: (error, requestId) => {
      const code = QUERY_CODES[error.shape] ?? error.shape;
      const isAuth = [
        'InvalidClientTokenId',
        'SignatureDoesNotMatch',
        'MissingAuthenticationToken',
      ].includes(code);
      return xml(
        isAuth ? 403 : error.status,
        `<ErrorResponse xmlns="${STS_NAMESPACE}"><Error><Type>Sender</Type><Code>${escapeXml(
          code,
        )}</Code><Message>${escapeXml(
          error.message,
        )}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      );
    },
  };
}

function toXml(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
        .join('')
    : escapeXml(value);
}

function escapeXml(value: unknown): string {
  return String(value)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
