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

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { HttpRequest } from '../http/types';
import { AwsError } from './errors';

/** What an Authorization header claims. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, epoch milliseconds. */
  readonly signedAt: number;
  readonly amzDate: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** Reads the claim; says nothing yet about whether it is true. */
export function readClaim(request: HttpRequest): SignatureClaim {
  const authorization = request.headers.get('authorization');
  if (!authorization) {
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    );
  }
  const match = AUTHORIZATION.exec(authorization);
  const amzDate = request.headers.get('x-amz-date') ?? '';
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (!match || !time) {
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header requires an AWS4-HMAC-SHA256 credential, its signed headers, a signature, and X-Amz-Date.',
    );
  }
  const [, accessKeyId, date, region, service, headers, signature] = match;
  const [, year, month, day, hour, minute, second] = time.map(Number);
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: headers.split(';'),
    signature,
    signedAt: Date.UTC(year, month - 1, day, hour, minute, second),
    amzDate,
  };
}

/** Throws unless the claim was signed within `maxSkewMs` of `now`. */
export function checkFreshness(
  claim: SignatureClaim,
  now: number,
  maxSkewMs: number,
): void {
  // What AWS JSON services answer where S3 says RequestTimeTooSkewed.
  if (claim.signedAt < now - maxSkewMs) {
    throw new AwsError(
      'InvalidSignatureException',
      `Signature expired: ${claim.amzDate} is now earlier than ${toAmzDate(
        now - maxSkewMs,
      )} (${toAmzDate(now)} - ${Math.round(maxSkewMs / 60_000)} min.)`,
    );
  }
  if (claim.signedAt > now + maxSkewMs) {
    throw new AwsError(
      'InvalidSignatureException',
      `Signature not yet current: ${
        claim.amzDate
      } is still later than ${toAmzDate(now + maxSkewMs)} (${toAmzDate(
        now,
      )} + ${Math.round(maxSkewMs / 60_000)} min.)`,
    );
  }
  if (!claim.amzDate.startsWith(claim.date)) {
    throw new AwsError(
      'InvalidSignatureException',
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.',
    );
  }
}

/** Throws unless the request was signed with the secret, body included. */
export function checkSignature(
  request: HttpRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
): void {
  const expected = Buffer.from(signatureOf(request, claim, secretAccessKey));
  const actual = Buffer.from(claim.signature);
  if (
    !claim.signedHeaders.includes('host') ||
    expected.length !== actual.length ||
    !timingSafeEqual(expected, actual)
  ) {
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

function signatureOf(
  request: HttpRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
): string {
  const query = [...request.query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = claim.signedHeaders.map(name => {
    const value = request.headers.get(name) ?? '';
    return `${name}:${value.trim().replace(/\s+/g, ' ')}\n`;
  });
  const canonicalRequest = [
    request.method,
    request.path,
    query,
    headers.join(''),
    claim.signedHeaders.join(';'),
    // Of the body that arrived, whatever X-Amz-Content-Sha256 says of it.
    sha256(request.body),
  ].join('\n');
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    claim.amzDate,
    scope,
    sha256(canonicalRequest),
  ].join('\n');
  const key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce(
    (secret: Buffer, part) => hmac(secret, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return hmac(key, stringToSign).toString('hex');
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function toAmzDate(ms: number): string {
  return `${new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}
