// Asks the API for products along a line between two ends.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { axisAnswer } from '../../../api/routes/axis.ts';
import { requestJson } from '../api/api.ts';

export type AxisAnswer = z.infer<typeof axisAnswer>;

/** What stands at either end; empty: nothing yet. */
export interface Ends {
  from: string;
  to: string;
}

const shown = 36;

export function useAxis({ from, to }: Ends) {
  return useQuery({
    queryKey: ['axis', from, to],
    enabled: from !== '' && to !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const params = new URLSearchParams({ axis: `${from}..${to}`, limit: String(shown) });
      // The shape is the API's promise, tested on its side.
      return (await requestJson(`/api/axis?${params}`, { signal })) as AxisAnswer;
    },
  });
}
