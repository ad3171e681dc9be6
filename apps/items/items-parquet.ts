// Items as Parquet, which DuckDB, pandas and polars read: embeddings as lists of floats, in groups of a thousand.
import { fileWriter, parquetWriteRows, type SchemaElement } from 'hyparquet-writer';
import { readParquetRows } from './parquet-rows.ts';
import { type BadItem, itemOfRecord, type NamedItem } from './portable-record.ts';

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const columns: SchemaElement[] = [
  { name: 'collection', ...text, repetition_type: 'REQUIRED' },
  { name: 'model', ...text, repetition_type: 'REQUIRED' },
  { name: 'id', ...text, repetition_type: 'REQUIRED' },
  { name: 'content', ...text, repetition_type: 'OPTIONAL' },
  { name: 'content_blob', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'content_hash', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' },
  { name: 'metadata', ...text, repetition_type: 'OPTIONAL' },
  { name: 'updated', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
];
const schema: SchemaElement[] = [
  { name: 'schema', num_children: columns.length + 1 },
  ...columns,
  { name: 'embedding', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
];
const rowsPerGroup = 1000;

export async function writeParquet(items: AsyncIterable<NamedItem>, file: string): Promise<void> {
  await parquetWriteRows({
    writer: fileWriter(file),
    schema,
    rows: recordsOf(items),
    columns: [...columns.map(({ name }) => ({ name })), { name: 'embedding' }],
    rowGroupSize: rowsPerGroup,
    // Floats of embeddings don't repeat, and minima of vectors and photos help nobody.
    statistics: false,
  });
}

/** @throws Error in one sentence when it is no Parquet file */
export async function* readParquet(
  file: string,
  defaults: { collection: string; model: string },
): AsyncIterable<NamedItem | BadItem> {
  for await (const row of await readParquetRows(file))
    yield 'problem' in row ? row : itemOfRecord(row.row, { line: row.line, ...defaults });
}

async function* recordsOf(items: AsyncIterable<NamedItem>) {
  for await (const item of items) {
    yield {
      collection: item.collection,
      model: item.model,
      id: item.id,
      content: item.content,
      content_blob: item.contentBlob,
      content_hash: item.contentHash,
      metadata: item.metadata === null ? null : JSON.stringify(item.metadata),
      updated: item.updatedAt,
      embedding: item.vector && Array.from(item.vector),
    };
  }
}
