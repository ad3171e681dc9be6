// How many requests the API answers, how long they take, and what it adds to the catalogue's own time.
import { createRequire } from 'node:module';
import { type AskName, askNames } from './api/asks.ts';
import type { LoadReply, LoadRequest } from './api/clients.ts';
import type { DirectReply, DirectRequest, Served } from './api/serve-catalogue.ts';
import { type Child, startChild } from './child-process.ts';
import { defineBench, numbers } from './define-bench.ts';
import { usageOf } from './process-usage.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    products: { type: 'string', default: '20000' },
    on: { type: 'string', default: 'embedded,server' },
    clients: { type: 'string', default: '1,16,64' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    parts: { type: 'string', default: 'load,above,beside' },
  },
  quick: { products: '200', clients: '1,16', seconds: '0.2', rounds: '1' },
  measure: ({ products, on, clients, seconds, rounds, parts }) =>
    benchApi({
      products: Number(products),
      databases: ['embedded', ...(process.env.TEST_DATABASE_URL ? ['server'] : [])].filter((one) =>
        on.split(',').includes(one),
      ),
      clients: numbers(clients),
      seconds: Number(seconds),
      rounds: Number(rounds),
      parts: parts.split(','),
    }),
});

interface ApiBenchSettings {
  products: number;
  databases: string[];
  clients: number[];
  /** Of each measurement. */
  seconds: number;
  rounds: number;
  /** `load`, what it adds `above` the catalogue, and requests `beside` photos that are embedded. */
  parts: string[];
}

interface Bench extends ApiBenchSettings {
  catalogue: Child<DirectRequest, DirectReply>;
  served: Served;
  load: Child<LoadRequest, LoadReply>;
}

type Row = (string | number)[];

async function benchApi(settings: ApiBenchSettings): Promise<void> {
  const rows: Record<string, Row[]> = {};
  for (const database of settings.databases) {
    const catalogue = startChild<DirectRequest, DirectReply>('api/serve-catalogue.ts', [
      database,
      settings.products,
    ]);
    const load = startChild<LoadRequest, LoadReply>('api/clients.ts');
    try {
      const served = (await catalogue.ready()) as Served; // what serve-catalogue.ts sends
      await checkAnswers(served, settings.products);
      for (const part of settings.parts) {
        const found = await partNamed(part).measure({ ...settings, catalogue, served, load });
        rows[part] = [...(rows[part] ?? []), ...found];
      }
    } finally {
      await Promise.all([catalogue.close(), load.close()]);
    }
  }
  for (const part of settings.parts) {
    const { title, columns } = partNamed(part);
    printTable(
      `${settings.products} products, ${title(settings)}`,
      ['database', 'request', ...columns(settings)],
      rows[part] ?? [],
    );
  }
}

interface Part {
  measure(bench: Bench): Promise<Row[]>;
  title(settings: ApiBenchSettings): string;
  columns(settings: ApiBenchSettings): string[];
}

const { version } = createRequire(import.meta.url)('express/package.json');

const parts: Record<string, Part> = {
  load: {
    measure: measureLoad,
    title: ({ seconds, rounds }) =>
      `answers compressed, ${seconds} s each, medians of ${rounds} rounds; milliseconds p50 / p99`,
    columns: ({ clients }) => clients.flatMap((one) => [`${one} client${one === 1 ? '' : 's'}: req/s`, 'ms']),
  },
  above: {
    measure: measureOverhead,
    title: ({ rounds }) => `1 client, medians of ${rounds} rounds; p50 in milliseconds`,
    columns: () => [
      'catalogue alone',
      'bare node:http',
      `bare Express ${version}`,
      'API',
      'API, compressed',
      'API above catalogue',
      'above Express',
      'CPU ms of each',
    ],
  },
  beside: {
    measure: measureBeside,
    title: ({ rounds }) =>
      `1 client, while the same process embeds photos; milliseconds p50 / p99 over ${rounds} rounds`,
    columns: () => ['alone', 'beside', 'photos/s'],
  },
};

function partNamed(name: string): Part {
  const part = parts[name];
  if (!part) throw new Error(`${name} is none of ${Object.keys(parts).join(', ')}.`);
  return part;
}

/** A quick answer that is wrong counts for nothing: each kind is looked at once. */
async function checkAnswers({ api }: Served, products: number): Promise<void> {
  for (const path of ['/api/search?q=gold+tap+1', '/api/products/7/similar']) {
    const response = await fetch(`${api}${path}`);
    const { results = [] } = (await response.json()) as { results?: unknown[] }; // checked below
    const wanted = Math.min(24, products - 1);
    if (results.length !== wanted)
      throw new Error(`${path} gave ${response.status} and ${results.length} results of ${wanted}.`);
  }
}

/** Each kind of request under each number of clients, round by round. */
async function measureLoad(bench: Bench): Promise<Row[]> {
  const replies = new Map<string, LoadReply[]>();
  const keyOf = (ask: AskName, clients: number) => `${ask} ${clients}`;
  // The first round only warms up.
  for (let round = 0; round <= bench.rounds; round++) {
    for (const ask of askNames) {
      for (const clients of bench.clients) {
        const reply = await loadWith(bench, { ask, clients, seconds: round === 0 ? 0.5 : bench.seconds });
        const key = keyOf(ask, clients);
        if (round > 0) replies.set(key, [...(replies.get(key) ?? []), reply]);
      }
    }
  }
  return askNames.map((ask) => [
    bench.served.database,
    ask,
    ...bench.clients.flatMap((clients) => cellsOf(replies.get(keyOf(ask, clients)) ?? [])),
  ]);
}

function cellsOf(replies: LoadReply[]): string[] {
  const over = (value: (reply: LoadReply) => number) => median(replies.map(value));
  const ms = (p: number) => over(({ times }) => percentile(times, p)).toFixed(1);
  return [over(({ times, seconds }) => times.length / seconds).toFixed(0), `${ms(0.5)} / ${ms(0.99)}`];
}

async function loadWith(
  { load, served, products }: Bench,
  request: Partial<LoadRequest> & Pick<LoadRequest, 'ask' | 'clients' | 'seconds'>,
): Promise<LoadReply> {
  const reply = await load.ask({ origin: served.api, products, gzip: true, ...request });
  if (reply.fault !== null) throw new Error(`${request.ask}, ${request.clients} clients: ${reply.fault}`);
  return reply;
}

const compared = ['text search, text cached', 'find similar', 'product'] as const satisfies AskName[];

/** The same questions to the catalogue itself, to bare routes around it, and to the API, in turns. */
async function measureOverhead(bench: Bench): Promise<Row[]> {
  const { served } = bench;
  const requests = Math.ceil(100 * Math.min(1, bench.seconds));
  const by = (origin: string, gzip: boolean) => async (ask: AskName) => {
    const { times } = await loadWith(bench, { ask, clients: 1, seconds: 60, requests, origin, gzip });
    return times;
  };
  const contestants = [
    (ask: AskName) => bench.catalogue.ask({ ask, requests }),
    by(served.http, false),
    by(served.express, false),
    by(served.api, false),
    by(served.api, true),
  ];
  const rows: Row[] = [];
  for (const ask of compared) {
    const rounds: number[][] = contestants.map(() => []);
    const cpuSeconds = contestants.map(() => 0);
    // Rounds are short, so there are more of them.
    for (let round = 0; round < 3 * bench.rounds; round++) {
      for (const [i, contestant] of contestants.entries()) {
        const before = usageOf(served.pid).cpuSeconds;
        rounds[i]?.push(percentile(await contestant(ask), 0.5));
        cpuSeconds[i] = (cpuSeconds[i] ?? 0) + usageOf(served.pid).cpuSeconds - before;
      }
    }
    const p50 = rounds.map(median);
    const [alone = 0, , express = 0, api = 0] = p50;
    const above = [alone, express].map((ms) => (api - ms).toFixed(2));
    const cpu = cpuSeconds.map((seconds) => ((1000 * seconds) / (requests * 3 * bench.rounds)).toFixed(2));
    rows.push([served.database, ask, ...p50.map((ms) => ms.toFixed(2)), ...above, cpu.join(' / ')]);
  }
  return rows;
}

// So many that they don't end before the bench does: two cores embed twenty to thirty a second, and are busy with searches, too.
const photosASecond = 40;
const asksBeside = [
  'text search, text cached',
  'text search, text new',
  'find similar',
  'product',
] as const satisfies AskName[];

/** Nobody should wait for a batch of photos, or for what is stored of it. */
async function measureBeside(bench: Bench): Promise<Row[]> {
  const measureAll = async () => {
    const times = new Map<AskName, number[]>();
    for (let round = 0; round < bench.rounds; round++) {
      for (const ask of asksBeside) {
        const reply = await loadWith(bench, { ask, clients: 1, seconds: bench.seconds });
        times.set(ask, [...(times.get(ask) ?? []), ...reply.times]);
      }
    }
    return times;
  };
  const alone = await measureAll();
  const seconds = bench.rounds * asksBeside.length * bench.seconds;
  await bench.catalogue.ask({ embed: Math.ceil(photosASecond * Math.max(seconds, 1)) });
  const beside = await measureAll();
  const [rate = Number.NaN] = await bench.catalogue.ask('stop embedding');
  const text = (times: number[] = []) =>
    `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)}`;
  return asksBeside.map((ask) => [
    bench.served.database,
    ask,
    text(alone.get(ask)),
    text(beside.get(ask)),
    rate.toFixed(1),
  ]);
}

const median = (values: number[]) => percentile(values, 0.5);
