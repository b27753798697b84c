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
 * Types, permissions, request and response schemas and the client of the
 * elevated-access plugin.
 *
 * @packageDocumentation
 */

export * from './client/AuditApi';
export * from './client/ElevatedAccessApi';
export * from './client/ElevatedAccessClient';
export * from './client/queries';
export * from './catalog';
export * from './permissions';
export * from './problems';
export * from './schema/activity';
export * from './schema/background';
export * from './schema/batchDecisions';
export * from './schema/catalogDirectory';
export * from './schema/directory';
export * from './schema/drift';
export * from './schema/entityAccess';
export * from './schema/events';
export * from './schema/explain';
export * from './schema/health';
export * from './schema/lint';
export * from './schema/listRequests';
export * from './schema/policies';
export * from './schema/policyAdministration';
export * from './schema/policyDocuments';
export * from './schema/primitives';
export * from './schema/reach';
export * from './schema/reports';
export * from './schema/requests';
export * from './schema/reviews';
export * from './signals';
