// What waits, who works at what, and what failed, kept fresh while the page is in sight.
import { useQuery } from '@tanstack/react-query';
import { PageLoading } from '../../frame/page-loading.tsx';
import { Problem } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Queue } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { FailureList } from './failure-list.tsx';
import { QueueCard } from './queue-card.tsx';
import { queueKey } from './queue-keys.ts';
import { WorkerList } from './worker-list.tsx';
import './queue.css';

const lookAgainMs = 2_000;

export function QueuePage() {
  const { data, error, refetch } = useQuery({
    queryKey: queueKey,
    queryFn: ({ signal }) => askOperator<Queue>('/api/queue', { signal }),
    staleTime: 0,
    refetchInterval: lookAgainMs,
  });
  if (!data) return error ? <Problem message={error.message} onRetry={refetch} /> : <PageLoading />;
  return (
    <section id="results" tabIndex={-1} aria-label={operatorStrings.sections.queue}>
      {error && (
        <p className="desk-note desk-note-bad" role="alert">
          {operatorStrings.queue.stale} {error.message}
        </p>
      )}
      <ul className="queues">
        {data.queues.map((queue) => (
          <li key={queue.name}>
            <QueueCard queue={queue} at={data.at} />
          </li>
        ))}
      </ul>
      <FailureList failed={data.queues.reduce((sum, { failed }) => sum + failed, 0)} />
      <WorkerList workers={data.workers} at={data.at} />
    </section>
  );
}
