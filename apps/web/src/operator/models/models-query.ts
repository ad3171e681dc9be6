// The desk's questions about models, and what it does to them; every change answers with the state after it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { compareAnswer, costAnswer, modelsAnswer } from '../../../../api/model-schemas.ts';
import { askOperator } from '../operator-api.ts';

export type Models = z.infer<typeof modelsAnswer>;
export type Model = Models['models'][number];
export type ModelSwitch = NonNullable<Models['switch']>;
export type SwitchCost = z.infer<typeof costAnswer>;
export type Comparison = z.infer<typeof compareAnswer>;

const key = ['operator', 'models'];
const lookAgainMs = 1_500;
const lookNowAndThenMs = 15_000;

/** Watched closely while a switch is under way. */
export function useModels() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => askOperator<Models>('/api/models', { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.switch ? lookAgainMs : lookNowAndThenMs),
  });
}

export function useSwitchCost(model: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['operator', 'model-cost', model],
    queryFn: ({ signal }) =>
      askOperator<SwitchCost>(`/api/models/${encodeURIComponent(model)}/cost`, { signal }),
    enabled: isWanted,
    retry: false,
  });
}

export interface ModelChange {
  path: string;
  method?: 'POST' | 'DELETE';
  body?: object;
}

export function useModelChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, method = 'POST', body }: ModelChange) =>
      askOperator<Models>(path, { method, ...(body ? { body } : {}) }),
    onSuccess: (models) => client.setQueryData(key, models),
  });
}

export function useComparison() {
  return useMutation({
    mutationFn: (asked: { model: string; texts: string[] }) =>
      askOperator<Comparison>('/api/models/compare', { method: 'POST', body: asked }),
  });
}
