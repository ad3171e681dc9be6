// `lookalike embed`, `embed-multi`, `score`, `similar --in` and `collections export|import` as processes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portableItems } from '../../../catalog/items/list-items.ts';
import { findCollection } from '../../../catalog/products/collections.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor, startCli } from './run-cli.ts';
import { drawShirts } from './shirts.ts';

let folder: string;
let database: TestDatabase;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-items-'));
  await drawShirts(join(folder, 'shirts'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCli(args, here);
  expect(status, stderr).toBe(0);
  return stdout;
}
const ndjson = async (...args: string[]) =>
  (await run(...args))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
async function refusal(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCli(args, here);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  // One sentence, whatever went before it.
  return stderr.trim().split('\n').at(-1) ?? '';
}

/** All that is stored of them, but for the time and -0: `llm` counts whole seconds, and JSON has one zero. */
async function itemsOf(collection: string) {
  const id = (await findCollection(database.pool, collection)) ?? 0;
  const items = await Array.fromAsync(portableItems(database.pool, id, 'starter'));
  return items.map(({ updatedAt, vector, ...item }) => ({ ...item, vector: vector?.map((n) => n + 0) }));
}

test('items are clustered by looks or words, named by what sets them apart, as llm prints them', async () => {
  const kinds = ['red shirt', 'green apple', 'wooden chair'];
  const rows = kinds.flatMap((kind) => ['a', 'one', 'my', 'this', 'some'].map((word) => `${word} ${kind}`));
  await writeFile(
    join(folder, 'kinds.csv'),
    ['id,text', ...rows.map((text, i) => `${i},${text}`)].join('\n'),
  );
  await run('embed-multi', 'kinds', 'kinds.csv', '--store');
  const found = (await runForJson(['cluster', '--in', 'kinds', '-k', '3'], here)) as unknown as {
    summary: string;
    items: { id: string; content: string }[];
  }[];
  expect(found.map(({ summary }) => summary.toLowerCase()).sort()).toEqual(kinds.toSorted());
  for (const { summary, items } of found) {
    expect(items).toHaveLength(5);
    for (const { content } of items) expect(content).toContain(summary.toLowerCase());
  }
  expect(await run('cluster', '--in', 'kinds', '-k', '3')).toContain('apple');
  expect(await refusal('cluster', '--in', 'nowhere')).toContain('There is no collection "nowhere"');
  expect(await refusal('cluster', '--in', 'kinds', '--collect', 'x')).toContain('--collect keeps products');
});

test('a table is embedded once: the second time everything is there already, and what changed is embedded anew', async () => {
  await writeFile(
    join(folder, 'words.csv'),
    'sku,title,price\n1,a red shirt,30\n2,"a ""blue"", shirt",20\n3,,10\n4,a green apple,1\n',
  );
  const args = ['embed-multi', 'words', 'words.csv', '--id', 'sku', '--metadata', 'price', '--store'];
  expect(await runForJson(args, here)).toMatchObject({ embedded: 3, unchanged: 0, bad: 1 });
  expect(await runForJson(args, here)).toMatchObject({ embedded: 0, unchanged: 3, bad: 1 });
  const piped = await runForJson(['embed-multi', 'words', '-', '--store'], {
    ...here,
    input: '[{"id": 4, "text": "a yellow lemon"}, {"id": 5, "text": "blue jeans"}]',
  });
  expect(piped).toMatchObject({ embedded: 2, unchanged: 0 });
  const [first] = await ndjson('similar', 'words', '--content', 'lemon', '--limit', '1', '--json');
  expect(first).toEqual({
    collection: 'words',
    id: '4',
    score: expect.any(Number),
    content: 'a yellow lemon',
    metadata: null,
  });
});

test('files of folders, a query on SQLite and photos named by a column go the same way', async () => {
  const files = ['embed-multi', 'shirts', '--files', 'shirts', '*.jpg', '--prefix', 'files/'];
  expect(await runForJson(files, here)).toMatchObject({ embedded: 6, bad: 0 });

  const shop = new DatabaseSync(join(folder, 'shop.db'));
  shop.exec('create table shirts (id integer primary key, photo blob, note text)');
  const red = await readFile(join(folder, 'shirts/red.jpg'));
  shop.prepare('insert into shirts values (?, ?, ?)').run(2n ** 60n, red, 'x');
  shop.close();
  const query = ['--attach', 's', 'shop.db', '--sql', 'select id, photo from s.shirts', '--prefix', 'db/'];
  expect(await runForJson(['embed-multi', 'shirts', ...query], here)).toMatchObject({ embedded: 1 });

  await writeFile(join(folder, 'shirts/list.tsv'), 'image\tid\nblue.jpg\tb\nlost.jpg\tl\nlist.tsv\tt\n');
  const listed = ['shirts/list.tsv', '--id', 'id', '--image', 'image', '--prefix', 'list/'];
  const result = await runForJson(['embed-multi', 'shirts', ...listed], here);
  expect(result).toMatchObject({ embedded: 1, bad: 2 });
  expect(result.errors).toEqual([
    { line: 3, reason: expect.stringMatching(/lost\.jpg: there is no such file/) },
    { line: 4, reason: expect.stringMatching(/its photo can't be used: it is not a/) },
  ]);

  const like = await ndjson(
    'similar',
    'files/red.jpg',
    '--in',
    'shirts',
    '--in',
    'words',
    '-n',
    '1',
    '--json',
  );
  expect(like).toMatchObject([{ id: `db/${2n ** 60n}`, score: expect.closeTo(1, 4) }]);
  const byPhoto = await ndjson('similar', 'shirts/blue.jpg', '--in', 'shirts', '-n', '2', '--json');
  expect(byPhoto.map(({ id }) => id).toSorted()).toEqual(['files/blue.jpg', 'list/b']);
  const words = await ndjson('similar', 'shirts', '-c', 'a purple shirt', '--prefix', 'files/', '--json');
  expect(words[0].id).toBe('files/purple.jpg');
});

test('a query on another Postgres is read by a cursor, and can write nothing', async () => {
  const other = await createTestDatabase();
  try {
    // The embedded one has but this process's socket, which it shares with whoever knows its address.
    const address = other.connectionString;
    await other.pool.query(`create table taps (id bigint, text text)`);
    await other.pool.query(`insert into taps select n, 'tap ' || n from generate_series(1, 3) as n`);
    const ask = (sql: string) => ['embed-multi', 'taps', '--database', address, '--sql', sql];
    expect(await runForJson(ask('select id, text from taps;'), here)).toMatchObject({ embedded: 3 });
    expect(await refusal(...ask('select nothing from taps'))).toMatch(
      /^The query failed: column "nothing" does not exist\.$/,
    );
    expect(await refusal(...ask('select 1, 2; drop table taps'))).toMatch(/^The query failed: .*multiple/);
    expect(await refusal(...ask('delete from taps returning id, text'))).toMatch(/^The query failed: /);
    expect((await other.pool.query('select from taps')).rowCount).toBe(3);
  } finally {
    await other.drop();
  }
});

test('a collection goes to each kind of file and back, item for item', async () => {
  for (const file of ['words.db', 'words.parquet', 'words.ndjson']) {
    await run('collections', 'export', 'words', file);
    const back = `back from ${file}`;
    const imported = await runForJson(['collections', 'import', file, '--name', back], here);
    expect(imported).toMatchObject({ taken: 4, embedded: 0, bad: 0, collections: { [back]: 4 } });
    expect(await itemsOf(back)).toEqual(await itemsOf('words'));
  }
});

test('vectors of another model are embedded anew from their content, or left out by name', async () => {
  const file = new DatabaseSync(join(folder, 'words.db'));
  file.exec(`update collections set model = '3-small'; update embeddings set content = null where id = '5'`);
  file.close();
  const { status, stdout, stderr } = await runCli(
    ['collections', 'import', 'words.db', '--name', 'foreign'],
    here,
  );
  expect(status).toBe(0);
  expect(stdout).toBe('foreign: 3 items\n0 with their vectors, 3 embedded anew, 0 bad\n');
  expect(stderr).toMatch(/1 items are left out: their vectors are of 3-small, not of starter/);
  const same = ['collections', 'import', 'words.db', '--name', 'claimed', '--of-model', 'starter'];
  expect(await runForJson(same, here)).toMatchObject({ taken: 4, embedded: 0 });
});

test('embed prints a vector in each form, and stores one under an id', async () => {
  const vector: number[] = JSON.parse(await run('embed', '-c', 'gold'));
  expect(vector).toHaveLength(512);
  const hex = (await run('embed', '-c', 'gold', '--format', 'hex')).trim();
  expect(Buffer.from(hex, 'hex').readFloatLE(0)).toBe(vector[0]);
  const stored = ['embed', 'single', 'a', '-i', 'shirts/red.jpg', '--metadata', '{"n":1}', '--store'];
  expect(await run(...stored)).toBe('');
  expect(await ndjson('collections', 'items', 'single', '--json')).toMatchObject([
    { id: 'a', isEmbedded: true, content: null, metadata: { n: 1 }, photoBytes: expect.any(Number) },
  ]);
  expect(await run('collections', 'remove-items', 'single', 'a', 'b')).toBe('1 items removed from single.\n');
});

test('score: one photo against several texts, and several photos against one', async () => {
  const colours = ['red', 'blue', 'green'];
  const texts = colours.flatMap((colour) => ['-c', `a ${colour} shirt`]);
  const rows = await ndjson('score', 'shirts/blue.jpg', ...texts, '--json');
  const best = rows.reduce((a, b) => (a.probability > b.probability ? a : b));
  expect(best.text).toBe('a blue shirt');
  expect(rows.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
  const photos = colours.map((colour) => `shirts/${colour}.jpg`);
  const table = await run('score', ...photos, '-c', 'a green shirt');
  expect(table.split('\n')[1]).toMatch(/^ *\d\.\d{3} +\d+\.\d % +shirts\/green\.jpg +a green shirt$/);
});

test('killed in the middle, the same command goes on where it was', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => `{"id": ${i}, "text": "thing number ${i}"}`);
  await writeFile(join(folder, 'many.ndjson'), rows.join('\n'));
  const args = ['embed-multi', 'many', 'many.ndjson', '--batch-size', '20'];
  const killed = startCli(args, here);
  // The first batch is stored once it says so.
  await killed.untilSays(/Embedding: \d+ items/);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const rest = await runForJson(args, here);
  expect(rest.embedded + rest.unchanged).toBe(400);
  expect(rest.unchanged).toBeGreaterThan(0);
}, 120_000);

test.each([
  [
    ['embed-multi', 'x', '--sql', 'selec', '-d', 'words.db'],
    /^The query failed: near "selec": syntax error\.$/,
  ],
  [['similar', 'nothing', '--in', 'words'], /^No item of these collections has the id nothing\.$/],
  [['collections', 'import', 'words.csv', '--format', 'sqlite'], /^words\.csv is no SQLite database/],
  [['score', '999999', '-c', 'a'], /^There is no product 999999\.$/],
])('%j fails with one sentence', async (args, sentence) => {
  expect(await refusal(...args)).toMatch(sentence);
});
