// A start that tells nobody how far it is.
import type { Progress } from '../../apps/start/progress.ts';

export const silence: Progress = {
  start: () => ({ update: () => {}, finish: () => {} }),
  say: () => {},
  close: () => {},
};
