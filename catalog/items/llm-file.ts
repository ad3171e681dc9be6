// The SQLite layout that the `llm` command line keeps embeddings in, so that either tool reads the other's file.
import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { contentHash, float32Bytes, float32Values, parseMetadata } from './item-bytes.ts';
import type { PortableItem } from './list-items.ts';

/** The file is no such database; the message is one sentence. */
export class NotLlmFile extends Error {
  override name = 'NotLlmFile';
}

export interface LlmCollection {
  id: number;
  name: string;
  model: string;
  items: number;
}

export interface LlmFile {
  collections(): LlmCollection[];
  items(collectionId: number): Iterable<PortableItem>;
  /** Makes the collection, or finds it; `llm` keeps one model for each. @throws NotLlmFile for another model */
  collection(name: string, model: string): number;
  /** Stores some at once, replacing those of the same ids. */
  store(collectionId: number, items: readonly (PortableItem & { vector: Float32Array })[]): void;
  close(): void;
}

/** @throws NotLlmFile when it is missing, or no database of this layout */
export function readLlmFile(path: string): LlmFile {
  if (!existsSync(path)) throw new NotLlmFile(`There is no file ${path}.`);
  return open(path, { readOnly: true });
}

/** Opens it, or makes it. @throws NotLlmFile */
export function writeLlmFile(path: string): LlmFile {
  return open(path, { readOnly: false });
}

// As the migrations of llm 0.27 leave it. What it has applied is noted, or it would try to make the tables anew.
const layout = `
  create table if not exists collections (id integer primary key, name text, model text);
  create unique index if not exists idx_collections_name on collections (name);
  create table if not exists embeddings (
    collection_id integer references collections (id),
    id text,
    embedding blob,
    content text,
    content_blob blob,
    content_hash blob,
    metadata text,
    updated integer,
    primary key (collection_id, id)
  );
  create index if not exists idx_embeddings_content_hash on embeddings (content_hash);
  create table if not exists _sqlite_migrations (
    id integer primary key, migration_set text, name text, applied_at text
  );
  create unique index if not exists idx__sqlite_migrations_migration_set_name
    on _sqlite_migrations (migration_set, name);
  insert or ignore into _sqlite_migrations (migration_set, name, applied_at) values
    ('llm.embeddings', 'm001_create_tables', datetime('now')),
    ('llm.embeddings', 'm002_foreign_key', datetime('now')),
    ('llm.embeddings', 'm003_add_updated', datetime('now')),
    ('llm.embeddings', 'm004_store_content_hash', datetime('now')),
    ('llm.embeddings', 'm005_add_content_blob', datetime('now'));`;
const needed = ['collection_id', 'id', 'embedding', 'content', 'metadata'];
// Files of earlier versions of llm lack some.
const later = ['content_blob', 'content_hash', 'updated'];

function open(path: string, { readOnly }: { readOnly: boolean }): LlmFile {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly });
    if (!readOnly && columnsOf(database).size === 0) database.exec(layout);
    requireColumns(path, columnsOf(database), readOnly ? needed : [...needed, ...later]);
    return llmFile(database);
  } catch (cause) {
    database?.close();
    if (cause instanceof NotLlmFile) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NotLlmFile(`${path} is no SQLite database that can be used: ${reason}.`, { cause });
  }
}

const columnsOf = (database: DatabaseSync): Set<string> =>
  new Set(
    database
      .prepare('select name from pragma_table_info(?)')
      .all('embeddings')
      .map(({ name }) => String(name)),
  );

function requireColumns(path: string, columns: Set<string>, wanted: readonly string[]): void {
  if (columns.size === 0) throw new NotLlmFile(`${path} is no embeddings database of llm.`);
  const missing = wanted.find((name) => !columns.has(name));
  if (missing === undefined) return;
  throw new NotLlmFile(
    `The table embeddings of ${path} has no column ${missing}: \`llm collections list -d ${path}\` brings it up to date.`,
  );
}

function llmFile(database: DatabaseSync): LlmFile {
  const columns = columnsOf(database);
  const optional = later.map((name) => (columns.has(name) ? name : `null as ${name}`)).join(', ');
  return {
    collections: () =>
      database
        .prepare(
          `select id, name, model, (select count(*) from embeddings where collection_id = collections.id) as items
           from collections order by name`,
        )
        .all() as unknown as LlmCollection[], // the columns are the interface's
    *items(collectionId) {
      const rows = database
        .prepare(
          `select id, embedding, content, metadata, ${optional} from embeddings where collection_id = ? order by id`,
        )
        .iterate(collectionId);
      for (const row of rows) yield itemOf(row);
    },
    collection: (name, model) => findOrMake(database, name, model),
    store: (collectionId, items) => storeAll(database, collectionId, items),
    close: () => database.close(),
  };
}

function findOrMake(database: DatabaseSync, name: string, model: string): number {
  database.prepare('insert or ignore into collections (name, model) values (?, ?)').run(name, model);
  const found = database.prepare('select id, model from collections where name = ?').get(name);
  if (found?.model !== model) {
    throw new NotLlmFile(
      `The file has a collection ${name} under the model ${found?.model}, and this one is under ${model}: write to another file.`,
    );
  }
  return Number(found.id);
}

function storeAll(
  database: DatabaseSync,
  collectionId: number,
  items: readonly (PortableItem & { vector: Float32Array })[],
): void {
  const insert = database.prepare(
    `insert or replace into embeddings
       (collection_id, id, embedding, content, content_blob, content_hash, metadata, updated)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  database.exec('begin');
  for (const item of items) {
    insert.run(
      collectionId,
      item.id,
      float32Bytes(item.vector),
      item.content,
      item.contentBlob,
      item.contentHash,
      item.metadata === null ? null : JSON.stringify(item.metadata),
      Math.floor(item.updatedAt.getTime() / 1000),
    );
  }
  database.exec('commit');
}

function itemOf(row: Record<string, SQLOutputValue>): PortableItem {
  const content = typeof row.content === 'string' ? row.content : null;
  const contentBlob = row.content_blob instanceof Uint8Array ? Buffer.from(row.content_blob) : null;
  const bytes = row.embedding instanceof Uint8Array ? row.embedding : new Uint8Array();
  return {
    id: String(row.id),
    vector: float32Values(bytes),
    content,
    contentBlob,
    contentHash:
      row.content_hash instanceof Uint8Array && row.content_hash.length === 16
        ? Buffer.from(row.content_hash)
        : contentHash(content ?? contentBlob ?? bytes),
    metadata: typeof row.metadata === 'string' ? parseMetadata(row.metadata) : null,
    updatedAt: new Date(Number(row.updated ?? 0) * 1000),
  };
}
