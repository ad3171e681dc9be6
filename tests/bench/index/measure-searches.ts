// How fast each kind of index answers once it is let search wide enough to find what is promised.
import { percentile } from '../table.ts';
import type { AskedVector } from './filled-vectors.ts';
import type { IndexKind } from './index-kinds.ts';
import { type Ask, type Asking, recallOf, withSessions } from './session.ts';

export interface Measured extends Asking {
  /** What had to be reached; null: as wide as nobody says otherwise. */
  level: number | null;
  recall: number;
  /** Of one client. */
  ms: number[];
  /** Queries per second, with one client and with two; one value a round. */
  perSecond: { one: number[]; two: number[] };
}

/** The narrowest search of each kind that reaches each level; one that none reaches is left out. */
export async function findWidths(
  connectionString: string,
  kinds: IndexKind[],
  asked: AskedVector[],
  levels: number[],
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const kind of kinds) {
    const recalls = new Map<number, number>();
    const recallAt = async (width: number) => {
      const known = recalls.get(width);
      if (known !== undefined) return known;
      const recall = await withSessions(connectionString, { kind, width }, 1, ([ask = noAsk]) =>
        recallOf(asked, ask),
      );
      recalls.set(width, recall);
      return recall;
    };
    const add = async (level: number | null, width: number) =>
      measured.push({
        kind,
        width,
        level,
        recall: await recallAt(width),
        ms: [],
        perSecond: { one: [], two: [] },
      });
    if (kind.usualWidth) await add(null, kind.usualWidth);
    for (const level of kind.widths.length === 1 ? levels.slice(-1) : levels) {
      const width = await narrowest(kind.widths, async (one) => (await recallAt(one)) >= level);
      if (width !== null) await add(level, width);
    }
  }
  return measured;
}

/** By halving, as a wider search finds no less. */
async function narrowest(
  widths: number[],
  reaches: (width: number) => Promise<boolean>,
): Promise<number | null> {
  let [low, high] = [0, widths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await reaches(widths[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return widths[low] ?? null;
}

/** Rounds are interleaved, so that what else the machine does meets all alike. */
export async function measureRounds(
  connectionString: string,
  all: Measured[],
  asked: AskedVector[],
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const one of all) {
      const some = one.kind.build ? asked : asked.slice(0, 10); // measuring all takes a hundred times as long
      await withSessions(connectionString, one, 2, async (asks) => {
        const [ask = noAsk] = asks;
        for (const { vector } of some) await ask(vector); // both have met the query
        one.perSecond.one.push(await timed([ask], some, one.ms));
        one.perSecond.two.push(await timed(asks, some, []));
      });
    }
  }
}

/** Each client asks all, one after the other; the second begins in the middle. @returns queries per second */
export async function timed(asks: Ask[], asked: AskedVector[], ms: number[]): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    asks.map(async (ask, client) => {
      const from = Math.floor((client * asked.length) / asks.length);
      for (const { vector } of [...asked.slice(from), ...asked.slice(0, from)]) {
        const askedAt = performance.now();
        await ask(vector);
        ms.push(performance.now() - askedAt);
      }
    }),
  );
  return (1000 * asks.length * asked.length) / (performance.now() - startedAt);
}

export const median = (values: number[]) => percentile(values, 0.5);

const noAsk: Ask = () => Promise.reject(new Error('No session was opened.'));
