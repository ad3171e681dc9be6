// The shops as every part of the desk asks for them.
import { queryOptions } from '@tanstack/react-query';
import type { Shop } from '../answers.ts';
import { askOperator } from '../operator-api.ts';

const lookAgainMs = 5_000;

export const shopsQuery = queryOptions({
  queryKey: ['operator', 'shops'],
  queryFn: ({ signal }) => askOperator<{ shops: Shop[] }>('/api/shops', { signal }),
  refetchInterval: lookAgainMs,
});
