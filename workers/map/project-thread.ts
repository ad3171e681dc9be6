// What the projecting thread runs: one projection, then it ends.
import { answerFromThread } from '../run-thread.ts';
import type { Matrix } from './principal-components.ts';
import { projectVectors } from './projection.ts';

answerFromThread(({ vectors, seed }: { vectors: Matrix; seed: number }, onProgress) =>
  projectVectors(vectors, { seed, onProgress }),
);
