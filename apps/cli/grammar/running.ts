// What starts and keeps the service: up, serve, work, migrate, doctor.
import { countUpTo } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addRunningCommands(command: AddCommand): void {
  command(
    'up',
    'start everything: database, workers, pages and a shop to scrape (what npm start does)',
  ).action(load(async () => (await import('../commands/up.ts')).up));
  command('serve', 'serve the API and the pages').action(
    load(async () => (await import('../commands/serve.ts')).serve),
  );
  command('work', 'take jobs from the queue: read shops, embed photos')
    .option('--threads <count>', 'cores to encode photos on (default: ENCODER_THREADS)', countUpTo(64))
    .action(load(async () => (await import('../commands/work.ts')).work));
  command('migrate', 'bring the database up to date').action(
    load(async () => (await import('../commands/migrate.ts')).migrate),
  );
  command('doctor', 'check settings, database, queue, model and index, and say what is wrong')
    .option('--stores', 'leave the model and the index out: quick enough for a health check')
    .option('--quiet', 'print only what is wrong')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/doctor.ts')).doctor));
}
