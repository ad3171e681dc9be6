// Imports products from rows: each becomes a product of the import's own shop, its photos go the usual way.
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Shop, upsertShop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { upsertProduct } from '../catalog/products/products.ts';
import { createPhotoFeeder } from './enqueue-missing.ts';
import { BadRow, type ImportedProduct, parseImportRow, type SourceRow } from './import-row.ts';
import type { ImportSource } from './import-source.ts';
import { importScheme } from './photo-bytes.ts';
import type { Queues } from './queues.ts';

export interface ImportOptions {
  db: Queryable;
  queues: Pick<Queues, 'embed'>;
  /** The photos are queued for this model. */
  model: string;
  source: ImportSource;
  onProgress?: (soFar: Readonly<ImportResult>) => void;
  /** Aborted: stops after the rows in hand. */
  signal?: AbortSignal;
}

export interface ImportResult {
  shopId: number;
  /** Rows read, bad ones included. */
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  bad: number;
  /** The first bad rows; `bad` counts them all. */
  errors: { line: number; reason: string }[];
}

const errorsKept = 20;
// Statements of several rows overlap on a server; the embedded database takes one at a time anyway.
const rowsAtOnce = 4;

/**
 * Rows that can't become a product are counted with their line and reason, and the import goes on. The same
 * import again changes nothing.
 * @throws what the database or the source's stream threw
 */
export async function importProducts(options: ImportOptions): Promise<ImportResult> {
  const { db, source, signal } = options;
  // A re-import finds its products by the shop's address, so that is made of the name alone.
  const shop = await upsertShop(db, {
    baseUrl: `${importScheme}${source.name}`,
    name: source.name,
    settings: {},
  });
  const result: ImportResult = {
    shopId: shop.id,
    rows: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    bad: 0,
    errors: [],
  };
  const photos = createPhotoFeeder(options.queues, db, options.model);
  const inFlight = new Set<Promise<void>>();
  const broken: unknown[] = [];

  for await (const row of source.rows()) {
    if (signal?.aborted || broken.length > 0) break;
    const task: Promise<void> = importRow(db, shop, source, row)
      .then((outcome) => {
        result[outcome] += 1;
        photos.nudge();
      })
      .catch((error) => {
        if (error instanceof BadRow) reject(result, row.line, error.message);
        else broken.push(error);
      })
      .finally(() => {
        inFlight.delete(task);
        result.rows += 1;
        options.onProgress?.(result);
      });
    inFlight.add(task);
    if (inFlight.size >= rowsAtOnce) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (broken.length > 0) throw broken[0];
  await photos.finish();
  result.errors.sort((a, b) => a.line - b.line);
  return result;
}

async function importRow(db: Queryable, shop: Shop, source: ImportSource, row: SourceRow) {
  if ('problem' in row) throw new BadRow(row.problem);
  const product = parseImportRow(row.row, source);
  await requireFiles(product);
  const { outcome } = await upsertProduct(db, { ...product, shopId: shop.id });
  return outcome;
}

/** A missing file is answered with its line now, not with a failed photo later. */
async function requireFiles({ photoUrls }: ImportedProduct) {
  for (const url of photoUrls) {
    if (!url.startsWith('file:')) continue;
    const file = fileURLToPath(url);
    await access(file).catch(() => {
      throw new BadRow(`its image ${file} does not exist or can't be read`);
    });
  }
}

function reject(result: ImportResult, line: number, reason: string) {
  result.bad += 1;
  if (result.errors.length < errorsKept) result.errors.push({ line, reason });
}
