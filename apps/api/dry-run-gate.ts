// Lets only so many dry runs go on at once: each fetches pages and photos for up to a minute.
import { Problem } from './problems.ts';

export interface DryRunGate {
  /** @throws Problem too_many_dry_runs */
  enter(): void;
  leave(): void;
}

export function createDryRunGate(atOnce = 3): DryRunGate {
  let inside = 0;
  return {
    enter() {
      if (inside >= atOnce)
        throw new Problem(
          'too_many_dry_runs',
          `${atOnce} dry runs are going on just now; try again in a moment.`,
        );
      inside += 1;
    },
    leave() {
      inside -= 1;
    },
  };
}
