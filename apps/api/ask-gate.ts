// Lets only so many questions be answered at once and in a while: each reads descriptions, and may cost money at a language model.
import { Problem } from './problems.ts';
import { createRateLimit } from './rate-limit.ts';

export interface AskGate {
  /** @throws Problem too_many_questions */
  enter(): void;
  leave(): void;
}

// A shopper asks one, reads the answer, and asks again: this is dozens of them at once.
const perSecond = 1;
const burst = 20;

export function createAskGate(atOnce = 4): AskGate {
  const limit = createRateLimit(perSecond, burst);
  let inside = 0;
  return {
    enter() {
      if (inside >= atOnce || !limit.take()) {
        throw new Problem(
          'too_many_questions',
          'Other questions are being answered just now; try again in a moment.',
        );
      }
      inside += 1;
    },
    leave() {
      inside -= 1;
    },
  };
}
