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

import { z } from 'zod';

/**
 * Twelve digits, as AWS writes account ids.
 *
 * @public
 */
export const accountIdSchema = z
  .string()
  .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account id')
  .meta({ example: '111122223333' });

/**
 * A permission set ARN, in any AWS partition.
 *
 * @public
 */
export const permissionSetArnSchema = z
  .string()
  .regex(
    /^arn:aws(-[a-z]+)*:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/,
    'must be a permission set ARN, for example arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
  )
  .meta({
    example:
      'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
  });

/**
 * An ISO 8601 duration made of days, hours, minutes and seconds. Calendar units
 * (years, months, weeks) are refused because their length is not fixed.
 *
 * @public
 */
export const durationSchema = z
  .string()
  .regex(
    /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    'must be an ISO 8601 duration of days, hours, minutes or seconds, for example PT1H30M',
  )
  .meta({ example: 'PT1H30M' });

/**
 * An instant in UTC, ISO 8601.
 *
 * @public
 */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .meta({ example: '2026-11-22T15:40:00.000Z' });

/**
 * A Backstage entity reference with its kind written out.
 *
 * @public
 */
export const entityRefSchema = z
  .string()
  .regex(
    /^[a-zA-Z]+:([a-zA-Z0-9\-_.]{1,63}\/)?[a-zA-Z0-9\-_.]{1,63}$/,
    'must be an entity reference such as group:default/payments-leads',
  )
  .meta({ example: 'user:default/ann.li' });

/**
 * A person as pages show them: names come from the directory, never from a client.
 *
 * @public
 */
export const personSchema = z.object({
  entityRef: z.string(),
  displayName: z.string(),
});

/** @public */
export type Person = z.infer<typeof personSchema>;

/**
 * Values of a query parameter, separated by commas.
 *
 * @public
 */
export function listOf<T extends z.ZodType<unknown, string>>(schema: T) {
  return z
    .string()
    .transform(value => value.split(','))
    .pipe(z.array(schema).min(1).max(100));
}

/**
 * `true` or `false` in a query parameter.
 *
 * @public
 */
export const booleanQuerySchema = z
  .enum(['true', 'false'])
  .transform(value => value === 'true');
