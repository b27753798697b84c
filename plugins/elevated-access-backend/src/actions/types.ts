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

import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AuditedAction, Auditing } from '../audit/Auditing';
import { problem } from '../domain/problems';
import type { RequestCall, RequestService } from '../requests/types';

/**
 * All that actions can do. Agents may ask, never approve: whatever decides on
 * others' requests, ends others' access or changes policies is not here.
 */
export type AskingService = Pick<
  RequestService,
  'listRequestable' | 'explain' | 'preflight' | 'submit' | 'list' | 'release'
>;

/** What an action is made of. */
export interface ActionOptions {
  registry: ActionsRegistryService;
  requests: AskingService;
  auth: Pick<AuthService, 'isPrincipal'>;
  auditing: Pick<Auditing, 'onlyDenials'>;
}

/**
 * The call that an action makes, with nothing but its caller's own rights. Whoever
 * is refused here never reaches the service that audits, and is audited here.
 *
 * @param attempt - what the service behind the action calls it in the audit log
 * @throws NotAllowedError when the caller is no person
 */
export function callOf(
  attempt: string,
  credentials: BackstageCredentials,
  { auth, auditing }: Pick<ActionOptions, 'auth' | 'auditing'>,
): Promise<RequestCall> {
  return auditing.onlyDenials(
    attemptOf(attempt, credentials, auth),
    async () => {
      if (!auth.isPrincipal(credentials, 'user')) {
        throw problem('not-allowed', {
          code: 'forbidden',
          reason:
            'Access is asked for by people, and these credentials are of none.',
          remedy:
            'Call the action with the credentials of the person it is for.',
        });
      }
      return { credentials };
    },
  );
}

function attemptOf(
  eventId: string,
  credentials: BackstageCredentials,
  auth: Pick<AuthService, 'isPrincipal'>,
): AuditedAction {
  const attempt = { eventId, severityLevel: 'medium', meta: {} } as const;
  if (auth.isPrincipal(credentials, 'user')) {
    return { ...attempt, actorRef: credentials.principal.userEntityRef };
  }
  return {
    ...attempt,
    actorKind: 'service',
    actorRef: auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown',
  };
}
