// Runs a command's handler, which is only imported then: --help stays quick.
import { type CommandContext, runCommand } from '../run-command.ts';

type Handler<Arguments extends unknown[]> = (context: CommandContext, ...args: Arguments) => Promise<void>;

export const load =
  <Arguments extends unknown[]>(importHandler: () => Promise<Handler<Arguments>>) =>
  async (...args: Arguments): Promise<void> =>
    runCommand(async (context) => (await importHandler())(context, ...args));
