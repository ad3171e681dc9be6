// `lookalike ask` as a process: an answer for people and one for programs, with a language model and without.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAboutFilters, type OpenAiServer, startOpenAiServer } from '../api/openai-server.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';
import { drawShirts } from './shirts.ts';

const rows = [
  { id: 'r', title: 'Red shirt', description: 'A shirt. Its pocket has a zip.', price: '30 EUR' },
  { id: 'b', title: 'Blue shirt', description: 'A shirt without pockets.', price: '20 EUR' },
  { id: 'g', title: 'Green shirt', description: 'A shirt.', price: '10 EUR' },
];

let folder: string;
let database: TestDatabase;
let here: CliOptions;
let llm: OpenAiServer;

beforeAll(async () => {
  llm = await startOpenAiServer();
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  await drawShirts(join(folder, 'shirts'));
  const withPhotos = rows.map((row) => ({
    ...row,
    image: `shirts/${row.title.split(' ')[0]?.toLowerCase()}.jpg`,
  }));
  await writeFile(join(folder, 'rows.jsonl'), withPhotos.map((row) => JSON.stringify(row)).join('\n'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
  expect((await runCli(['import', 'rows.jsonl'], here)).status).toBe(0);
}, 120_000);
afterAll(async () => {
  await llm?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

test('without a model: what was understood, the products that fit and the sentence that says so', async () => {
  const { status, stdout, stderr } = await runCli(['ask', 'a shirt with a zip for less than 35 euros'], here);
  expect(status).toBe(0);
  expect(stderr).toContain('Looking for “shirt zip”, at most €35.00.');
  expect(stderr).toContain('No language model is configured.');
  expect(stdout.split('\n')[0]).toContain('Red shirt');
  expect(stdout).toContain('“Its pocket has a zip.”');
  const answer = await runForJson(['ask', 'shirts under 15 euros'], here);
  expect(answer.products.map(({ product }: { product: { title: string } }) => product.title)).toEqual([
    'Green shirt',
  ]);
  expect(answer).toMatchObject({
    answer: null,
    answeredBy: 'search',
    understood: { maxPrice: 15, currency: 'EUR' },
  });
});

test('with a model: its words, and of the products those that it cites', async () => {
  llm.reply = (request) => {
    if (isAboutFilters(request)) return '{"words": "shirt"}';
    const { products } = JSON.parse(request.messages[1]?.content ?? '{}');
    const blue = products.find(({ title }: { title: string }) => title === 'Blue shirt');
    return `The \u001b[31mblue one [${blue.id}] has none.`;
  };
  const env = { ...here.env, LLM_BASE_URL: llm.baseUrl, LLM_MODEL: 'tiny' };
  const { status, stdout } = await runCli(['ask', 'which shirt has no pockets?'], { ...here, env });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The \[31mblue one \[\d+\] has none\.\n\n/);
  expect(stdout).toContain('Blue shirt');
  expect(stdout).not.toContain('Red shirt');
  const unasked = await runForJson(['ask', 'which shirt has no pockets?', '--no-llm'], { ...here, env });
  expect(unasked.answeredBy).toBe('search');
});

test('half a model, and no question, are said in one sentence', async () => {
  const env = { ...here.env, LLM_MODEL: 'tiny' };
  const half = await runCli(['ask', 'shirts'], { ...here, env });
  expect(half).toEqual({
    status: 1,
    stdout: '',
    stderr: 'LLM_BASE_URL is not set, but goes with LLM_MODEL: set both, or neither.\n',
  });
  expect((await runCli(['ask', ' '], here)).stderr).toMatch(/^There is no question: ask something, such as/);
});
