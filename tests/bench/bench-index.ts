// How the index of vectors compares with what else pgvector offers: building, searching, searching while vectors are added.
import type pg from 'pg';
import { databaseVersions } from '../../catalog/database/database.ts';
import { defineBench, numbers } from './define-bench.ts';
import { type Built, buildIndexes } from './index/build-indexes.ts';
import { openFilled, readAsked } from './index/filled-vectors.ts';
import { findThemselves } from './index/find-themselves.ts';
import { indexKinds } from './index/index-kinds.ts';
import { findWidths, type Measured, measureRounds, median } from './index/measure-searches.ts';
import { searchDuringInserts } from './index/search-during-inserts.ts';
import { searchFiltered } from './index/search-filtered.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  usage:
    '[--vectors 20000,1000000] [--queries 100] [--rounds 3] [--kinds shipped,defaults,bits,exact] [--memory 4GB] [--workers 1] [--seconds 20] [--keep]',
  options: {
    vectors: { type: 'string', default: '20000,1000000' },
    queries: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    kinds: { type: 'string', default: indexKinds.map(({ name }) => name).join(',') },
    memory: { type: 'string', default: '4GB' },
    workers: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '20' },
    keep: { type: 'boolean', default: false },
  },
  quick: { vectors: '2000', queries: '10', rounds: '1', memory: '64MB', workers: '0', seconds: '0.2' },
  async measure(values) {
    for (const vectors of numbers(values.vectors)) {
      await benchIndex(vectors, {
        queries: Number(values.queries),
        rounds: Number(values.rounds),
        kinds: values.kinds.split(','),
        memory: values.memory,
        workers: Number(values.workers),
        seconds: Number(values.seconds),
        keep: values.keep,
      });
    }
  },
});

interface Settings {
  queries: number;
  rounds: number;
  kinds: string[];
  memory: string;
  workers: number;
  /** Of searching beside a writer. */
  seconds: number;
  /** Leaves the database, so that another run need not fill it and build again. */
  keep: boolean;
}

const levels = [0.95, 0.99];
const insertsPerSecond = 20;
// Of stored photos that ask for themselves.
const sampled = 1000;
const ownWidths = [100, 200, 400];

async function benchIndex(vectors: number, settings: Settings): Promise<void> {
  const on = await openFilled(vectors);
  if (!on) {
    process.stdout.write('Skipped: indexes are compared on a server; name one as TEST_DATABASE_URL.\n');
    return;
  }
  const { pool, connectionString } = on.database;
  try {
    const kinds = indexKinds.filter(({ name }) => settings.kinds.includes(name));
    const built = await buildIndexes(on.database, kinds, settings);
    printBuilds(vectors, built, await serverSays(pool));
    const asked = await readAsked(pool, settings.queries);
    const measured = await findWidths(connectionString, kinds, asked, levels);
    requirePromised(measured);
    await measureRounds(connectionString, measured, asked, settings.rounds);
    printSearches(vectors, measured, settings);
    const filtered = await searchFiltered(pool, asked, settings.rounds);
    printTable(
      `the catalogue's own search, ${vectors} photos, pages of 10`,
      ['filter keeps', 'strategy', 'recall@10', 'ms p50 / p99', 'queries/s', 'with 2 clients'],
      filtered.map(({ keeps, strategy, recall, ms, perSecond }) => [
        keeps,
        strategy,
        recall.toFixed(3),
        quantiles(ms),
        Math.round(perSecond.one),
        Math.round(perSecond.two),
      ]),
    );
    const graphs = kinds.filter(({ build }) => build);
    const themselves = [];
    for (const kind of graphs)
      themselves.push(await findThemselves(on.database, kind, { sample: sampled, widths: ownWidths }));
    printTable(
      `stored photos that are found by their own vectors, ${vectors} photos`,
      ['index', 'asked', ...ownWidths.map((width) => `searched ${width}`)],
      themselves.map(({ kind, asked, found }) => [kind.title, asked, ...found]),
    );
    if (filtered.some(({ recall }) => recall < promised))
      throw new Error(`A search found less than ${promised}.`);
    const widest = measured.filter(({ kind, level }) => kind.build && level === levels.at(-1));
    const beside = [];
    for (const one of widest) {
      beside.push(
        await searchDuringInserts(on.database, one, asked, {
          seconds: settings.seconds,
          perSecond: insertsPerSecond,
        }),
      );
    }
    printTable(
      `one client while another inserts up to ${insertsPerSecond} vectors a second, ${vectors} vectors, recall@10 of ${levels.at(-1)}`,
      ['index', 'alone, ms', 'beside inserts, ms', 'an insert, ms', 'inserts/s'],
      beside.map(({ kind, aloneMs, besideMs, insertMs, insertsPerSecond: rate }) => [
        kind.title,
        quantiles(aloneMs),
        quantiles(besideMs),
        quantiles(insertMs),
        rate.toFixed(1),
      ]),
    );
  } finally {
    await (settings.keep ? on.database.close() : on.drop());
  }
}

function printBuilds(vectors: number, built: Built[], server: string): void {
  printTable(
    `${vectors} vectors of 512 dimensions, ${server}`,
    ['index', 'build, s', 'memory, workers', 'load then', 'index MB', 'bytes a vector', 'table MB'],
    built.map(({ kind, seconds, with: memoryAndWorkers, load, indexBytes, tableBytes }) => [
      kind.title,
      seconds?.toFixed(1) ?? '–',
      memoryAndWorkers ?? '–',
      load?.toFixed(1) ?? '–',
      (indexBytes / 1e6).toFixed(1),
      Math.round(indexBytes / vectors),
      (tableBytes / 1e6).toFixed(1),
    ]),
  );
}

function printSearches(vectors: number, measured: Measured[], { queries, rounds }: Settings): void {
  printTable(
    `the 10 nearest of ${vectors}, ${queries} queries, ${rounds} rounds`,
    ['index', 'recall@10 of', 'searched', 'recall@10', 'ms p50 / p99', 'queries/s', 'with 2 clients'],
    measured.map(({ kind, level, width, recall, ms, perSecond }) => [
      kind.title,
      level ? `≥ ${level}` : 'as it is',
      kind.build ? width : 'all',
      recall.toFixed(3),
      quantiles(ms),
      Math.round(median(perSecond.one)),
      Math.round(median(perSecond.two)),
    ]),
  );
}

// What docs/search.md promises, less what so few queries leave to chance.
const promised = 0.985;

function requirePromised(measured: Measured[]): void {
  const shipped = measured.filter(({ kind }) => kind.name === 'shipped');
  if (shipped.length > 0 && !shipped.some(({ level }) => level === levels.at(-1)))
    throw new Error(`The shipped index finds less than ${levels.at(-1)} however wide it searches.`);
}

const quantiles = (ms: number[]) => `${percentile(ms, 0.5).toFixed(1)} / ${percentile(ms, 0.99).toFixed(1)}`;

async function serverSays(pool: pg.Pool): Promise<string> {
  const { server, pgvector } = await databaseVersions(pool);
  const { rows } = await pool.query<{ buffers: string }>(
    `select current_setting('shared_buffers') as buffers`,
  );
  return `PostgreSQL ${server.split(' ')[0]}, pgvector ${pgvector}, shared_buffers ${rows[0]?.buffers}`;
}
