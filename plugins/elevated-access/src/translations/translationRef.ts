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

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { activity } from './messages/activity';
import { active } from './messages/active';
import { ask } from './messages/ask';
import { common } from './messages/common';
import { extend } from './messages/extend';
import { health } from './messages/health';
import { background, inbox } from './messages/inbox';
import { myAccess } from './messages/myAccess';
import { problem } from './messages/problem';
import { request } from './messages/request';
import { revokeAll } from './messages/revokeAll';
import { table } from './messages/table';

/**
 * The texts of the plugin's pages. Those about policies, those of the audit
 * and those on other plugins' pages are apart, so that neither readers nor the type checker carry
 * them all.
 *
 * @public
 */
export const elevatedAccessTranslationRef = createTranslationRef({
  id: 'plugin.elevated-access',
  messages: {
    ...common,
    active,
    table,
    ask,
    myAccess,
    inbox,
    background,
    activity,
    request,
    extend,
    revokeAll,
    health,
    problem,
  },
});
