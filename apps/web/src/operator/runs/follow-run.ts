// One run as it goes on: the whole answer, kept fresh by its events, and how fast it is.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../api/api.ts';
import { readEvents } from '../../api/read-events.ts';
import type { RunDetail, RunProgress } from '../answers.ts';
import { askOperator, operatorHeaders } from '../operator-api.ts';
import { addSample, type Rates, ratesOf, type Sample } from './rates.ts';

export const runKey = (runId: string | number) => ['operator', 'run', String(runId)];

const lookAgainMs = 2_000;

export function useRun(runId: string) {
  return useQuery({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => askOperator<RunDetail>(`/api/runs/${encodeURIComponent(runId)}`, { signal }),
    staleTime: 0,
    // Its photos are embedded after its end, which no event tells.
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'ended' && data.photos.missing > 0 ? lookAgainMs : false,
  });
}

/** Listens while the run goes on, over lost connections too. */
export function useRunEvents(runId: string, isOpen: boolean): { rates: Rates | null; isCutOff: boolean } {
  const client = useQueryClient();
  const [rates, setRates] = useState<Rates | null>(null);
  const [isCutOff, setCutOff] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    let samples: Sample[] = [];
    void listen(runId, leaving.signal, {
      onRun(progress) {
        setCutOff(false);
        take(client, runId, progress);
        const { pages, photos } = progress;
        samples = addSample(samples, { at: performance.now(), pages: pages.done, photos: photos.embedded });
        setRates(ratesOf(samples));
      },
      onLost: () => setCutOff(true),
    });
    return () => {
      leaving.abort();
      setRates(null);
    };
  }, [client, runId, isOpen]);
  return { rates, isCutOff };
}

/** The groups of failures are no part of an event: they are asked for again when there are more of them. */
function take(client: QueryClient, runId: string, progress: RunProgress): void {
  const before = client.getQueryData<RunDetail>(runKey(runId));
  client.setQueryData<RunDetail>(runKey(runId), (detail) => detail && { ...detail, ...progress });
  const isDetailOld =
    progress.state === 'ended' ||
    before?.counts.failed !== progress.counts.failed ||
    before?.photos.failed !== progress.photos.failed ||
    before.failures.some(({ waiting }) => waiting > 0);
  if (isDetailOld) void client.invalidateQueries({ queryKey: runKey(runId) }, { cancelRefetch: false });
}

async function listen(
  runId: string,
  signal: AbortSignal,
  tell: { onRun(progress: RunProgress): void; onLost(): void },
): Promise<void> {
  for (let waitMs = 500; !signal.aborted; waitMs = Math.min(10_000, 2 * waitMs)) {
    try {
      for await (const { event, data } of readEvents(`/api/runs/${runId}/events`, {
        signal,
        headers: operatorHeaders(),
      })) {
        if (event === 'end') return;
        waitMs = 500;
        tell.onRun(data as RunProgress); // the API's own promise, tested on its side
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ApiProblem && error.status >= 400 && error.status < 500))
        return;
    }
    tell.onLost();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
