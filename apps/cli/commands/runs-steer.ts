// `lookalike runs pause|resume|cancel|confirm ID`: steers a run, whichever process works at it.
import { RunStateError } from '../../../catalog/crawls/runs.ts';
import { commandRun, type RunCommand } from '../../../workers/command-run.ts';
import { withQueues } from '../../start/with-queues.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

const done: Record<RunCommand, (id: number, hasEnded: boolean) => string> = {
  pause: (id) => `Run ${id} is paused: \`lookalike runs resume ${id}\` lets it go on.`,
  resume: (id) => `Run ${id} goes on as soon as a worker is free.`,
  cancel: (id, hasEnded) =>
    hasEnded ? `Run ${id} is cancelled.` : `Run ${id} ends after the pages that are being read.`,
  confirm: (id) => `Run ${id} is done: what it did not find is gone.`,
};

export const steer =
  (command: RunCommand) =>
  async ({ config, print }: CommandContext, id: number, options: { json?: boolean }): Promise<void> =>
    withQueues(config, async ({ db, queues }) => {
      const run = await commandRun(queues, db, id, command).catch((cause: unknown) => {
        throw cause instanceof RunStateError ? new CommandFailed(cause.message) : cause;
      });
      print(options.json ? JSON.stringify(run) : done[command](id, run.finishedAt !== null));
    });
