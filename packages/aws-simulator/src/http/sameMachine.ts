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

import { HttpRequest } from './types';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request came from this machine on purpose: other web pages open
 * in the same browser reach loopback too, through DNS or a plain form.
 */
export function isSameMachine(request: HttpRequest): boolean {
  const origin = request.headers.get('origin');
  return (
    LOOPBACK.test(request.headers.get('host') ?? '') &&
    (origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, '')))
  );
}
