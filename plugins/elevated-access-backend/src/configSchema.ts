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

import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  accountIdSchema,
  entityRefSchema,
  remindersSchema,
  settingsSchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { sectionOf, sourceSections } from './activity/config';
import { anchorsSchema } from './configEventLog';
import { normalizeRef } from './domain/refs';
import { reviewCadences } from './domain/reviewPeriod';
import { checkReminders, namesPeople } from './policies/checks';
import { policyLists } from './policies/loadPolicies';

/** Annotation of a catalog user that names their Identity Center user, by id or by user name. */
export const IDENTITY_CENTER_USER_ANNOTATION =
  'elevated-access.io/identity-center-user';

/** Annotation of a catalog user that names who manages them, as a reference of a user or a group. */
export const MANAGER_ANNOTATION = 'elevated-access.io/manager';

/** ISO 8601, `10s`, or an object such as `{ seconds: 10 }`; becomes milliseconds. */
function duration(range: { minMs: number; example: string }) {
  return z
    .json()
    .transform((given, context) => {
      try {
        return durationToMilliseconds(
          readDurationFromConfig(new ConfigReader({ duration: given }), {
            key: 'duration',
          }),
        );
      } catch {
        context.addIssue(
          'must be a duration, in ISO 8601 or as an object such as { minutes: 15 }',
        );
        return z.NEVER;
      }
    })
    .refine(ms => ms >= range.minMs, {
      error: `must be at least ${range.minMs} ms`,
    })
    .meta({ example: range.example });
}

/** A number that environment variables may carry as text. */
function number(range: { min: number; max: number; example: number }) {
  return z
    .preprocess(
      given =>
        typeof given === 'string' && /^\d+(\.\d+)?$/.test(given)
          ? Number(given)
          : given,
      z.number().min(range.min).max(range.max),
    )
    .meta({ example: String(range.example) });
}

/** A switch that environment variables may carry as text. */
const flag = z
  .preprocess(
    given => (given === 'true' || given === 'false' ? given === 'true' : given),
    z.boolean(),
  )
  .meta({ example: 'true' });

function url(example: string) {
  return z
    .string()
    .refine(
      given => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol),
      { error: 'must be a URL that begins with https:// or http://' },
    )
    .meta({ example });
}

const LOCATION_EXAMPLE =
  'https://github.com/octant/policies/tree/main/elevated-access';

function text(pattern: RegExp, reason: string, example: string) {
  return z.string().regex(pattern, reason).meta({ example });
}

const groups = z
  .array(
    entityRefSchema.pipe(
      z
        .string()
        .transform(normalizeRef)
        .refine(ref => ref.startsWith('group:'), {
          error: 'must name a group',
        }),
    ),
  )
  .meta({ example: '[group:default/payments]' });

const people = z
  .array(
    entityRefSchema.pipe(
      z
        .string()
        .refine(namesPeople, { error: 'must name a user or a group' })
        .transform(normalizeRef),
    ),
  )
  .default([])
  .meta({ example: '[group:default/platform-team]' });

const secretText = (example: string) => z.string().min(1).meta({ example });

const awsSchema = z
  .strictObject({
    region: text(
      /^[a-z]{2}(-[a-z]+)+-\d+$/,
      'must be an AWS Region',
      'eu-west-1',
    ),
    instanceArn: text(
      /^arn:aws(-[a-z]+)*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
      'must be the ARN of an Identity Center instance',
      'arn:aws:sso:::instance/ssoins-7223aaaabbbbcccc',
    ).optional(),
    accountId: accountIdSchema.meta({ example: "'111122223333'" }).optional(),
    endpoint: url('http://127.0.0.1:4599').optional(),
    credentials: z
      .strictObject({
        accessKeyId: secretText('${SIMULATOR_ACCESS_KEY_ID}'),
        secretAccessKey: secretText('${SIMULATOR_SECRET_ACCESS_KEY}'),
        sessionToken: secretText('${SIMULATOR_SESSION_TOKEN}').optional(),
      })
      .optional(),
    accessPortalUrl: url('https://example.awsapps.com/start').optional(),
    delegatedAdministrator: flag.default(true),
    protectedAccountIds: z
      .array(accountIdSchema.meta({ example: "'111122223333'" }))
      .default([])
      .meta({ example: "['111122223333']" }),
    requestTimeout: duration({ minMs: 1, example: 'PT10S' }).prefault('PT10S'),
  })
  .superRefine(({ credentials, endpoint }, context) => {
    if (credentials && (!endpoint || isAws(endpoint))) {
      context.addIssue({
        code: 'custom',
        path: ['credentials'],
        message:
          'may be given only together with an endpoint outside AWS; name keys for AWS itself in the section aws of the config, where every AWS plugin finds them',
      });
    }
  })
  .meta({ example: '{ region: eu-west-1 }' });

const engineSchema = z
  .strictObject({
    cadence: duration({ minMs: 100, example: 'PT2S' }).prefault('PT2S'),
    leaseDuration: duration({ minMs: 1000, example: 'PT10S' }).prefault(
      'PT10S',
    ),
    maximumWritesInFlight: number({ min: 1, max: 15, example: 15 }).default(15),
    writesPerSecond: number({ min: 0.1, max: 20, example: 8 }).default(8),
    // AWS raises the quota of 20 on request.
    callsPerSecond: number({ min: 1, max: 1000, example: 18 }).default(18),
    personCheck: duration({ minMs: 100, example: 'PT1M' }).prefault('PT1M'),
  })
  .superRefine(({ cadence, leaseDuration }, context) => {
    if (leaseDuration < 3 * cadence) {
      context.addIssue({
        code: 'custom',
        path: ['leaseDuration'],
        message:
          'must be at least three times engine.cadence, or one late renewal would lose the lease',
      });
    }
  });

const settingsSection = settingsSchema.superRefine((settings, context) => {
  for (const key of [
    'maximumDuration',
    'minimumDuration',
    'requestExpiry',
    'maximumDelay',
  ] as const) {
    if (/^P[^1-9]*$/.test(settings[key])) {
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'must be longer than nothing',
      });
    }
  }
  // Malformed durations were told already.
  if (remindersSchema.safeParse(settings.reminders).success) {
    for (const { path, reason } of checkReminders(settings.reminders, [
      'reminders',
    ])) {
      context.addIssue({ code: 'custom', path: [...path], message: reason });
    }
  }
});

const policiesSection = z.strictObject({
  ...policyLists,
  files: z
    .array(
      z
        .string()
        .min(1)
        .transform(path => path.replace(/(?<=.)\/+$/, ''))
        .meta({ example: '../../policies' }),
    )
    .default([])
    .meta({ example: '[../../policies]' }),
  locations: z
    .array(
      z.strictObject({
        url: url(LOCATION_EXAMPLE).refine(
          given => !URL.canParse(given) || new URL(given).username === '',
          {
            error:
              'must not carry a user name; tokens come from the section integrations of the config',
          },
        ),
      }),
    )
    .default([])
    .meta({ example: `[{ url: ${LOCATION_EXAMPLE} }]` }),
  schedule: z.unknown().optional(),
});

const activitySection = z
  .strictObject({
    source: text(
      /^[a-z][a-z0-9-]{0,63}$/,
      'must be the name of a source',
      'cloudtrail',
    ).default('none'),
    deliveryDelay: duration({ minMs: 0, example: 'PT15M' }).prefault('PT15M'),
    refresh: duration({ minMs: 100, example: 'PT15M' }).prefault('PT15M'),
    // Logs Insights gives 10,000 rows at most.
    maximumEvents: number({ min: 1, max: 9_000, example: 5_000 }).default(
      5_000,
    ),
    ...sourceSections,
  })
  .superRefine((section, context) => {
    const wanted = Object.entries(sectionOf).find(
      ([source]) => source === section.source,
    )?.[1];
    if (wanted && section[wanted] === undefined) {
      context.addIssue({
        code: 'custom',
        path: [wanted],
        message: `is needed by the source ${section.source}`,
      });
    }
  });

/** The config section `elevatedAccess` as it is written. */
export const configSchema = z.strictObject({
  // Where the section is missing as a whole, its first required key is what to name.
  aws: z.preprocess(given => given ?? {}, awsSchema),
  access: z
    .strictObject({ admins: people, auditors: people, responders: people })
    .prefault({}),
  identity: z
    .strictObject({
      order: z
        .array(
          z
            .enum(['annotation', 'email', 'userName'])
            .meta({ example: 'email' }),
        )
        .min(1)
        .default(['annotation', 'email', 'userName'])
        .meta({ example: '[annotation, email, userName]' }),
      annotation: z.string().min(1).default(IDENTITY_CENTER_USER_ANNOTATION),
      managerAnnotation: z.string().min(1).default(MANAGER_ANNOTATION),
    })
    .prefault({}),
  settings: settingsSection.prefault({}),
  directory: z
    .strictObject({
      schedule: z.unknown().optional(),
      maximumAge: duration({ minMs: 1, example: 'P1D' }).prefault('P1D'),
    })
    .prefault({}),
  engine: engineSchema.prefault({}),
  drift: z
    .strictObject({
      enabled: flag.default(true),
      interval: duration({ minMs: 60_000, example: 'PT1H' }).prefault('PT1H'),
      groups: flag.default(false),
    })
    .prefault({}),
  activity: activitySection.prefault({}),
  reviews: z
    .strictObject({
      enabled: flag.default(true),
      cadence: z
        .enum(reviewCadences)
        .default('monthly')
        .meta({ example: 'monthly' }),
      groups: groups.optional(),
    })
    .prefault({}),
  lint: z
    .strictObject({
      enabled: flag.default(true),
      interval: duration({ minMs: 60_000, example: 'PT15M' }).prefault('PT15M'),
    })
    .prefault({}),
  eventLog: z
    .strictObject({
      anchorInterval: duration({ minMs: 1_000, example: 'PT15M' }).prefault(
        'PT15M',
      ),
      anchors: anchorsSchema.default([]),
    })
    .superRefine(({ anchors }, context) => {
      for (const [index, anchor] of anchors.entries()) {
        if (
          anchor.type === 's3' &&
          anchor.credentials &&
          (!anchor.endpoint || isAws(anchor.endpoint))
        ) {
          context.addIssue({
            code: 'custom',
            path: ['anchors', index, 'credentials'],
            message:
              'may be given only together with an endpoint outside AWS; name keys for AWS itself in the section aws of the config, where every AWS plugin finds them',
          });
        }
      }
    })
    .prefault({}),
  policies: policiesSection.prefault({}),
});

/** Whether an endpoint is one of AWS's own. */
export function isAws(endpoint: string): boolean {
  return /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(
    new URL(endpoint).hostname,
  );
}
