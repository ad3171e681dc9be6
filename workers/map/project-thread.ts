// What the projecting thread runs: one projection, then it ends.
import { parentPort, workerData } from 'node:worker_threads';
import type { Matrix } from './principal-components.ts';
import { projectVectors } from './projection.ts';
import type { ProjectionReply } from './run-projection.ts';

const { vectors, seed }: { vectors: Matrix; seed: number } = workerData;
const say = (reply: ProjectionReply) => parentPort?.postMessage(reply);
say({ projection: projectVectors(vectors, { seed, onProgress: (share) => say({ share }) }) });
