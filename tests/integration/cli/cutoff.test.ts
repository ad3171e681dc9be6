// `lookalike cutoff`: an operator looks at the cut-offs and sets one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateModel, registerModel } from '../../../catalog/photos/models.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';

let folder: string;
let database: TestDatabase;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cutoff-'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('without a model it says what to do first', async () => {
  const { status, stderr } = await runCli(['cutoff'], here);
  expect(status).toBe(1);
  expect(stderr).toMatch(/Nothing is embedded yet/);
});

test('what an operator sets is kept and shown', async () => {
  await registerModel(database.pool, { id: 'starter', dimension: 512 });
  await activateModel(database.pool, 'starter');
  expect((await runCli(['cutoff'], here)).stderr).toMatch(/Nothing is calibrated yet/);
  await runCli(['cutoff', '--set', 'text=0.12'], here);
  const { cutoffs } = await runForJson(['cutoff'], here);
  expect(cutoffs).toMatchObject([{ kind: 'text', cutoff: 0.12, setBy: 'operator' }]);
});

test('a score that is none is refused', async () => {
  for (const bad of ['text=2', 'text=', 'words=0.1', '0.1']) {
    const { status, stderr } = await runCli(['cutoff', '--set', bad], here);
    expect(status, bad).not.toBe(0);
    expect(stderr).toMatch(/text or photo with a score/);
  }
});
