// What the projecting thread runs: one projection, then it ends.
import { answerFromThread } from '../run-thread.ts';
import { projectVectors } from './projection.ts';
import type { ProjectionInput } from './run-projection.ts';

answerFromThread(({ vectors, ...options }: ProjectionInput, onProgress) =>
  projectVectors(vectors, { ...options, onProgress }),
);
