// `lookalike runs retry ID REASON`: asks again for the pages of a run that failed for one reason.
import { RunStateError } from '../../../catalog/crawls/runs.ts';
import { retryFailedPages } from '../../../workers/retry-failures.ts';
import { withQueues } from '../../start/with-queues.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function runsRetry(
  { config, print }: CommandContext,
  runId: number,
  reason: string,
  options: { json?: boolean },
): Promise<void> {
  await withQueues(config, async ({ db, queues }) => {
    const retry = await retryFailedPages(queues, db, { runId, reason }, 'command line').catch(
      (cause: unknown) => {
        throw cause instanceof RunStateError ? new CommandFailed(cause.message) : cause;
      },
    );
    const { run, isNew, pages } = retry;
    const where = isNew ? `run ${run.id}, which was started for them` : `run ${run.id}`;
    const count = pages === 1 ? '1 page is' : `${pages} pages are`;
    print(options.json ? JSON.stringify(retry) : `${count} asked for again in ${where}.`);
  });
}
