// `npm start`: starts everything, says where it is, and stops it cleanly on Ctrl-C.
import { up } from '../cli/commands/up.ts';
import { runCommand } from '../cli/run-command.ts';

await runCommand(up);
