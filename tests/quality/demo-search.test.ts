// How good the answers are, on the demo shop with the starter model: what was drawn is known, so right and wrong
// are counted, not judged. The whole path is measured: shop, scraper, queue, encoder, Postgres, HTTP API.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../apps/config.ts';
import { type DemoTap, demoCatalogue } from '../../apps/demo-shop/catalogue.ts';
import { finishById } from '../../apps/demo-shop/finishes.ts';
import { type Started, startAll } from '../../apps/start/start.ts';
import { calibrate } from '../../workers/calibrate.ts';
import { silentProgress } from './silent-progress.ts';

const answer = z.object({
  results: z.array(z.object({ product: z.object({ id: z.number(), sku: z.string() }) })),
});
const taps = new Map(demoCatalogue().map((tap) => [tap.sku, tap]));
const pageSize = 10;

// Measured in November 2026: finishes 85%, pairs 77%, similar 68%, cheaper 88%. The drawings and the machine's
// rounding move these by some points; a step that is wrong moves them by far more. With the same photos and the
// colour channels swapped, finishes fall to 14%, without normalisation to 31%, with the wrong layout to 6%.
//
// At the ends of `look`, 75% have the same finish and 70% the same shape, against 48% and 43% in the middle: an end
// must gain at least 10 points on the middle, under half of what it does.
const floors = { finish: 0.65, pair: 0.55, similar: 0.5, cheaper: 0.7, lookGain: 0.1 };

const wordOf = (finish: DemoTap['body']) => finishById(finish).word;
// Whoever asks for gold is served by brushed gold too.
const fits = (finish: DemoTap['body'], word: string) =>
  wordOf(finish) === word || (word === 'gold' && wordOf(finish) === 'brushed gold');
const all = [...taps.values()];
const bodies = [...new Set(all.map(({ body }) => wordOf(body)))];
const pairs = new Map(
  all
    .filter(({ body, handles }) => body !== handles)
    .map(({ body, handles }) => [
      `${wordOf(body)} ${wordOf(handles)}`,
      { body: wordOf(body), handles: wordOf(handles) },
    ]),
);

let dataDir: string;
let started: Started;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lookalike-quality-'));
  started = await startAll({
    config: loadConfig({ DATA_DIR: dataDir, PORT: '0', MODEL: 'starter' }),
    progress: silentProgress,
    logger: pino({ level: 'silent' }),
  });
  await started.ready;
}, 600_000);

afterAll(async () => {
  await started?.close();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

async function ask(path: string): Promise<{ id: number; tap: DemoTap }[]> {
  const response = await fetch(`${started.address}${path}`);
  expect(response.status, path).toBe(200);
  return answer.parse(await response.json()).results.map(({ product }) => {
    const tap = taps.get(product.sku);
    if (!tap) throw new Error(`${product.sku} is not in the demo catalogue.`);
    return { id: product.id, tap };
  });
}

interface Row {
  query: string;
  /** Right among the first ten, of as many as could be right. */
  precision: number;
  /** What a random order would get. */
  chance: number;
}

async function precisionOf(query: string, isRight: (tap: DemoTap) => boolean): Promise<Row> {
  const relevant = all.filter(isRight).length;
  // By looks alone: titles name the finishes, and would hide what the model no longer sees.
  const hits = await ask(`/api/search?mode=visual&limit=${pageSize}&q=${encodeURIComponent(query)}`);
  const possible = Math.min(pageSize, relevant);
  const right = hits.slice(0, possible).filter(({ tap }) => isRight(tap)).length;
  return { query, precision: right / possible, chance: relevant / taps.size };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function report(title: string, rows: readonly Row[]): void {
  const lines = rows.map(
    ({ query, precision, chance }) =>
      `  ${query.padEnd(46)} ${percent(precision).padStart(7)} ${percent(chance).padStart(9)}`,
  );
  const means = `  ${'mean'.padEnd(46)} ${percent(mean(rows.map((row) => row.precision))).padStart(7)} ${percent(mean(rows.map((row) => row.chance))).padStart(9)}`;
  console.log(
    `${title.padEnd(48)}    P@10    chance\n${(rows.length > 4 ? [...lines, means] : lines).join('\n')}`,
  );
}

describe('search on the demo shop with the starter model', () => {
  test('a finish asked for by name comes first', async () => {
    const rows: Row[] = [];
    for (const word of bodies) rows.push(await precisionOf(`${word} tap`, ({ body }) => fits(body, word)));
    report('finish by name (the body has it)', rows);
    expect(mean(rows.map(({ precision }) => precision))).toBeGreaterThan(floors.finish);
  });

  test('a two-tone pair asked for as two words comes first', async () => {
    const rows: Row[] = [];
    for (const [query, pair] of pairs) {
      rows.push(
        await precisionOf(
          query,
          ({ body, handles }) => fits(body, pair.body) && handles !== body && fits(handles, pair.handles),
        ),
      );
    }
    report('two-tone pair as two words, the right way round', rows);
    expect(mean(rows.map(({ precision }) => precision))).toBeGreaterThan(floors.pair);
  });

  test('“gold purple” shows the gold taps with purple handles first', async () => {
    const hits = await ask('/api/search?q=gold+purple&limit=5');
    for (const { tap } of hits)
      expect([tap.body, tap.handles].join(' ')).toMatch(/gold.*purple|purple.*gold/);
  });

  test('similar taps share the shape or the finish', async () => {
    const page = await ask('/api/products?limit=100&sort=random&seed=1');
    const shares = {
      shape: [] as number[],
      finish: [] as number[],
      either: [] as number[],
      both: [] as number[],
    };
    const chances = {
      shape: [] as number[],
      finish: [] as number[],
      either: [] as number[],
      both: [] as number[],
    };
    for (const { id, tap } of page) {
      const judge = {
        shape: (other: DemoTap) => other.shape === tap.shape,
        finish: (other: DemoTap) => other.body === tap.body && other.handles === tap.handles,
        either: (other: DemoTap) => judge.shape(other) || judge.finish(other),
        both: (other: DemoTap) => judge.shape(other) && judge.finish(other),
      };
      const neighbours = await ask(`/api/products/${id}/similar?limit=${pageSize}`);
      const others = all.filter(({ sku }) => sku !== tap.sku);
      for (const kind of ['shape', 'finish', 'either', 'both'] as const) {
        shares[kind].push(mean(neighbours.map((neighbour) => Number(judge[kind](neighbour.tap)))));
        chances[kind].push(mean(others.map((other) => Number(judge[kind](other)))));
      }
    }
    report(
      `find similar, first ten of ${page.length} taps`,
      (['shape', 'finish', 'either', 'both'] as const).map((kind) => ({
        query:
          kind === 'either'
            ? 'same shape or finish'
            : kind === 'both'
              ? 'same shape and finish'
              : `same ${kind}`,
        precision: mean(shares[kind]),
        chance: mean(chances[kind]),
      })),
    );
    expect(mean(shares.either)).toBeGreaterThan(floors.similar);
  });

  test('same colour and same shape do what they say', async () => {
    const { db, encoder } = { db: started.parts.database.pool, encoder: started.parts.encoder };
    await calibrate({ db, encoder });
    const page = await ask('/api/products?limit=60&sort=random&seed=2');
    const shareOf = async (look: number, isSame: (one: DemoTap, other: DemoTap) => boolean) => {
      const shares: number[] = [];
      for (const { id, tap } of page) {
        const hits = await ask(`/api/products/${id}/similar?limit=${pageSize}&look=${look}`);
        shares.push(mean(hits.map((hit) => Number(isSame(hit.tap, tap)))));
      }
      return mean(shares);
    };
    const sameFinish = (one: DemoTap, other: DemoTap) =>
      one.body === other.body && one.handles === other.handles;
    const sameShape = (one: DemoTap, other: DemoTap) => one.shape === other.shape;
    const finish = [await shareOf(-1, sameFinish), await shareOf(0, sameFinish)] as const;
    const shape = [await shareOf(1, sameShape), await shareOf(0, sameShape)] as const;
    console.log(
      `look -1: same finish ${finish.map(percent)}; look 1: same shape ${shape.map(percent)} (end, middle)`,
    );
    expect(finish[0] - finish[1]).toBeGreaterThan(floors.lookGain);
    expect(shape[0] - shape[1]).toBeGreaterThan(floors.lookGain);
  });

  test('a cheaper look-alike costs less and still looks alike', async () => {
    const page = await ask('/api/products?limit=40&sort=-price');
    const shares: number[] = [];
    for (const { id, tap } of page) {
      const cheaper = await ask(`/api/products/${id}/similar?cheaper=true&limit=3`);
      for (const hit of cheaper) expect(hit.tap.price).toBeLessThan(tap.price);
      shares.push(
        mean(cheaper.map((hit) => Number(hit.tap.shape === tap.shape || hit.tap.body === tap.body))),
      );
    }
    console.log(`cheaper: ${percent(mean(shares))} of the first three share the shape or the body's finish`);
    expect(mean(shares)).toBeGreaterThan(floors.cheaper);
  });
});
