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

import knexFactory from 'knex';

/** An empty database on a server that is running; how to open it. */
export async function createDatabase(connection: string, name: string) {
  const admin = knexFactory({ client: 'pg', connection });
  await admin.raw('create database ??', [name]);
  await admin.destroy();
  const url = new URL(connection);
  url.pathname = `/${name}`;
  return { client: 'pg', connection: url.href };
}
