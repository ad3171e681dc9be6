// `lookalike model pause|resume|abandon`: steers the switch under way, whichever process works at it.
import {
  abandonSwitch,
  openSwitch,
  pauseSwitch,
  resumeSwitch,
} from '../../../catalog/photos/model-switches.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { CommandContext } from '../run-command.ts';

const changes = { pause: pauseSwitch, resume: resumeSwitch, abandon: abandonSwitch } as const;
const said = {
  pause: 'rests until `lookalike model resume`',
  resume: 'goes on, as long as workers run (`lookalike up` or `work`)',
  abandon: 'has ended; the vectors made so far stay',
} as const;

export const modelSteer =
  (command: keyof typeof changes) =>
  async ({ config, print }: CommandContext): Promise<void> => {
    const database = await openMigrated(config);
    try {
      const open = await openSwitch(database.pool);
      await changes[command](database.pool);
      print(`The switch to ${open?.model} ${said[command]}.`);
    } finally {
      await database.close();
    }
  };
