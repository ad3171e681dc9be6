// The threads that one image tower runs on: one stays, the others live only while photos come.
import { type ImageTower, type ImageTowerSetup, startImageTower } from './image-tower.ts';

export interface ImageThreads {
  readonly dimension: number | null;
  /** Threads at the most. */
  readonly count: number;
  /** Runs `work` with every thread up; `run` goes to the one with the least to do. */
  use<T>(work: (run: ImageTower['run']) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Lane {
  readonly tower: ImageTower;
  /** Batches sent and not answered yet. */
  pending: number;
}

const idleMs = 20_000;

/**
 * Starts the first thread, which shows that the file is good. The others cost about 130 MB each (starter), so they
 * start with the first photo and end when none came for a while.
 */
export async function openImageThreads(setup: ImageTowerSetup, count: number): Promise<ImageThreads> {
  const first = await startImageTower(setup);
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
        return await work((pixels, photos) => runOnIdlest(up, pixels, photos));
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

async function startOthers(first: ImageTower, more: number, setup: ImageTowerSetup): Promise<Lane[]> {
  const others = await Promise.all(Array.from({ length: more }, () => startImageTower(setup)));
  return [first, ...others].map((tower) => ({ tower, pending: 0 }));
}

async function runOnIdlest(lanes: readonly Lane[], pixels: Float32Array<ArrayBuffer>, photos: number) {
  const lane = lanes.reduce((best, other) => (other.pending < best.pending ? other : best));
  lane.pending++;
  try {
    return await lane.tower.run(pixels, photos);
  } finally {
    lane.pending--;
  }
}
