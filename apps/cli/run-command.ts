// Runs one command as a process: settings, signals, errors in one sentence, exit status.
import { type Config, loadConfig } from '../config.ts';
import { harmless } from '../start/harmless.ts';
import { createProgress, type Progress } from '../start/progress.ts';

/** What a command gets to work with. */
export interface CommandContext {
  readonly config: Config;
  readonly progress: Progress;
  /** Aborted on the first Ctrl-C or SIGTERM: finish what is in flight and return. */
  readonly signal: AbortSignal;
  /** One line, or one JSON document, on standard output. */
  print(line: string): void;
}

/** The command was used wrongly or can't be done; the message is the whole answer. Exit status 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

// A stop that hangs (a shop that never answers) must not need a kill -9.
const longestStopMs = 15_000;

/**
 * Runs the command and ends the process: 0 only on success; a second Ctrl-C kills it. What is unexpected is
 * printed with its stack when LOG_LEVEL is debug or trace, else as one sentence.
 */
export async function runCommand(command: (context: CommandContext) => Promise<void>): Promise<never> {
  const progress = createProgress(process.stderr);
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) stopAtOnce();
    progress.say(signal === 'SIGINT' ? 'Stopping … (Ctrl-C again to stop at once)' : 'Stopping …');
    stopping.abort();
    setTimeout(stopAtOnce, longestStopMs).unref();
  };
  // `process.exit` would wait for an encoder in the middle of a batch, and abort with a core dump.
  const stopAtOnce = () => {
    progress.close();
    process.kill(process.pid, 'SIGKILL');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // The reader of a pipe (`| head`) went away: there is nobody left to tell, but the work still ends in good order.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  let status = 0;
  let config: Config | undefined;
  try {
    config = loadConfig();
    await command({
      config,
      progress,
      signal: stopping.signal,
      print: (line) => {
        // On a terminal the bars would be drawn over it.
        progress.close();
        process.stdout.write(`${harmless(line)}\n`);
      },
    });
  } catch (error) {
    progress.close();
    process.stderr.write(`${harmless(describe(error, config))}\n`);
    status = 1;
  }
  progress.close();
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  process.exit(status);
}

function describe(error: unknown, config: Config | undefined): string {
  if (!(error instanceof Error)) return String(error);
  const isVerbose = config !== undefined && ['debug', 'trace'].includes(config.logLevel);
  return isVerbose ? (error.stack ?? error.message) : error.message;
}
