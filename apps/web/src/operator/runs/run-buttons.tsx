// What an operator does to a run; it shows what it becomes at once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Run, RunDetail } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { runKey } from './follow-run.ts';

type Command = 'pause' | 'resume' | 'cancel' | 'confirm';

const commandsFor = ({ state, outcome }: Run): Command[] => {
  if (state === 'running') return ['pause', 'cancel'];
  if (state === 'paused') return ['resume', 'cancel'];
  return outcome === 'suspicious' ? ['confirm'] : [];
};

export function RunButtons({ run }: { run: Run }) {
  const client = useQueryClient();
  const { commands } = operatorStrings.runs;
  const steer = useMutation({
    mutationFn: (command: Command) => askOperator<Run>(`/api/runs/${run.id}/${command}`, { method: 'POST' }),
    onSuccess(changed) {
      client.setQueryData<RunDetail>(runKey(run.id), (detail) => detail && { ...detail, ...changed });
      void client.invalidateQueries({ queryKey: ['operator'] });
    },
  });
  return (
    <div className="run-buttons">
      {commandsFor(run).map((command) => (
        <button
          // Pause and resume are one button, which keeps the focus.
          key={command === 'resume' ? 'pause' : command}
          type="button"
          className={command === 'cancel' ? 'button button-quiet' : 'button'}
          aria-disabled={steer.isPending}
          onClick={() => steer.isPending || steer.mutate(command)}
        >
          {steer.isPending && steer.variables === command ? commands[command].doing : commands[command].do}
        </button>
      ))}
      {steer.error && (
        <p className="desk-wrong" role="alert">
          {steer.error.message}
        </p>
      )}
    </div>
  );
}
