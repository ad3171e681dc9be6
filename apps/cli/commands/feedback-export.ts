// `lookalike feedback export`: all feedback as NDJSON.
import { readFeedback } from '../../../catalog/feedback/feedback.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { CommandContext } from '../run-command.ts';

export async function feedbackExport({ config, progress, print, signal }: CommandContext): Promise<void> {
  const database = await openMigrated(config);
  let lines = 0;
  try {
    for await (const row of readFeedback(database.pool)) {
      if (signal.aborted) return;
      print(JSON.stringify(row));
      lines++;
    }
  } finally {
    await database.close();
  }
  if (lines === 0) {
    const why = config.feedback ? 'nobody has given any' : 'set FEEDBACK=on and start again to take some';
    progress.say(`There is no feedback: ${why}.`);
  }
}
