// What the grouping thread runs: one grouping, then it ends.
import type { Matrix } from '../map/principal-components.ts';
import { answerFromThread } from '../run-thread.ts';
import { groupVectors, type Method } from './group-vectors.ts';

answerFromThread(({ vectors, how }: { vectors: Matrix; how: Method }, onProgress) =>
  groupVectors(vectors, how, onProgress),
);
