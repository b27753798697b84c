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
  ChangePolicyInput,
  ChangeSettingsInput,
  CreatePolicyInput,
  PolicyRef,
  ResolveChangeInput,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { policyKeys } from './policies';
import { keys } from './queries';

/** Reads everything about policies again, and the banner. */
function useReadAgain() {
  const queryClient = useQueryClient();
  return () => {
    queryClient.invalidateQueries({ queryKey: policyKeys.all });
    queryClient.invalidateQueries({ queryKey: keys.me });
  };
}

export function useCreatePolicy() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (input: CreatePolicyInput) => api.createPolicy(input),
    onSuccess: () => {
      readAgain();
      analytics.captureEvent('create policy', 'elevated-access');
    },
  });
}

export function useChangePolicy(key: PolicyRef) {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (input: ChangePolicyInput) => api.changePolicy(key, input),
    onSuccess: (_, { action }) => {
      readAgain();
      analytics.captureEvent(`${action} policy`, 'elevated-access');
    },
    // Somebody else may have been faster.
    onError: readAgain,
  });
}

export function useResolveChange() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: ({ id, input }: { id: string; input: ResolveChangeInput }) =>
      api.resolvePolicyChange(id, input),
    onSuccess: (_, { input }) => {
      analytics.captureEvent(`${input.verdict} change`, 'elevated-access');
    },
    onSettled: readAgain,
  });
}

export function useChangeSettings() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (input: ChangeSettingsInput) => api.changeSettings(input),
    onSuccess: () => {
      readAgain();
      analytics.captureEvent('change settings', 'elevated-access');
    },
    onError: readAgain,
  });
}
