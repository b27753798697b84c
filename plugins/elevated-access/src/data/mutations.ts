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

import { useApi } from '@backstage/core-plugin-api';
import { useAnalytics } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  AccessRequest,
  CreateRequestInput,
  DecideInput,
  ExtendInput,
  RevokeAllInput,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { keys } from './queries';
import { unreachable } from './status';

/** The ways in which access or a request for it is brought to an end. */
export type EndAction = 'cancel' | 'release' | 'revoke';

/** Puts a fresh request into the cache and reads the lists again. */
function useAfterChange() {
  const queryClient = useQueryClient();
  return (request: AccessRequest) => {
    queryClient.setQueryData(keys.request(request.id), request);
    queryClient.invalidateQueries({ queryKey: keys.requests });
    queryClient.invalidateQueries({ queryKey: keys.me });
    queryClient.invalidateQueries({ queryKey: keys.health });
  };
}

export function useCreateRequests() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: (input: CreateRequestInput) => api.createRequests(input),
    onSuccess: ({ items }) => {
      items.forEach(afterChange);
      analytics.captureEvent('request', 'elevated-access', {
        value: items.length,
      });
    },
  });
}

export function useDecide() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const queryClient = useQueryClient();
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: ({ id, input }: { id: string; input: DecideInput }) =>
      api.decide(id, input),
    onSuccess: (request, { input }) => {
      afterChange(request);
      analytics.captureEvent(input.verdict, 'elevated-access');
    },
    onError: () => queryClient.invalidateQueries({ queryKey: keys.requests }),
  });
}

export function useEndRequest() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const queryClient = useQueryClient();
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: (variables: {
      id: string;
      action: EndAction;
      comment?: string;
    }) => {
      const input = { comment: variables.comment };
      switch (variables.action) {
        case 'cancel':
          return api.cancel(variables.id, input);
        case 'release':
          return api.release(variables.id, input);
        case 'revoke':
          return api.revoke(variables.id, input);
        default:
          return unreachable(variables.action);
      }
    },
    onSuccess: (request, { action }) => {
      afterChange(request);
      analytics.captureEvent(action, 'elevated-access');
    },
    onError: () => queryClient.invalidateQueries({ queryKey: keys.requests }),
  });
}

export function useExtend() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const queryClient = useQueryClient();
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: ({ id, input }: { id: string; input: ExtendInput }) =>
      api.extend(id, input),
    onSuccess: request => {
      afterChange(request);
      analytics.captureEvent('extend', 'elevated-access');
    },
    onError: () => queryClient.invalidateQueries({ queryKey: keys.requests }),
  });
}

export function useRevokeAll() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const queryClient = useQueryClient();
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: (input: RevokeAllInput) => api.revokeAll(input),
    onSuccess: ({ items }) => {
      items.forEach(({ request }) => afterChange(request));
      analytics.captureEvent('revoke all', 'elevated-access', {
        value: items.length,
      });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: keys.requests }),
  });
}
