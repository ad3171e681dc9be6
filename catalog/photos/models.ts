// Models: which ones have a table of vectors, and which one answers queries.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { createItemVectors, itemVectorsOf } from '../items/item-vectors.ts';
import { createVectorIndex, type VectorType, vectorType } from './vector-index.ts';

export interface RegisteredModel {
  id: string;
  /** Numbers in one vector. */
  dimension: number;
}

/** What else makes a space of vectors, beside the model: both are part of its id where they are not the usual ones. */
export interface ModelVariant {
  dtype: 'fp32' | 'fp16' | 'q8';
  /** Which way of preparing photos and texts. */
  preparation: number;
}

const usual: ModelVariant = { dtype: 'fp32', preparation: 1 };

/** A model of a folder of the operator's. */
export interface LocalFolder {
  folder: string;
  /** Of the files in it: vectors of other files are vectors of another space. */
  fingerprint: string;
}

/** No such model, or one that can't be registered; the message says why. */
export class UnknownModel extends Error {
  override name = 'UnknownModel';
}

// 40 characters keep `embeddings_<id>` and its index names under the 63 that Postgres allows.
const modelId = /^[a-z0-9][a-z0-9._-]{0,39}$/;

// What an index of either type reaches, and what fits into a row.
const largestDimension = 1900;

/**
 * The name of a model's table of vectors, safe to put into a statement.
 *
 * @throws UnknownModel when the id has characters beyond a-z, 0-9, dot, dash and underscore
 */
export function embeddingsTable(id: string): string {
  if (!modelId.test(id)) {
    throw new UnknownModel(
      `"${id}" can't be a model's id; use up to 40 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.`,
    );
  }
  return `embeddings_${id.replace(/[.-]/g, '_')}`;
}

/**
 * Makes the model's table of vectors with its indexes, unless it has one.
 *
 * @param options.variant recorded when it is new, else compared; default: the usual one when it is new
 * @param options.local where its files are, when they are the operator's own
 * @param options.indexLater leaves the index of vectors to `buildVectorIndex`
 * @throws UnknownModel when the dimension, the variant or the files differ from those it was registered with, or another id
 *   needs the same table
 */
export async function registerModel(
  db: Queryable,
  model: RegisteredModel,
  options: { variant?: ModelVariant; local?: LocalFolder | null; indexLater?: boolean } = {},
): Promise<void> {
  const { local, variant } = options;
  const table = embeddingsTable(model.id);
  if (!Number.isInteger(model.dimension) || model.dimension < 1 || model.dimension > largestDimension) {
    throw new UnknownModel(
      `The model ${model.id} has ${model.dimension} dimensions; 1 to ${largestDimension} can be indexed.`,
    );
  }
  await inTransaction(db, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [table]);
    const { rows } = await client.query<Known>(
      'select id, dimension, dtype, preparation, fingerprint from models where table_name = $1',
      [table],
    );
    const [known] = rows;
    if (known) return requireSame(known, model, { variant, local });
    const { dtype, preparation } = variant ?? usual;
    await client.query(
      `
      insert into models (id, dimension, table_name, folder, fingerprint, dtype, preparation)
      values ($1, $2, $3, $4, $5, $6, $7)`,
      [model.id, model.dimension, table, local?.folder, local?.fingerprint, dtype, preparation],
    );
    // A removal that was killed half-way leaves the table of a model that nobody knows any more.
    await client.query(`drop table if exists ${table}, ${itemVectorsOf(table)}`);
    const type = await vectorType(client);
    await client.query(createTable(table, model.dimension, type));
    await client.query(createItemVectors(table, model.dimension));
    // The embedded database has one session: building an index of many photos at once would stop all answers.
    if (type === 'vector' || !options.indexLater) await client.query(createVectorIndex(table, type));
  });
}

/** Where the files of a local model are, and which of them; null for the others. */
export async function localFolder(db: Queryable, id: string): Promise<(LocalFolder & ModelVariant) | null> {
  const { rows } = await db.query<LocalFolder & ModelVariant>(
    'select folder, fingerprint, dtype, preparation from models where id = $1 and folder is not null',
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Forgets a model with all its vectors.
 *
 * @throws UnknownModel when it isn't registered, or answers queries
 */
export async function removeModel(db: Queryable, id: string): Promise<void> {
  const table = embeddingsTable(id);
  // Before the table goes, and committed: whoever writes to all models' tables must no longer find it listed.
  const { rowCount } = await db.query('delete from models where id = $1 and not active', [id]);
  if (rowCount === 0) throw new UnknownModel(`The model ${id} is active or not registered.`);
  await db.query(`drop table if exists ${table}, ${itemVectorsOf(table)}`);
}

/**
 * Models whose vectors are kept complete: the active one, and the next one unless its switch is paused.
 *
 * @param own what counts as active while none is
 */
export async function keptModels(
  db: Queryable,
  own: string,
): Promise<{ id: string; isNext: boolean; photosFrom: 'shop' | 'stored' }[]> {
  const { rows } = await db.query<{ id: string; isNext: boolean; photosFrom: 'shop' | 'stored' }>(
    `
    select coalesce((select id from models where active), $1) as id, false as "isNext", 'shop' as "photosFrom"
    union all
    select model, true, photos_from from model_switches where ended_at is null and paused_at is null`,
    [own],
  );
  return rows;
}

/** The model that answers queries, or null before the first one is activated. */
export async function activeModel(db: Queryable): Promise<RegisteredModel | null> {
  const { rows } = await db.query<RegisteredModel>('select id, dimension from models where active');
  return rows[0] ?? null;
}

/**
 * Makes the model the one that answers queries.
 *
 * @throws UnknownModel when it isn't registered
 */
export async function activateModel(db: Queryable, id: string): Promise<void> {
  await inTransaction(db, async (client) => {
    // The unique index on `active` allows no moment with two, so the old one goes first.
    await client.query('update models set active = false where active and id <> $1', [id]);
    const { rowCount } = await client.query('update models set active = true where id = $1', [id]);
    if (rowCount === 0) throw new UnknownModel(`The model ${id} is not registered; embed with it first.`);
  });
}

export type ListedModel = RegisteredModel & ModelVariant & { active: boolean; folder: string | null };

export async function listModels(db: Queryable): Promise<ListedModel[]> {
  const { rows } = await db.query<ListedModel>(
    'select id, dimension, dtype, preparation, active, folder from models order by created_at, id',
  );
  return rows;
}

type Known = RegisteredModel & ModelVariant & { fingerprint: string | null };

function requireSame(
  known: Known,
  wanted: RegisteredModel,
  { variant, local }: { variant: ModelVariant | undefined; local: LocalFolder | null | undefined },
): void {
  if (known.id !== wanted.id) {
    throw new UnknownModel(
      `The model ${wanted.id} can't stand beside ${known.id}: their tables would share a name.`,
    );
  }
  if (known.dimension !== wanted.dimension) {
    throw new UnknownModel(
      `The model ${wanted.id} has ${wanted.dimension} dimensions, but its stored vectors have ${known.dimension}; give the new one another id.`,
    );
  }
  if (variant && (known.dtype !== variant.dtype || known.preparation !== variant.preparation)) {
    throw new UnknownModel(
      `The vectors of ${known.id} were made at ${known.dtype} with preparation ${known.preparation}; those at ${variant.dtype} with preparation ${variant.preparation} need another id.`,
    );
  }
  if (local && known.fingerprint !== local.fingerprint) {
    throw new UnknownModel(
      `The model ${wanted.id} is known with other files; give the one in ${local.folder} another id.`,
    );
  }
}

// The filter columns repeat the product's and the image's, so that one index scan can filter while it walks the graph. Vectors
// stay in the row (storage plain): fetching each from beside the table would double an exact scan.
function createTable(table: string, dimension: number, type: VectorType): string {
  return `
    create table ${table} (
      photo_id      bigint primary key references photos on delete cascade,
      image_sha256  text not null,
      product_id    bigint not null,
      shop_id       bigint not null,
      price         numeric(14, 4),
      currency      text,
      brand_key     text,
      category_keys text[] not null,
      available     boolean not null,
      gone          boolean not null default false,
      price_before  numeric(14, 4),
      look_id       bigint,
      placeholder   boolean not null default false,
      colour_names  text[] not null default '{}',
      colour_cells  smallint[] not null default '{}',
      added_at      timestamptz not null default now(),
      embedding     ${type}(${dimension}) not null
    );
    alter table ${table} alter column embedding set storage plain;
    create index on ${table} (product_id);
    create index on ${table} (image_sha256);
    create index on ${table} (shop_id);
    create index on ${table} (price);
    create index on ${table} (brand_key);
    create index on ${table} using gin (category_keys);
    create index on ${table} (look_id);
    create index on ${table} (currency);
    create index on ${table} (product_id) where price_before is not null;
    create index on ${table} using gin (colour_names);
    create index on ${table} using gin (colour_cells);`;
}
