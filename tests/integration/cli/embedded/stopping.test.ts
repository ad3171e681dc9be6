// Ctrl-C in the middle, and two processes on one embedded database: nothing is lost, nothing is done twice.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type CliOptions, runCli, runForJson, startCli } from '../run-cli.ts';
import { drawShirt } from '../shirts.ts';

// Enough that most are still to embed when the last row is read.
const photos = 80;
// Six processes on a machine that may be busy with other tests.
const longTestMs = 180_000;
let folder: string;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  here = { cwd: folder, env: { DATA_DIR: 'data' } };
  const template = inject('template');
  if (template.kind === 'embedded')
    await cp(template.folder, join(folder, 'data', 'postgres'), { recursive: true });
  const names = Array.from({ length: photos }, (_, i) => `${i}.jpg`);
  for (const [i, name] of names.entries())
    await writeFile(join(folder, name), await drawShirt(`hsl(${(360 * i) / photos} 70% 50%)`));
  await writeFile(join(folder, 'rows.csv'), `image\n${names.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function embedded(): Promise<number> {
  const list: { active: boolean; vectors: number }[] = await runForJson(['model', 'list'], here);
  return list.find(({ active }) => active)?.vectors ?? 0;
}

test(
  'Ctrl-C in an import stops it cleanly, and the same command goes on where it was',
  async () => {
    const { child, ended, untilSays } = startCli(['import', 'rows.csv'], here);
    await untilSays(/Reading products: 80 rows/);
    child.kill('SIGINT');
    const { status, stdout, stderr } = await ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/\nStopping … .*\nStopped; the same command goes on where it was\.\n$/);

    const before = await embedded();
    expect(before).toBeLessThan(photos);
    expect(await runForJson(['import', 'rows.csv'], here)).toMatchObject({
      new: 0,
      unchanged: photos,
      photos: { embedded: photos - before, failed: 0, left: 0 },
    });
    expect(await embedded()).toBe(photos);
  },
  longTestMs,
);

test(
  'Ctrl-C also ends an import whose standard input never does',
  async () => {
    const { child, ended, untilSays } = startCli(['import', '--name', 'feed'], { ...here, input: null });
    const row = (id: number) => child.stdin.write(`{"id": ${id}, "image": "${id}.jpg"}\n`);
    let id = 0;
    const feeding = setInterval(() => row(id++ % photos), 100);
    await untilSays(/Reading products: \d+ rows\n/);
    clearInterval(feeding);
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nStopped; the same command goes on where it was\.\n$/);
  },
  longTestMs,
);

test(
  'a second process joins the database that another one holds',
  async () => {
    const work = startCli(['work'], here);
    await work.untilSays(/taking jobs/);
    const again = ['import', 'rows.csv', '--name', 'again'];
    expect(await runForJson(again, here)).toMatchObject({ new: photos, photos: { embedded: photos } });
    work.child.kill('SIGTERM');
    expect((await work.ended).status).toBe(0);
    const { stdout } = await runCli(['search', 'a shirt', '--shop', 'again', '--limit', '5'], here);
    expect(stdout.trim().split('\n')).toHaveLength(5);
  },
  longTestMs,
);
