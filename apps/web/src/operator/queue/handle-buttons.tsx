// "Try again" and "Give up", for one failure, a group or all of a kind.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { FailureGroup, Handled, QueueName } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { failuresKey, queueKey } from './queue-keys.ts';

interface Which {
  queue?: QueueName;
  reason?: string;
  subjects?: string[];
}

interface HandleButtonsProps {
  kind: FailureGroup['kind'];
  which: Which;
  size: 'one' | 'group' | 'all';
  /** What the buttons are about, for who can't see where they stand. */
  label?: string;
}

export function HandleButtons({ kind, which, size, label = '' }: HandleButtonsProps) {
  const { failures: texts } = operatorStrings.queue;
  const [done, setDone] = useState(0);
  const client = useQueryClient();
  const handle = useMutation({
    mutationFn: (command: 'retry' | 'discard') => handleAll(command, { kind, which, onBatch: setDone }),
    onSettled() {
      setDone(0);
      void client.invalidateQueries({ queryKey: failuresKey });
      void client.invalidateQueries({ queryKey: queueKey });
    },
  });
  const doing = handle.isPending ? texts.doing(done) : null;
  return (
    <div className="handle-buttons">
      <button
        type="button"
        className={size === 'one' ? 'text-link' : 'button button-small'}
        disabled={handle.isPending}
        aria-label={doing ?? texts.retryLabel[size](label)}
        onClick={() => handle.mutate('retry')}
      >
        {doing ?? texts.retry[size]}
      </button>
      {kind === 'passing' && (
        <button
          type="button"
          className={size === 'one' ? 'text-link' : 'button button-small button-quiet'}
          disabled={handle.isPending}
          aria-label={texts.discardLabel[size](label)}
          title={texts.discardWhy}
          onClick={() => handle.mutate('discard')}
        >
          {texts.discard[size]}
        </button>
      )}
      {handle.error && (
        <p className="desk-wrong" role="alert">
          {handle.error.message}
        </p>
      )}
    </div>
  );
}

/** One batch after the other, until a batch was not full. */
async function handleAll(
  command: 'retry' | 'discard',
  { kind, which, onBatch }: Pick<HandleButtonsProps, 'kind' | 'which'> & { onBatch(done: number): void },
): Promise<void> {
  const body = command === 'retry' ? { kind, ...which } : which;
  for (let done = 0, mayHaveMore = true; mayHaveMore; onBatch(done)) {
    const batch = await askOperator<Handled>(`/api/failures/${command}`, { method: 'POST', body });
    done += batch.done;
    mayHaveMore = batch.mayHaveMore;
  }
}
