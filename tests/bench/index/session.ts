// Sessions that ask: each is one client of the server, as a process of the API with one search at a time would be.
import pg from 'pg';
import type { AskedVector } from './filled-vectors.ts';
import type { IndexKind } from './index-kinds.ts';

export interface Asking {
  kind: IndexKind;
  /** See `IndexKind.widths`. */
  width: number;
}

/** @returns photo ids, nearest first */
export type Ask = (vector: Float32Array) => Promise<number[]>;

/** Runs the work with as many sessions as asked for, set as the kind wants them. */
export async function withSessions<T>(
  connectionString: string,
  { kind, width }: Asking,
  clients: number,
  work: (asks: Ask[]) => Promise<T>,
): Promise<T> {
  const sessions = Array.from({ length: clients }, () => new pg.Client({ connectionString }));
  try {
    for (const session of sessions) {
      await session.connect();
      await session.query(kind.session(width));
    }
    return await work(sessions.map((session) => askWith(session, { kind, width })));
  } finally {
    for (const session of sessions) await session.end();
  }
}

/** Of what is truly nearest, the share that is found. */
export async function recallOf(asked: AskedVector[], ask: Ask): Promise<number> {
  let [found, wanted] = [0, 0];
  for (const { vector, nearest } of asked) {
    const ids = await ask(vector);
    found += ids.filter((id) => nearest.has(id)).length;
    wanted += nearest.size;
  }
  return found / wanted;
}

function askWith(session: pg.Client, { kind, width }: Asking): Ask {
  return async (vector) => {
    const { rows } = await session.query<{ id: string }>(kind.ask(vector, width));
    return rows.map(({ id }) => Number(id));
  };
}
