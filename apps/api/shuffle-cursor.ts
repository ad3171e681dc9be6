// Carries the seed of a shuffled listing inside its cursor, so that its pages belong to one shuffle.
import { Problem } from './problems.ts';

interface ShuffleQuery {
  sort: string;
  cursor?: string | undefined;
  seed?: number | undefined;
}

/** The catalogue's own cursor, and the seed: the cursor's, the one asked for, or a new one. */
export function openShuffle(query: ShuffleQuery): { cursor: string | null; seed: number } {
  const { sort, cursor = null } = query;
  // The catalogue ties its cursors to the seed, so where nothing is shuffled it must stay the same.
  if (sort !== 'random') return { cursor, seed: 0 };
  if (cursor === null) return { cursor, seed: query.seed ?? Math.floor(Math.random() * 1e9) };
  const [, seed, inner] = /^(\d{1,9})\.(.+)$/.exec(cursor) ?? [];
  if (seed === undefined || inner === undefined) {
    throw new Problem('invalid_cursor', 'cursor was not given out for sort=random; start again without it.', {
      parameter: 'cursor',
    });
  }
  return { cursor: inner, seed: Number(seed) };
}

export function sealShuffle(cursor: string | null, seed: number): string | null {
  return cursor === null ? null : `${seed}.${cursor}`;
}
