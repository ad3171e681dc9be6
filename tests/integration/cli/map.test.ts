// `lookalike map`: draws it, tells what is on it, and writes its points.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateModel, registerModel } from '../../../catalog/photos/models.ts';
import { addEmbedded, addShop, direction, model, productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';

let folder: string;
let database: TestDatabase;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-map-'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('with too few products it says what is missing', async () => {
  expect((await runCli(['map'], here)).stderr).toMatch(/Nothing is embedded yet/);
  await registerModel(database.pool, { id: model, dimension: 8 });
  await activateModel(database.pool, model);
  const { status, stderr } = await runCli(['map'], here);
  expect(status).toBe(1);
  expect(stderr).toMatch(/at least 12 products/);
});

test('it draws every product, and writes one line for each', async () => {
  const shopId = await addShop(database.pool);
  for (let i = 0; i < 14; i++)
    await addEmbedded(database.pool, productInput(shopId, `tap-${i}`, { title: 'Gold tap' }), [
      direction(9 * i),
    ]);
  const drawn = await runForJson(['map', '--export', 'points.ndjson'], here);
  expect(drawn).toMatchObject({ model, drawn: 14, placed: 0 });
  const lines = (await readFile(join(folder, 'points.ndjson'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).title)).toEqual(Array(14).fill('Gold tap'));
  expect(await runForJson(['map', '--refresh'], here)).toMatchObject({ drawn: 0, placed: 0 });
  const piped = await runCli(['map', '--export', '-'], here);
  expect(piped.stdout.trim().split('\n')).toHaveLength(14);
});

test('a file that can’t be written is named', async () => {
  const { status, stderr } = await runCli(['map', '--export', 'no/such/folder.ndjson'], here);
  expect(status).toBe(1);
  expect(stderr).toMatch(/no\/such\/folder\.ndjson can't be written/);
});
