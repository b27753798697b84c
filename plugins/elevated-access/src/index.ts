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

/**
 * Temporary elevated access to AWS, requested, approved, granted and ended in
 * the portal.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export {
  elevatedAccessPlugin,
  ElevatedAccessPage,
  ElevatedAccessSearchResultListItem,
  EntityElevatedAccessCard,
  EntityElevatedAccessContent,
  EntityRequestElevatedAccessCard,
  HomePageElevatedAccessInbox,
  HomePageMyElevatedAccess,
} from './legacy';
export type { AccountSearchResultProps } from './components/search/AccountSearchResult';
export {
  hasElevatedAccess,
  isElevatedAccessAccount,
  isElevatedAccessPermissionSet,
  mayRunInAwsAccounts,
} from './components/catalog/subject';
export { elevatedAccessApiRef } from './api/elevatedAccessApiRef';
export { requestRouteRef, rootRouteRef } from './routes';
export { elevatedAccessTranslationRef } from './translations/translationRef';
export {
  elevatedAccessAuditTranslations,
  elevatedAccessCatalogTranslations,
  elevatedAccessPoliciesTranslations,
  elevatedAccessTranslations,
} from './translations/resource';
