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

import { accountIdSchema } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';

/** Where the event log's head is written down, and how often. */
export interface EventLogConfig {
  /** The least time between two anchors of a place, milliseconds. */
  anchorIntervalMs: number;
  anchors: readonly AnchorConfig[];
}

const TOPIC = 'elevated-access.event-log.anchor';

const text = (example: string) => z.string().min(1).meta({ example });

const anchorSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('log') }),
  z.strictObject({
    type: z.literal('event'),
    topic: text(TOPIC).default(TOPIC),
  }),
  z.strictObject({
    type: z.literal('file'),
    path: text('/var/log/elevated-access/anchors.jsonl'),
  }),
  z.strictObject({
    type: z.literal('s3'),
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be a bucket name')
      .meta({ example: 'octant-audit-anchors' }),
    prefix: z
      .string()
      .max(128)
      .default('elevated-access/')
      .meta({ example: 'elevated-access/' }),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be an AWS Region')
      .optional()
      .meta({ example: 'eu-west-1' }),
    accountId: accountIdSchema.meta({ example: "'111122223333'" }).optional(),
    endpoint: z.url().optional().meta({ example: 'http://127.0.0.1:9000' }),
    credentials: z
      .strictObject({
        accessKeyId: text('${S3_ACCESS_KEY_ID}'),
        secretAccessKey: text('${S3_SECRET_ACCESS_KEY}'),
        sessionToken: text('${S3_SESSION_TOKEN}').optional(),
      })
      .optional()
      .meta({ example: '{ accessKeyId: "…", secretAccessKey: "…" }' }),
    objectLock: z
      .strictObject({
        mode: z
          .enum(['compliance', 'governance'])
          .default('compliance')
          .meta({ example: 'compliance' }),
        days: z.coerce.number().int().min(1).max(36_500).meta({
          example: '400',
        }),
      })
      .optional()
      .meta({ example: '{ mode: compliance, days: 400 }' }),
  }),
]);

export type AnchorConfig = z.output<typeof anchorSchema>;

/** The list `eventLog.anchors`; a place stands there once. */
export const anchorsSchema = z
  .array(anchorSchema)
  .superRefine((anchors, context) => {
    const seen = new Set<string>();
    for (const [index, anchor] of anchors.entries()) {
      const name = placeOf(anchor);
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `names the same place as another anchor: ${name}`,
        });
      }
      seen.add(name);
    }
  })
  .meta({ example: '[{ type: log }]' });

function placeOf(anchor: AnchorConfig): string {
  switch (anchor.type) {
    case 'log':
      return 'log';
    case 'event':
      return `event:${anchor.topic}`;
    case 'file':
      return `file:${anchor.path}`;
    case 's3':
      return `s3:${anchor.bucket}/${anchor.prefix}`;
    default:
      throw new Error(`Unknown place ${anchor satisfies never}`);
  }
}
