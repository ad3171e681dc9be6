// The index that the nearest vectors are found by: of which type they are, how its graph is made, and what memory that takes.
import type { Queryable } from '../database/database.ts';

export type VectorType = 'halfvec' | 'vector';

/**
 * halfvec takes half the space, and a processor that converts half precision by itself loses no time over it.
 * In WebAssembly the conversion is the work: with 512 dimensions an insert into the graph takes 17.6 ms with
 * halfvec and 3.5 ms with vector, an exact scan of 5,000 photos 16 ms and 7 ms.
 */
export async function vectorType(db: Queryable): Promise<VectorType> {
  const { rows } = await db.query<{ wasm: boolean }>(`select version() like '%wasm%' as wasm`);
  return rows[0]?.wasm ? 'vector' : 'halfvec';
}

// Photos that few links lead to are found by nobody. Of 1,000 of 200,000 that ask with their own vector, a search with
// ef_search 100 finds 991 in a graph made with 128 and 996 with 256 (with 200: 995 and 999), at the same size and 1.3 times the
// time of the build; m = 24 with 128 found 986 and 990. pgvector's default is 64. The embedded database, where an insert is dear
// and 20,000 photos are many, finds all with the default.
export const efConstruction = { halfvec: 256, vector: 64 } as const satisfies Record<VectorType, number>;

export function createVectorIndex(table: string, type: VectorType, how: '' | 'concurrently' = ''): string {
  return `
    create index ${how} on ${table}
    using hnsw (embedding ${type}_cosine_ops) with (ef_construction = ${efConstruction[type]})`;
}

/**
 * What the graph takes while it is built, in kB. One that outgrows maintenance_work_mem goes on from disk, many times slower.
 * Where pgvector 0.8 says that 8 MB are full it has stored 4,649 halfvecs of 512 dimensions, 3,622 with m = 32, or 2,964 vectors:
 * a vector's own bytes, 32 for each of m links, and 260.
 */
export function graphMemoryKb({ rows, dimension }: { rows: number; dimension: number }): number {
  const bytes = 8 + 2 * dimension + 32 * m + 260;
  return Math.ceil((rows * bytes) / 1024);
}

/** pgvector's default. */
const m = 16;
