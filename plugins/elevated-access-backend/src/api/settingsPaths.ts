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
  changeOutcomeSchema,
  changeSettingsSchema,
  listVersionsQuerySchema,
  settingsSchema,
  settingsVersionPageSchema,
  settingsVersionSchema,
  settingsViewSchema,
} from 'backstage-plugin-elevated-access-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

/** The part of the OpenAPI document about settings. */
export const settingsPaths: ZodOpenApiPathsObject = {
  '/settings': {
    get: {
      operationId: 'getSettings',
      summary: 'The settings as they hold',
      description:
        'For everybody who is signed in. `fixed` names those that the configuration sets.',
      tags: ['settings'],
      responses: responses(
        {
          status: 200,
          description: 'The settings',
          schema: settingsViewSchema,
        },
        [401, 403, 503],
      ),
    },
    put: {
      operationId: 'changeSettings',
      summary: 'Change the settings',
      description:
        'For administrators, themselves. All settings are sent, those that the configuration fixes as they are. `version` is the one that was seen.',
      tags: ['settings'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: changeSettingsSchema } },
      },
      responses: responses(
        {
          status: 200,
          description: 'Whether they hold or wait for confirmation',
          schema: changeOutcomeSchema,
        },
        [400, 401, 403, 409, 413, 503],
      ),
    },
  },
  '/settings/versions': {
    get: {
      operationId: 'listSettingsVersions',
      summary: 'The history of the settings, newest first',
      description: 'For administrators and auditors.',
      tags: ['settings'],
      requestParams: { query: listVersionsQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'A page, each version with what it changed',
          schema: settingsVersionPageSchema,
        },
        [400, 401, 403, 503],
      ),
    },
  },
};

/** Schemas of settings that the document names. */
export const settingsComponents = {
  ChangeSettings: changeSettingsSchema,
  Settings: settingsSchema,
  SettingsVersion: settingsVersionSchema,
  SettingsVersionPage: settingsVersionPageSchema,
  SettingsView: settingsViewSchema,
};
