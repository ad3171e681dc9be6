// The threads that one image tower runs on: one stays, the others live only while photos come.
import { startTower, type TowerSetup } from './threaded-tower.ts';
import type { Tower, TowerInput, TowerOutput } from './tower.ts';

export interface ImageThreads {
  readonly dimension: number | null;
  /** Threads at the most. */
  readonly count: number;
  /** Runs `work` with every thread up; `run` goes to the one with the least to do. */
  use<T>(work: (run: RunPhotos) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Pixels as [count, 3, size, size]; they are handed over. */
type RunPhotos = (pixels: TowerInput) => Promise<TowerOutput>;

interface Lane {
  readonly tower: Tower;
  /** Batches sent and not answered yet. */
  pending: number;
}

const idleMs = 20_000;

/**
 * Starts the first thread, which shows that the file is good. The others cost about 130 MB each (starter), so they
 * start with the first photo and end when none came for a while.
 */
export async function openImageThreads(setup: TowerSetup, count: number): Promise<ImageThreads> {
  const first = await startTower(setup);
  const [input] = first.inputNames;
  if (input === undefined || first.inputNames.length !== 1) {
    await first.close();
    throw new Error(
      `${setup.file} takes ${first.inputNames.join(', ')} where pixel_values alone was expected.`,
    );
  }
  let lanes: Promise<Lane[]> | null = null;
  let users = 0;
  let idle: NodeJS.Timeout | undefined;

  const allUp = () => {
    lanes ??= startOthers(first, count - 1, setup).catch((error: unknown) => {
      lanes = null; // too little memory for another thread may pass
      throw error;
    });
    return lanes;
  };
  const endOthers = async () => {
    const [, ...others] = (await lanes) ?? [];
    if (users > 0) return;
    lanes = null;
    await Promise.all(others.map(({ tower }) => tower.close()));
  };

  return {
    dimension: first.dimension,
    count,
    async use(work) {
      users++;
      clearTimeout(idle);
      try {
        const up = await allUp();
        return await work((pixels) => runOnIdlest(up, { [input]: pixels }));
      } finally {
        users--;
        if (users === 0) idle = setTimeout(endOthers, idleMs).unref();
      }
    },
    async close() {
      clearTimeout(idle);
      const up = (await lanes) ?? [{ tower: first }];
      await Promise.all(up.map(({ tower }) => tower.close()));
    },
  };
}

async function startOthers(first: Tower, more: number, setup: TowerSetup): Promise<Lane[]> {
  const others = await Promise.all(Array.from({ length: more }, () => startTower(setup)));
  return [first, ...others].map((tower) => ({ tower, pending: 0 }));
}

async function runOnIdlest(lanes: readonly Lane[], inputs: Record<string, TowerInput>) {
  const lane = lanes.reduce((best, other) => (other.pending < best.pending ? other : best));
  lane.pending++;
  try {
    return await lane.tower.run(inputs);
  } finally {
    lane.pending--;
  }
}
