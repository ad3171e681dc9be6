// `npm run bench -- NAME [options] [--quick]`: measures what the design promises, and prints tables. No time is asserted; wrong results are.
import { spawnSync } from 'node:child_process';
import { benches } from './benches.ts';

const isQuick = process.argv.includes('--quick');
const [name, ...args] = process.argv.slice(2).filter((argument) => argument !== '--quick');
const load = benches[name ?? ''];
if (load) await (await load()).bench.run(args, { quick: isQuick });
else if (name === undefined && isQuick) runAllQuickly();
else await printUsage();

/** Each in a process of its own, as when it is asked for alone; all are run, and one that fails fails the whole. */
function runAllQuickly(): void {
  const failed = Object.keys(benches).filter((one) => {
    process.stdout.write(`\n# ${one}\n\n`);
    const { status } = spawnSync(process.execPath, [import.meta.filename, one, '--quick'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return status !== 0;
  });
  if (failed.length > 0) process.stderr.write(`These benches failed: ${failed.join(', ')}.\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function printUsage(): Promise<void> {
  const lines = await Promise.all(
    Object.entries(benches).map(
      async ([one, open]) => `npm run bench -- ${one} ${(await open()).bench.usage}`,
    ),
  );
  process.stderr.write(
    `${[
      ...lines,
      'npm run bench -- --quick   (all of them on small input, to see that they work)',
      'On a server too: TEST_DATABASE_URL=postgresql://…, and for the queue TEST_REDIS_URL=redis://…',
    ].join('\n')}\n`,
  );
  process.exitCode = 1;
}
