// Progress that nobody watches.
import type { Progress } from '../../apps/start/progress.ts';

export const silentProgress: Progress = {
  start: () => ({ update() {}, finish() {} }),
  say() {},
  close() {},
};
