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

import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { elevatedAccessAuditTranslationRef } from './auditTranslationRef';
import { elevatedAccessCatalogTranslationRef } from './catalogTranslationRef';
import { elevatedAccessPoliciesTranslationRef } from './policiesTranslationRef';
import { elevatedAccessTranslationRef } from './translationRef';

/**
 * The languages that the plugin brings besides English, for apps that offer
 * them.
 *
 * @public
 */
export const elevatedAccessTranslations = createTranslationResource({
  ref: elevatedAccessTranslationRef,
  translations: { de: () => import('./de') },
});

/**
 * The same for the pages about policies.
 *
 * @public
 */
export const elevatedAccessPoliciesTranslations = createTranslationResource({
  ref: elevatedAccessPoliciesTranslationRef,
  translations: { de: () => import('./de/policiesPages') },
});

/**
 * The same for what stands on the pages of other plugins.
 *
 * @public
 */
export const elevatedAccessCatalogTranslations = createTranslationResource({
  ref: elevatedAccessCatalogTranslationRef,
  translations: { de: () => import('./de/elsewhere') },
});

/**
 * The same for the audit's pages.
 *
 * @public
 */
export const elevatedAccessAuditTranslations = createTranslationResource({
  ref: elevatedAccessAuditTranslationRef,
  translations: { de: () => import('./de/auditPages') },
});
