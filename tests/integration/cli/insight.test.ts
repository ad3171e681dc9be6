// `cluster`, `classify`, `axis`, `outliers`, `duplicates`: what they print for people and for programs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { fillTapShop, type TapShop } from '../api/tap-shop.ts';
import { drawTap, storePhoto } from '../catalog/pictures.ts';
import { addShop } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';

let folder: string;
let database: TestDatabase;
let encoder: Encoder;
let shop: TapShop;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-insight-'));
  database = await createTestDatabase();
  encoder = await loadEncoder(starterFolder, { modelId: 'starter', parts: ['text'], threads: 1 });
  shop = await fillTapShop(database.pool, encoder);
  here = { cwd: folder, env: settingsFor(database, folder) };
}, 120_000);
afterAll(async () => {
  await encoder?.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const idOf = (title: string) => shop.ids.get(title) ?? 0;
const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('clusters as llm prints them, kept as collections when asked', async () => {
  const found = await runForJson(['cluster', '-k', '4', '--collect', 'by looks'], here);
  expect(found).toHaveLength(4);
  expect(found[0]).toMatchObject({
    id: '1',
    summary: expect.any(String),
    size: found[0].items.length,
    medoid: { id: Number(found[0].items[0].id) },
    items: expect.arrayContaining([{ id: expect.any(String), content: expect.any(String) }]),
  });
  const kept = await runForJson(['collections', 'list'], here);
  expect(kept.map(({ name }: { name: string }) => name)).toContain(`by looks: ${found[0].summary}`);
});

test('options that don’t go together are refused in a sentence', async () => {
  const { status, stderr } = await runCli(['cluster', '--method', 'density', '-k', '3'], here);
  expect(status).toBe(1);
  expect(stderr).toMatch(/--count is for k-means/);
  expect((await runCli(['classify'], here)).stderr).toMatch(/Say which classes there are/);
});

test('the whole catalogue is classified by names, a line for each product', async () => {
  const args = ['classify', '--class', 'gold', '--class', 'chrome', '--class', 'white', '--json'];
  const { stdout, status, stderr } = await runCli(args, here);
  expect(status, stderr).toBe(0);
  const lines = linesOf(stdout);
  expect(lines).toHaveLength(31);
  const gold = lines.find(({ id }) => id === idOf('gold pot filler'));
  expect(gold).toMatchObject({ title: 'gold pot filler', label: 'gold', margin: expect.any(Number) });
  expect(gold.scores).toHaveLength(3);
});

test('examples come from a file, and say how good they are', async () => {
  const example = (name: string, tap: string) =>
    JSON.stringify({ class: name, example: idOf(`${name} ${tap}`) });
  const lines = ['gold', 'purple'].flatMap((name) =>
    ['pot filler', 'cross handle tap', 'wall mounted tap'].map((tap) => example(name, tap)),
  );
  await writeFile(join(folder, 'examples.ndjson'), lines.join('\n'));
  const target = String(idOf('purple gooseneck kitchen tap'));
  const { stdout, stderr } = await runCli(
    ['classify', target, '--examples', 'examples.ndjson', '--json'],
    here,
  );
  expect(linesOf(stdout)).toEqual([expect.objectContaining({ label: 'purple', id: Number(target) })]);
  expect(stderr).toMatch(/Leaving out one example at a time: 100\.0 % of 6 are right/);
  await writeFile(join(folder, 'broken.ndjson'), '{"class": "gold"}\n');
  const broken = await runCli(['classify', '1', '--examples', 'broken.ndjson'], here);
  expect(broken.stderr).toMatch(/broken\.ndjson, line 1: it must be like/);
});

test('every product has its place on an axis, and results are ordered along one', async () => {
  const { stdout } = await runCli(['axis', 'gold', 'purple', '--json', '-n', '5'], here);
  const placed = linesOf(stdout);
  expect(placed).toHaveLength(5);
  expect(placed[0]).toMatchObject({ place: -1, colour: '#2166ac', title: expect.stringMatching(/^gold/) });
  expect(placed[4]).toMatchObject({ place: 1, title: expect.stringMatching(/^purple/) });
  const { results } = await runForJson(['search', 'tap', '--axis', 'gold..purple', '-n', '1'], here);
  expect(results[0]).toMatchObject({ place: -1 });
});

test('outliers and duplicates are listed, and it is said when there are none', async () => {
  expect((await runCli(['outliers'], here)).stderr).toMatch(/Nothing looks as if/);
  const tap = await drawTap('#c3a21b');
  const [{ vector } = { vector: new Float32Array() }] = await encoder.embedTexts(['gold tap']);
  for (const name of ['Spouts', 'Mixers & More']) {
    const { photoId, sha256 } = await storePhoto(database.pool, await addShop(database.pool, name), tap);
    await storeEmbeddings(database.pool, 'starter', [{ photoId, sha256, vector }]);
  }
  const { stdout } = await runCli(['duplicates', '--across-shops', '--json'], here);
  expect(linesOf(stdout)).toEqual([
    { products: ['Spouts', 'Mixers & More'].map((name) => expect.objectContaining({ shop: name })) },
  ]);
});
