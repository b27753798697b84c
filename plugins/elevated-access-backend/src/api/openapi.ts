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

import {
  accessRequestPageSchema,
  accessRequestSchema,
  createdRequestsSchema,
  createRequestSchema,
  decideSchema,
  directoryPageSchema,
  driftSchema,
  endSchema,
  eventLogVerificationSchema,
  explainSchema,
  explanationSchema,
  exportEventsQuerySchema,
  exportRequestsQuerySchema,
  extendSchema,
  healthSchema,
  listDirectoryQuerySchema,
  listDriftQuerySchema,
  listRequestableQuerySchema,
  listRequestsQuerySchema,
  meSchema,
  preflightResponseSchema,
  requestablePageSchema,
  requestEventsSchema,
  revokeAllSchema,
  revokedSchema,
  sealedEventSchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { activityPaths } from './activityPaths';
import { errorSchema, responses } from './openapiResponses';
import { lintPaths } from './lintPaths';
import { reachPaths } from './reachPaths';
import { reportPaths } from './reportPaths';
import { policyComponents, policyPaths } from './policyPaths';
import { settingsComponents, settingsPaths } from './settingsPaths';

const requestPath = z.object({
  id: z.uuid().meta({ description: 'Id of the request' }),
});

function action(options: {
  operationId: string;
  summary: string;
  description?: string;
  body: z.ZodType;
  /** What it gives, where that is not the request that it is about. */
  creates?: string;
}): ZodOpenApiOperationObject {
  const { body, creates, ...texts } = options;
  return {
    ...texts,
    tags: ['requests'],
    requestParams: { path: requestPath },
    requestBody: {
      required: true,
      content: { 'application/json': { schema: body } },
    },
    responses: responses(
      {
        status: creates ? 201 : 200,
        description: creates ?? 'The request as it stands now',
        schema: accessRequestSchema,
      },
      [400, 401, 403, 404, 409, 413, 503],
    ),
  };
}

const paths: ZodOpenApiPathsObject = {
  '/me': {
    get: {
      operationId: 'getMe',
      summary: 'The caller: identity, roles, and how much waits for them',
      tags: ['me'],
      responses: responses(
        { status: 200, description: 'The caller', schema: meSchema },
        [401, 403, 503],
      ),
    },
  },
  '/requestable': {
    get: {
      operationId: 'listRequestable',
      summary: 'What the caller may ask for',
      description:
        'Every word of `search` has to occur in the account (name, id, organizational units, tags) or in the name of the permission set.',
      tags: ['requests'],
      requestParams: { query: listRequestableQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'A page, by account and permission set name',
          schema: requestablePageSchema,
        },
        [400, 401, 403, 503],
      ),
    },
  },
  '/preflight': {
    post: {
      operationId: 'preflight',
      summary: 'What would happen if this were submitted now; changes nothing',
      tags: ['requests'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: createRequestSchema } },
      },
      responses: responses(
        {
          status: 200,
          description: 'One answer for each account, check by check',
          schema: preflightResponseSchema,
        },
        [400, 401, 403, 413, 503],
      ),
    },
  },
  '/explain': {
    post: {
      operationId: 'explain',
      summary: 'Why somebody may or may not ask for something',
      description:
        'Judged as a submission with a fitting reason and ticket would be, with every policy that was considered. About the caller, or with `person`, for auditors and administrators, about anybody.',
      tags: ['requests'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: explainSchema } },
      },
      responses: responses(
        {
          status: 200,
          description: 'The outcome, check by check and policy by policy',
          schema: explanationSchema,
        },
        [400, 401, 403, 404, 413, 503],
      ),
    },
  },
  '/requests': {
    get: {
      operationId: 'listRequests',
      summary: 'Requests that the caller may see',
      description:
        'Every filter narrows; where a filter has several values, one of them has to match. `total` counts all pages and is left out where it is not asked for.',
      tags: ['requests'],
      requestParams: { query: listRequestsQuerySchema },
      responses: responses(
        {
          status: 200,
          description:
            'A page, newest first unless `order` says otherwise; the inbox oldest first',
          schema: accessRequestPageSchema,
        },
        [400, 401, 403, 503],
      ),
    },
    post: {
      operationId: 'createRequests',
      summary: 'Ask for access: one request for each account, or none at all',
      tags: ['requests'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: createRequestSchema } },
      },
      responses: responses(
        {
          status: 201,
          description: 'The requests',
          schema: createdRequestsSchema,
        },
        [400, 401, 403, 409, 413, 503],
      ),
    },
  },
  '/requests/export': {
    get: {
      operationId: 'exportRequests',
      summary:
        'All requests that a list with the same filters shows, as a file',
      description:
        'Newest first, every status as it is. `csv` is a table with a heading, `jsonl` one request a line, `ocsf` one event of a request a line in the Open Cybersecurity Schema Framework 1.3.0. Who exports what is written into the event log. The header `Elevated-Access-Rows` says how many lines follow, a heading left out; a connection that breaks is no whole file. The inbox cannot be exported.',
      tags: ['requests'],
      requestParams: { query: exportRequestsQuerySchema },
      responses: {
        ...responses(
          { status: 200, description: 'The file', schema: z.string() },
          [400, 401, 403, 503],
        ),
        200: {
          description: 'The file',
          headers: z.object({
            'Elevated-Access-Rows': z
              .string()
              .meta({ description: 'How many lines it has', example: '1200' }),
          }),
          content: {
            'text/csv': { schema: z.string() },
            'application/jsonl': { schema: z.string() },
          },
        },
      },
    },
  },
  '/requests/{id}': {
    get: {
      operationId: 'getRequest',
      summary: 'One request',
      tags: ['requests'],
      requestParams: { path: requestPath },
      responses: responses(
        {
          status: 200,
          description: 'The request',
          schema: accessRequestSchema,
        },
        [401, 403, 404, 503],
      ),
    },
  },
  '/requests/{id}/events': {
    get: {
      operationId: 'listRequestEvents',
      summary: 'What has happened to a request, oldest first',
      tags: ['requests'],
      requestParams: { path: requestPath },
      responses: responses(
        {
          status: 200,
          description: 'The events',
          schema: requestEventsSchema,
        },
        [401, 403, 404, 503],
      ),
    },
  },
  '/requests/{id}/decisions': {
    post: action({
      operationId: 'decide',
      summary: "Approve or reject somebody else's request",
      description:
        '`digest` is that of the request as it was shown; when what is asked for has changed since, the decision is refused.',
      body: decideSchema,
    }),
  },
  '/requests/{id}/cancel': {
    post: action({
      operationId: 'cancel',
      summary: 'Withdraw a request of one’s own before access begins',
      body: endSchema,
    }),
  },
  '/requests/{id}/extend': {
    post: action({
      operationId: 'extend',
      summary: 'Ask for live access of one’s own to last longer',
      description:
        'Makes a request of its own, judged by the policy that answers now. Access lasts from its end on for `duration` more.',
      body: extendSchema,
      creates: 'The request that prolongs it',
    }),
  },
  '/requests/{id}/release': {
    post: action({
      operationId: 'release',
      summary: 'Give one’s own access back early',
      body: endSchema,
    }),
  },
  '/requests/{id}/revoke': {
    post: action({
      operationId: 'revoke',
      summary: "End somebody else's access; needs a comment",
      body: endSchema,
    }),
  },
  '/events/verification': {
    get: {
      operationId: 'verifyEventLog',
      summary: 'Whether the event log is what was written',
      description:
        'For auditors and administrators. Follows the hash chain from the first event to the last; `brokenAt` is the first place at which something was deleted, changed, reordered or cut off.',
      tags: ['events'],
      responses: responses(
        {
          status: 200,
          description: 'What was found',
          schema: eventLogVerificationSchema,
        },
        [401, 403, 503],
      ),
    },
  },
  '/events/export': {
    get: {
      operationId: 'exportEvents',
      summary: 'The event log as JSON Lines, in the order of its chain',
      description:
        'For auditors and administrators; who exports is written into the log. The header `Elevated-Access-Log-Head` names the last event as `SEQ:HASH`. With `format=ocsf` the lines are events of the Open Cybersecurity Schema Framework 1.3.0: transitions of requests and refused attempts, in the order of the log; they cannot be verified.',
      tags: ['events'],
      requestParams: { query: exportEventsQuerySchema },
      responses: {
        ...responses(
          {
            status: 200,
            description: 'One event a line',
            schema: sealedEventSchema,
          },
          [400, 401, 403, 503],
        ),
        200: {
          description: 'One event a line, each canonical JSON',
          content: { 'application/jsonl': { schema: sealedEventSchema } },
        },
      },
    },
  },
  '/directory': {
    get: {
      operationId: 'listDirectory',
      summary: 'All accounts and permission sets, as they were last read',
      description:
        'For other plugins, auditors and administrators. Accounts by id, then permission sets by ARN. When `syncedAt` changes from one page to the next, AWS was read anew in between: begin again without a cursor.',
      tags: ['directory'],
      requestParams: { query: listDirectoryQuerySchema },
      responses: responses(
        { status: 200, description: 'A page', schema: directoryPageSchema },
        [400, 401, 403, 503],
      ),
    },
  },
  '/revocations': {
    post: {
      operationId: 'revokeAll',
      summary: 'End everything that a person holds or is about to hold',
      description:
        'For responders and administrators; needs a comment. Looks at nothing but the requests themselves.',
      tags: ['requests'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: revokeAllSchema } },
      },
      responses: responses(
        {
          status: 200,
          description: 'What became of each request',
          schema: revokedSchema,
        },
        [400, 401, 403, 413, 503],
      ),
    },
  },
  '/health': {
    get: {
      operationId: 'getHealth',
      summary: 'How the engine, the directory and Identity Center are doing',
      tags: ['health'],
      responses: responses(
        { status: 200, description: 'The state', schema: healthSchema },
        [401, 403],
      ),
    },
  },
  '/drift': {
    get: {
      operationId: 'getDrift',
      summary: 'Where AWS and the grants differ',
      description:
        'What the last complete comparison found, newest first. For administrators, auditors and responders.',
      tags: ['drift'],
      requestParams: { query: listDriftQuerySchema },
      responses: responses(
        { status: 200, description: 'A page of it', schema: driftSchema },
        [400, 401, 403, 503],
      ),
    },
  },
  ...activityPaths,
  ...lintPaths,
  ...reachPaths,
  ...reportPaths,
  ...policyPaths,
  ...settingsPaths,
};

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI document of the API, made from the schemas that validate it. */
export function createOpenApiDocument(): OpenApiDocument {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'elevated-access',
      version: '1',
      description:
        'Temporary elevated access to AWS, requested, approved, granted and ended. Instants are UTC in ISO 8601, durations ISO 8601.',
      license: {
        name: 'Apache-2.0',
        url: 'https://www.apache.org/licenses/LICENSE-2.0',
      },
    },
    servers: [{ url: '/api/elevated-access' }],
    security: [{ backstage: [] }],
    paths,
    components: {
      schemas: {
        AccessRequest: accessRequestSchema,
        AccessRequestPage: accessRequestPageSchema,
        CreatedRequests: createdRequestsSchema,
        CreateRequest: createRequestSchema,
        Decide: decideSchema,
        DirectoryPage: directoryPageSchema,
        Drift: driftSchema,
        End: endSchema,
        Error: errorSchema,
        Explain: explainSchema,
        Explanation: explanationSchema,
        Extend: extendSchema,
        Health: healthSchema,
        Me: meSchema,
        PreflightResponse: preflightResponseSchema,
        RequestablePage: requestablePageSchema,
        RequestEvents: requestEventsSchema,
        RevokeAll: revokeAllSchema,
        Revoked: revokedSchema,
        ...policyComponents,
        ...settingsComponents,
      },
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Backstage token of a person',
        },
      },
    },
  });
}
