// A filled catalogue behind the API, and behind bare routes that ask and answer the same: `serve-catalogue.ts DATABASE PRODUCTS`.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import express from 'express';
import { createApi, listen } from '../../../apps/api/server.ts';
import { readProductOffers } from '../../../catalog/products/product-offers.ts';
import { getProduct } from '../../../catalog/products/products.ts';
import { searchInMode } from '../../../catalog/search/hybrid-search.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { model } from '../../integration/catalog/stock.ts';
import { type BenchDatabase, benchDatabases } from '../bench-databases.ts';
import { stockCatalogue } from '../stocked-catalogue.ts';
import { type Ask, type AskName, asks } from './asks.ts';
import { type Embedding, embedMeanwhile } from './embed-meanwhile.ts';

/** Addresses of the same catalogue. */
export interface Served {
  pid: number;
  database: string;
  api: string;
  http: string;
  express: string;
}

export type DirectRequest = { ask: AskName; requests: number } | { embed: number } | 'stop embedding';

/** Milliseconds of each request; or of photos, how many a second were embedded until they were stopped. */
export type DirectReply = number[];

const [database, count] = process.argv.slice(2);
const products = Number(count);
const open = benchDatabases()[database === 'server' ? 1 : 0];
if (!open) throw new Error('Only with TEST_DATABASE_URL is there a server to measure on.');

const on: BenchDatabase = await open();
const db = on.database.pool;
const encoder = await loadEncoder(starterFolder, { modelId: model, parts: ['text', 'late vision'] });
const next = await stockCatalogue(db, { products, dimension: encoder.dimension, modelId: model });
const wanted = Array.from({ length: 200 }, next);

/** What a real text means is not among made-up products: each text looks for some vector of theirs. */
function vectorOf(text: string): Float32Array {
  const vector = wanted[Number(/\d+$/.exec(text)?.[0] ?? 0) % wanted.length];
  if (!vector) throw new Error(`No vector for ${text}.`);
  return vector;
}

const app = createApi({
  db,
  logger: silentLogger,
  webDir: null,
  encoder: {
    modelId: model,
    dimension: encoder.dimension,
    async embedTexts(texts) {
      const encoded = await encoder.embedTexts(texts);
      return encoded.map((one, i) => ({ ...one, vector: vectorOf(texts[i] ?? '') }));
    },
  },
});

const page = { model, filters: {}, sort: 'relevance', limit: 24, cursor: null } as const;

/** What a route asks the catalogue, without the API around it. */
function askCatalogue(path: string): Promise<unknown> {
  const { pathname, searchParams } = new URL(path, 'http://here');
  const text = searchParams.get('q');
  if (text !== null) return searchInMode(db, { ...page, mode: 'hybrid', text, vector: vectorOf(text) });
  const [, id, similar] = /^\/api\/products\/(\d+)(\/similar)?$/.exec(pathname) ?? [];
  return similar ? searchByProduct(db, { ...page, productId: Number(id) }) : readProduct(Number(id));
}

async function readProduct(id: number) {
  const [product, offers] = await Promise.all([getProduct(db, id), readProductOffers(db, id)]);
  return { ...product, offers };
}

const bareHttp = createServer(async (request, response) => {
  const answer = await askCatalogue(request.url ?? '');
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});
const bareExpress = express().get('/{*path}', async (request, response) => {
  response.json(await askCatalogue(request.url));
});

const anyPort = { host: '127.0.0.1', port: 0 };
const served: Served = {
  pid: process.pid,
  database: on.name,
  api: await originOf(await listen(app, anyPort)),
  http: await originOf(bareHttp.listen(anyPort)),
  express: await originOf(bareExpress.listen(anyPort.port, anyPort.host)),
};

async function originOf(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

async function timeAsks(name: AskName, requests: number): Promise<number[]> {
  const ask: Ask = asks[name];
  const times: number[] = [];
  for (let n = 0; n < requests; n++) {
    const startedAt = performance.now();
    await askCatalogue(ask.path(n, products));
    times.push(performance.now() - startedAt);
  }
  return times;
}

let embedding: Embedding | null = null;

async function answer(request: DirectRequest): Promise<DirectReply> {
  if (request === 'stop embedding') return embedding ? [await embedding.stop()] : [];
  if ('ask' in request) return timeAsks(request.ask, request.requests);
  embedding = await embedMeanwhile(on, { encoder, photos: request.embed });
  return [];
}

process.on('message', async (request: DirectRequest) => process.send?.(await answer(request)));
process.on('disconnect', async () => {
  await on.drop();
  process.exit();
});
process.send?.(served);
