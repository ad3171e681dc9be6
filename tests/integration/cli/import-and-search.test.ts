// `lookalike import`, `search` and `similar` as processes, on whichever database and queue the project has.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';
import { drawShirts } from './shirts.ts';

const rows = [
  '{"id": "r", "title": "Red shirt", "price": "30 EUR", "image": "shirts/red.jpg"}',
  '{"id": "broken"',
  '{"id": "b", "title": "Blue shirt", "price": "20 EUR", "image": "shirts/blue.jpg"}',
  '{"id": "g", "title": "Green shirt", "price": "10 EUR", "image": "shirts/green.jpg"}',
  '{"id": "l", "title": "Lost shirt", "image": "shirts/lost.jpg"}',
  '{"id": "p", "title": "Purple shirt", "price": "40 EUR", "image": "shirts/purple.jpg"}',
];

interface Hit {
  product: { id: number; title: string; price: { amount: number; currency: string } | null };
  score: number;
}
const titles = (results: Hit[]) => results.map(({ product }) => product.title);

let folder: string;
let database: TestDatabase;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  await drawShirts(join(folder, 'shirts'));
  await writeFile(join(folder, 'rows.jsonl'), rows.join('\n'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const search = (...args: string[]): Promise<{ results: Hit[]; nextCursor: string | null }> =>
  runForJson(['search', ...args], here);

test('before anything is imported, search says what to do first and doctor finds nothing wrong', async () => {
  const { status, stdout, stderr } = await runCli(['search', 'red'], here);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Nothing is embedded yet.*lookalike import/);
  const findings = await runForJson(['doctor'], here);
  expect(findings.map(({ part, ok }: { part: string; ok: boolean }) => [part, ok])).toEqual([
    ['runtime', true],
    ['database', true],
    ['queue', true],
    ['model', true],
    ['catalogue', true],
    ['index', true],
  ]);
});

test('NDJSON: good rows are embedded, each bad line is named on standard error, the exit status is 0', async () => {
  const { status, stdout, stderr } = await runCli(['import', 'rows.jsonl'], here);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^4 new, 0 changed, 0 unchanged, 2 bad rows, 4 photos embedded, in [\d.]+ s\n$/);
  expect(stderr).toMatch(/line 2: it is not JSON/);
  expect(stderr).toMatch(/line 5: its image .*lost\.jpg does not exist/);
  expect(stderr).toMatch(/Reading products: 6 rows in/);
});

test('the same import again changes nothing and embeds nothing', async () => {
  expect(await runForJson(['import', 'rows.jsonl'], here)).toMatchObject({
    new: 0,
    changed: 0,
    unchanged: 4,
    bad: 2,
    photos: { embedded: 0, failed: 0, left: 0 },
  });
});

test('CSV from standard input, and a glob of images, go the same way', async () => {
  const csv = 'id;title;price;image\ny;Yellow shirt;15;shirts/yellow.jpg\n';
  const piped = await runForJson(['import', '--name', 'piped'], { ...here, input: csv });
  expect(piped).toMatchObject({ new: 1, bad: 0, photos: { embedded: 1 } });
  expect(await runForJson(['import', 'shirts/b*.jpg'], here)).toMatchObject({ new: 2, bad: 0 });
});

test('an import with no good row fails, and a source that is not there says so', async () => {
  const nothing = await runCli(['import', '-'], { ...here, input: '{"title": "No picture"}\n' });
  expect(nothing.status).toBe(1);
  expect(nothing.stderr).toMatch(/line 1: it names no image[\s\S]*\nNo row could be imported\.\n$/);
  const empty = await runCli(['import', '-'], here);
  expect(empty).toMatchObject({ status: 1, stderr: expect.stringMatching(/no row to import\.\n$/) });
  const absent = await runCli(['import', 'nowhere.csv'], here);
  expect(absent).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^nowhere\.csv is neither .*\n$/),
  });
});

test('search puts the right one first, and its JSON is all there is on standard output', async () => {
  const { results } = await search('a', 'purple', 'shirt');
  expect(results[0]).toMatchObject({
    product: { title: 'Purple shirt', price: { amount: 40, currency: 'EUR' } },
  });
  expect(titles((await search('red shirt')).results)[0]).toBe('Red shirt');
  const { stdout } = await runCli(['search', 'red shirt', '--limit', '1'], here);
  expect(stdout).toMatch(/^\d\.\d{3} +\d+ +€30\.00 {2}Red shirt {2}import:.*\n$/);
});

test('filters and order narrow and turn the results', async () => {
  const cheap = await search('shirt', '--max-price', '20', '--currency', 'eur', '--sort', 'price');
  expect(titles(cheap.results)).toEqual(['Green shirt', 'Blue shirt']);
  expect(titles((await search('shirt', '--shop', 'piped')).results)).toEqual(['Yellow shirt']);
});

test('--cursor goes through all results without a repeat', async () => {
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await search('shirt', '--limit', '3', ...(cursor ? [`--cursor=${cursor}`] : []));
    seen.push(...page.results.map(({ product }) => product.id));
    cursor = page.nextCursor;
  } while (cursor);
  // Seven products, but the blue shirt was imported twice: one picture, one result.
  expect(seen).toHaveLength(6);
  expect(new Set(seen).size).toBe(6);
  const bad = await runCli(['search', 'shirt', '--cursor', 'nonsense'], here);
  expect(bad).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^.*cursor.*\n$/i) });
});

test('similar leaves out the product itself; --cheaper keeps what costs less', async () => {
  const [blue] = (await search('blue shirt', '--min-price', '20')).results;
  const id = String(blue?.product.id);
  const { results } = await runForJson(['similar', id], here);
  expect(titles(results)).toHaveLength(6);
  expect(results.map(({ product }: Hit) => product.id)).not.toContain(blue?.product.id);
  const cheaper = await runForJson(['similar', id, '--cheaper'], here);
  expect(titles(cheaper.results)).toEqual(['Green shirt']);
});

test('search mixes words, products and a photo, and similar takes a photo by its file', async () => {
  const file = await runForJson(['similar', 'shirts/red.jpg', '--limit', '3'], here);
  expect(titles(file.results)[0]).toBe('Red shirt');
  const part = await runForJson(['similar', 'shirts/red.jpg', '--crop', '0.2,0.2,0.6,0.6'], here);
  expect(titles(part.results)[0]).toBe('Red shirt');
  const { product } = file.results[0];
  const recoloured = await search(`like:${product.id} -red +blue`, '--limit', '2');
  expect(titles(recoloured.results)).toContain('Blue shirt');
  const mixed = await search('--image', 'shirts/blue.jpg', '--unlike', String(product.id));
  expect(titles(mixed.results)[0]).toBe('Blue shirt');
  expect(titles(mixed.results)).not.toContain('Red shirt');
  const ofPhoto = await runForJson(['similar', String(product.id), '--crop', '0,0,1,1'], here);
  expect(ofPhoto.results.map((hit: Hit) => hit.product.id)).not.toContain(product.id);
});

test.each([
  [['gold:11'], /a weight is a number from 0 to 10/],
  [['--', '-gold'], /Say what it should look like, too/],
  [['--like', '999999'], /There is no product 999999/],
  [['--like', 'x'], /must be a whole number above 0/],
  [['gold', '--crop', '0,0,1,1'], /name one with --image/],
  [['--image', 'shirts/red.jpg', '--crop', '0,0,2,1'], /width is 2/],
  [[], /There is nothing to search for/],
])('search %j fails with one sentence', async (words, sentence) => {
  const { status, stderr } = await runCli(['search', ...words], here);
  expect(status).toBe(1);
  expect(stderr).toMatch(sentence);
});

test.each([
  ['999999', /^There is no product 999999\.\n$/],
  ['red', /^red: there is no such file; .*a product by its id\.\n$/],
  ['99999999999999999999', /^99999999999999999999: there is no such file; .*\n$/],
  ['http://10.0.0.1/red.jpg', /^Refused to fetch http:\/\/10\.0\.0\.1\/red\.jpg: .*\n$/],
  ['rows.jsonl', /^The photo can't be used: it is not a JPEG.*\n$/],
])('similar %s fails with one sentence', async (id, sentence) => {
  const { status, stdout, stderr } = await runCli(['similar', id], here);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
});
