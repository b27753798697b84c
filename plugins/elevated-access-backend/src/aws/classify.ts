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

import { AwsFailure } from './AwsFailure';
import { gatherFacts, type ErrorFacts } from './errorFacts';
import type { AwsFailureKind } from './types';

/** Where a call went, so that an error can name what to check. */
export interface CallSite {
  /** The API operation, for example `ListInstances`. */
  operation: string;
  /** Whether AWS may have changed something when the answer is lost. */
  writes: boolean;
  region: string;
  /** The configured endpoint; undefined for AWS's own. */
  endpoint: string | undefined;
}

interface Verdict {
  kind: AwsFailureKind;
  remedy: string;
}

type Rule = readonly [
  matches: (facts: ErrorFacts) => boolean,
  verdict: (facts: ErrorFacts, site: CallSite) => Verdict,
];

const named =
  (...names: string[]) =>
  (facts: ErrorFacts) =>
    names.includes(facts.name);

const coded =
  (...codes: string[]) =>
  (facts: ErrorFacts) =>
    codes.includes(facts.code);

const waitForAws =
  'Nothing needs to be done unless it persists; then see the AWS Health Dashboard';

/** After an answer that never came, a write may have happened and a read says nothing. */
const unanswered = (_: ErrorFacts, site: CallSite): Verdict => ({
  kind: site.writes ? 'unknown-outcome' : 'unavailable',
  remedy: waitForAws,
});

const checkCredentials =
  'Check the credentials that the backend uses for AWS (the "aws" section of app-config, or the environment, profile or role that it runs with)';

/**
 * From error to meaning, row by row. The first match decides.
 *
 * Bad credentials and a bad clock count as an outage: nothing was done, and an
 * operator repairs them without anybody having to ask again for their access.
 */
const rules: readonly Rule[] = [
  [
    facts =>
      named('ThrottlingException', 'TooManyRequestsException')(facts) ||
      facts.status === 429,
    () => ({
      kind: 'throttled',
      remedy: 'It is sent again, more slowly; nothing needs to be done',
    }),
  ],
  [
    named('ConflictException', 'ConcurrentModificationException'),
    () => ({
      kind: 'conflict',
      remedy:
        'Another operation on the account is under way; it is sent again after it',
    }),
  ],
  [
    named('ResourceNotFoundException'),
    () => ({
      kind: 'not-found',
      remedy:
        'Check that the permission set, the account and the user still exist in IAM Identity Center',
    }),
  ],
  [
    named(
      'AccountNotFoundException',
      'OrganizationalUnitNotFoundException',
      'ParentNotFoundException',
      'TargetNotFoundException',
    ),
    () => ({
      kind: 'not-found',
      remedy:
        'Check that the account or organizational unit still exists in AWS Organizations',
    }),
  ],
  [
    facts => facts.awsReason.startsWith('KMS_AccessDenied'),
    () => ({
      kind: 'denied',
      remedy:
        "Allow the backend's role kms:Decrypt on the customer managed key that encrypts the Identity Center instance",
    }),
  ],
  [
    facts => facts.awsReason.startsWith('KMS_'),
    () => ({
      kind: 'unavailable',
      remedy:
        'Check the customer managed key that encrypts the Identity Center instance: it has to exist and be enabled',
    }),
  ],
  [
    named('AccessDeniedException', 'AccessDenied'),
    (_, site) => ({
      kind: 'denied',
      remedy: `Allow the backend's role to call ${site.operation}. A delegated administrator can neither assign into the management account nor use permission sets that are provisioned in it`,
    }),
  ],
  [
    named('ServiceQuotaExceededException'),
    () => ({
      kind: 'permanent',
      remedy:
        'Raise the quota or free some of it: an account takes 500 permission sets, an instance 3,500',
    }),
  ],
  [
    named('CredentialsProviderError', 'TokenProviderError'),
    () => ({ kind: 'unavailable', remedy: checkCredentials }),
  ],
  [
    named(
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'IncompleteSignatureException',
      'IncompleteSignature',
      'MissingAuthenticationTokenException',
      'MissingAuthenticationToken',
      'ExpiredTokenException',
      'ExpiredToken',
    ),
    (_, site) => ({
      kind: 'unavailable',
      remedy: `${checkCredentials}, and that region ${site.region} is right`,
    }),
  ],
  [
    named(
      'RequestTimeTooSkewed',
      'RequestExpired',
      'RequestInTheFuture',
      'InvalidTimestampException',
    ),
    () => ({
      kind: 'unavailable',
      remedy:
        "Correct this machine's clock: it differs from AWS's, and the ends of grants depend on it",
    }),
  ],
  [
    named(
      'ValidationException',
      'InvalidInputException',
      'AWSOrganizationsNotInUseException',
      'UnknownOperationException',
      'UnsupportedOperationException',
      'UnsupportedAPIEndpointException',
    ),
    () => ({
      kind: 'permanent',
      remedy: 'Asking again does not help: correct what AWS objects to',
    }),
  ],
  [
    coded(
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ENETUNREACH',
    ),
    (_, site) => ({
      kind: 'unavailable',
      remedy: `Nothing answers at ${place(
        site,
      )}: check the region, the endpoint, the network and the proxy`,
    }),
  ],
  [
    facts =>
      facts.name === 'TimeoutError' &&
      /socket did not establish|connection timeout|Connection timed out/i.test(
        facts.message,
      ),
    (_, site) => ({
      kind: 'unavailable',
      remedy: `No connection to ${place(
        site,
      )}: check the region, the endpoint, the network and the proxy`,
    }),
  ],
  [
    facts =>
      named(
        'TimeoutError',
        'RequestTimeout',
        'RequestTimeoutException',
        'AbortError',
      )(facts) || coded('ECONNRESET', 'EPIPE', 'ETIMEDOUT')(facts),
    unanswered,
  ],
  [facts => facts.status !== undefined && facts.status >= 500, unanswered],
  // A reply that is no JSON: a proxy's page, or half an answer.
  [facts => facts.name === 'SyntaxError', unanswered],
  [
    facts => facts.status !== undefined && facts.status >= 400,
    () => ({
      kind: 'permanent',
      remedy: 'Asking again does not help: correct what AWS objects to',
    }),
  ],
];

/** Turns whatever a client threw into an `AwsFailure`. */
export function toAwsFailure(error: unknown, site: CallSite): AwsFailure {
  if (error instanceof AwsFailure) {
    return error;
  }
  const facts = gatherFacts(error);
  const rule = rules.find(([matches]) => matches(facts));
  const { kind, remedy } = rule
    ? rule[1](facts, site)
    : unanswered(facts, site);
  return new AwsFailure({
    kind,
    operation: site.operation,
    reason: describe(facts),
    remedy,
    awsRequestId: facts.awsRequestId,
    cause: error,
  });
}

function place(site: CallSite): string {
  return site.endpoint
    ? `${site.endpoint} (region ${site.region})`
    : `AWS in region ${site.region}`;
}

function describe(facts: ErrorFacts): string {
  const message = facts.message.replace(/\.+$/, '');
  const what = message ? `${facts.name}: ${message}` : facts.name;
  return facts.awsReason ? `${what} (${facts.awsReason})` : what;
}
