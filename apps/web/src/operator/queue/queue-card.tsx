// One queue: how much waits and for how long, how fast it goes, and letting it rest.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Queue, QueueState } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount, duration } from '../times.ts';
import { When } from '../when.tsx';
import { queueKey } from './queue-keys.ts';

export function QueueCard({ queue, at }: { queue: QueueState; at: string }) {
  const { queue: texts } = operatorStrings;
  const { name, isPaused, waiting, active, delayed, failed, perMinute, oldestWaitingAt, nextDueAt } = queue;
  const state = isPaused ? 'paused' : active > 0 ? 'working' : waiting > 0 ? 'waiting' : 'idle';
  const numbers = [
    { label: texts.waiting, value: amount(waiting) },
    { label: texts.active, value: amount(active) },
    { label: texts.delayed, value: amount(delayed) },
    { label: texts.failed, value: amount(failed), isBad: failed > 0 },
    { label: texts.perMinute, value: amount(perMinute) },
    {
      label: texts.oldest,
      value: oldestWaitingAt ? duration(Date.parse(at) - Date.parse(oldestWaitingAt)) : '–',
    },
  ];
  return (
    <article className="desk-panel queue-card" aria-labelledby={`queue-${name}`}>
      <header className="queue-head">
        <h2 id={`queue-${name}`}>{texts.names[name]}</h2>
        <span className={`run-state ${state === 'working' ? 'run-running' : ''}`}>{texts.states[state]}</span>
        <PauseButton queue={queue} />
      </header>
      <dl className="queue-numbers">
        {numbers.map(({ label, value, isBad = false }) => (
          <div key={label} className={isBad ? 'queue-bad' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="desk-soft queue-next">
        {nextDueAt && (
          <>
            {texts.nextDue} <When at={nextDueAt} />
          </>
        )}
        {queue.retries.map(({ reason, count }) => (
          <span key={reason} className="queue-retry">
            {texts.retrying(count, operatorStrings.reason(reason))}
          </span>
        ))}
      </p>
    </article>
  );
}

function PauseButton({ queue }: { queue: QueueState }) {
  const client = useQueryClient();
  const { queue: texts } = operatorStrings;
  const command = queue.isPaused ? 'resume' : 'pause';
  const steer = useMutation({
    mutationFn: () => askOperator<Queue>(`/api/queue/${queue.name}/${command}`, { method: 'POST' }),
    onSuccess: (answer) => client.setQueryData<Queue>(queueKey, answer),
  });
  return (
    <>
      <button
        type="button"
        className="button button-small button-quiet queue-pause"
        disabled={steer.isPending}
        aria-label={texts.commands[command].label(texts.names[queue.name])}
        onClick={() => steer.mutate()}
      >
        {texts.commands[command].do}
      </button>
      {steer.error && (
        <p className="desk-wrong" role="alert">
          {steer.error.message}
        </p>
      )}
    </>
  );
}
