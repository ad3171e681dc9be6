// The command line on a fresh machine: an empty data directory, wrong settings, the built-in model, a pipe that closes.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliOptions, runCli, runForJson, startCli } from '../run-cli.ts';

let folder: string;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  here = { cwd: folder, env: { DATA_DIR: 'data' } };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('migrate makes the database, and a second time finds it up to date', async () => {
  const first = await runCli(['migrate'], here);
  expect(first).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^Applied 0001_.*\.\n$/),
  });
  const second = await runCli(['migrate'], here);
  expect(second).toEqual({ status: 0, stderr: '', stdout: 'The database is up to date.\n' });
});

test('model list shows what is on disk; pulling the built-in model needs no network', async () => {
  const list = await runForJson(['model', 'list'], here);
  expect(list[0]).toMatchObject({ id: 'starter', onDisk: true, dimension: 512 });
  expect(list.map(({ id }: { id: string }) => id)).toContain('clip-vit-base-patch32');
  const pulled = await runCli(['model', 'pull', 'starter'], here);
  expect(pulled).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/nothing to download/),
  });
  const unknown = await runCli(['model', 'pull', 'nope'], here);
  expect(unknown).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^There is no model "nope"; choose one of: .*\n$/),
  });
});

test.each([
  ['PORT', 'abc', /^PORT is "abc", but must be a port number, 0 to 65535\.\n$/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL is "loud", but must be .*\n$/],
  [
    'DATABASE_URL',
    'postgresql://someone:secret@127.0.0.1:9/x',
    /^Postgres at (?!.*secret).* can't be reached .*\n$/,
  ],
])('%s=%s stops any command with one sentence', async (name, value, sentence) => {
  const { status, stdout, stderr } = await runCli(['migrate'], {
    ...here,
    env: { ...here.env, [name]: value },
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
});

test.each(['taps', 'file:///etc/passwd'])('scrape %s is refused', async (address) => {
  const { status, stdout, stderr } = await runCli(['scrape', address], here);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^".*" is not a shop's address: give one like https:.*\n$/);
});

test('a queue that is not there is named, and doctor says which part is wrong', async () => {
  const env = { ...here.env, QUEUE_URL: 'redis://127.0.0.1:9' };
  const imported = await runCli(['import', '-'], { ...here, env });
  expect(imported).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^Redis at 127\.0\.0\.1:9 .*\n$/),
  });
  const { status, stdout, stderr } = await runCli(['doctor', '--quiet'], { ...here, env });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^wrong +queue +Redis at 127\.0\.0\.1:9 .*\n$/);
  expect(stderr).toBe('1 of 6 checks failed.\n');
});

test('readers that go away, as `head` does, are no failure', async () => {
  const { child, ended } = startCli(['model', 'list'], here);
  child.stdout.destroy();
  child.stderr.destroy();
  expect((await ended).status).toBe(0);
});

test('nothing is written outside the data directory', async () => {
  expect(await readdir(folder)).toEqual(['data']);
});
