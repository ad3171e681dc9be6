// Runs a projection in a thread of its own: it takes 9 s of a core for 5,000 products, in which searches must not wait.
import type { MapLayout } from '../../catalog/map/maps.ts';
import { runThread } from '../run-thread.ts';
import type { Matrix } from './principal-components.ts';
import type { Projection } from './projection.ts';

export interface ProjectionInput {
  vectors: Matrix;
  layout: MapLayout;
  seed: number;
}

export interface ProjectionRun extends ProjectionInput {
  onProgress?: ((share: number) => void) | undefined;
  /** Ends the thread at once. */
  signal?: AbortSignal | undefined;
}

/** The vectors are handed over: they are empty afterwards. Rejects when it was stopped. */
export function runProjection({ vectors, layout, seed, ...run }: ProjectionRun): Promise<Projection> {
  return runThread({
    ...run,
    file: new URL('./project-thread.ts', import.meta.url),
    name: 'drawing of the map',
    input: { vectors, layout, seed } satisfies ProjectionInput,
    transfer: [vectors.values.buffer as ArrayBuffer], // never shared: it is allocated for this
  });
}
