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

/** Formats of the AWS service models, shared by several operations. */
export const instanceArn = z
  .string()
  .min(10)
  .max(1224)
  .regex(
    /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
  );

export const permissionSetArn = z
  .string()
  .min(10)
  .max(1224)
  .regex(
    /^arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/,
  );

export const accountId = z.string().regex(/^\d{12}$/);

/** Of users, groups and memberships. */
export const identityId = z
  .string()
  .min(1)
  .max(47)
  .regex(
    /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/,
  );

export const principalType = z.enum(['USER', 'GROUP']);

export const requestId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const statusFilter = z
  .object({
    Status: z.enum(['IN_PROGRESS', 'FAILED', 'SUCCEEDED']).nullish(),
  })
  .nullish();

/** Members of every paginated sso-admin request. */
export const ssoPaging = {
  MaxResults: z.number().int().min(1).max(100).nullish(),
  NextToken: z
    .string()
    .max(2048)
    .regex(/^[-a-zA-Z0-9+=/_]*$/)
    .nullish(),
};

export const tag = z.object({
  Key: z
    .string()
    .min(1)
    .max(128)
    .regex(/^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u),
  Value: z
    .string()
    .max(256)
    .regex(/^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u),
});

/** Timestamps of AWS JSON: seconds since the epoch, with milliseconds. */
export function epochSeconds(ms: number): number {
  return Math.round(ms) / 1000;
}
