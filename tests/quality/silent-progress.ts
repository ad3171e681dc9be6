// Progress that nobody watches.
import type { Progress } from '../../apps/cli/progress.ts';

export const silentProgress: Progress = {
  start: () => ({ update() {}, finish() {} }),
  say() {},
  close() {},
};
