// `lookalike scrape --dry-run` as a process: products are shown, nothing is opened or stored.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTinyShop, type TinyShop } from '../workers/tiny-shop.ts';
import { type CliOptions, runCli } from './run-cli.ts';

let folder: string;
let shop: TinyShop;
let empty: Server;
let emptyUrl: string;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  shop = await startTinyShop(20);
  empty = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>About us</h1><a href="/team">Team</a>');
  });
  await new Promise<void>((resolve) => empty.listen(0, '127.0.0.1', resolve));
  emptyUrl = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`; // listening on TCP
  // A database that can't be reached and a model that doesn't exist: neither is asked for.
  const unreachable = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none', MODEL: 'no-such-model' };
  here = { cwd: folder, env: { ...unreachable, ALLOW_HOSTS: '127.0.0.1' } };
});
afterAll(async () => {
  await shop.close();
  await new Promise((resolve) => empty.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const dryRun = (...args: string[]) => runCli(['scrape', '--dry-run', '--delay', '0', ...args], here);

test('the first twelve products are a table, each value with where it came from', async () => {
  const { status, stdout, stderr } = await dryRun(shop.url);
  expect(status, stderr).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^title +price +availability +sku +brand +photos$/);
  expect(lines).toHaveLength(1 + 12 * 2);
  expect(lines[1]).toMatch(/^Tap tap-\d+ +\$1\d\d\.00 +in stock +tap-\d+ +– +1$/);
  expect(lines[2]).toMatch(/^json-ld +\/p\/tap-\d+ +json-ld +json-ld +json-ld +json-ld$/);
  expect(stderr).toMatch(/12 products on \d+ pages, found by .*\(\d+\)\. Nothing was stored/);
  expect(await readdir(folder)).toEqual([]);
});

test('as JSON each product is a line, as many as asked for', async () => {
  const { status, stdout } = await dryRun(shop.url, '--products', '3', '--json');
  expect(status).toBe(0);
  const products = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(products).toHaveLength(3);
  expect(products[0]).toMatchObject({
    currency: 'USD',
    sources: { price: 'json-ld' },
    via: expect.any(String),
  });
});

test.each([
  ['a site without products', () => emptyUrl, /^No product was found on \d+ pages? of http.*site file/m],
  [
    'a private host that is not allowed',
    () => 'http://10.0.0.1/',
    /^No product was found: .*10\.0\.0\.1 is not a/m,
  ],
])('%s ends with why, in one sentence', async (_what, url, sentence) => {
  const { status, stdout, stderr } = await dryRun(url());
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
});

test('a site file is taken by its path, by --site, or by the host of the address, and said so', async () => {
  await mkdir(join(folder, 'sites'));
  const site = `url: ${shop.url}\ninclude: ["/p/tap-1$", "/$", "/sitemap.xml"]\n`;
  await writeFile(join(folder, 'sites', `${shop.host}.yaml`), site);
  await writeFile(join(folder, 'one.yaml'), site);
  for (const [args, file] of [
    [[shop.url], `sites/${shop.host}.yaml`],
    [['one.yaml'], 'one.yaml'],
    [[shop.url, '--site', 'one.yaml'], 'one.yaml'],
  ] as const) {
    const { status, stdout, stderr } = await dryRun(...args, '--json');
    expect(status, stderr).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).title),
    ).toEqual(['Tap tap-1']);
    expect(stderr).toContain(`Using ${file}.\n`);
  }
});

test('a site file that can not be used is refused before anything is fetched', async () => {
  await writeFile(join(folder, 'bad.yaml'), `url: ${shop.url}\ncolour: red\n`);
  await writeFile(join(folder, 'other.yaml'), 'url: https://other.example/\n');
  await writeFile(join(folder, 'never.yaml'), `url: ${shop.url}\nschedule: every fortnight\n`);
  const asked = shop.requests.length;
  const refusals: [string[], RegExp][] = [
    [['bad.yaml'], /^bad\.yaml:2: .*colour/],
    [['missing.yaml'], /^The site file missing\.yaml can't be read: there is no such file\.\n$/],
    [['never.yaml'], /^never\.yaml.*schedule/],
    [[shop.url, '--site', 'other.yaml'], /^other\.yaml is about https:\/\/other\.example\//],
    [['one.yaml', '--site', 'other.yaml'], /^one\.yaml is a site file already/],
  ];
  for (const [args, sentence] of refusals) {
    const { status, stderr } = await dryRun(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
  }
  expect(shop.requests).toHaveLength(asked);
});
