// An item as one flat record, the same in NDJSON and in Parquet: what `llm` has as columns, with plain names.
import {
  comparable,
  contentHash,
  float32Bytes,
  float32Values,
  isMetadata,
  parseMetadata,
} from '../../catalog/items/item-bytes.ts';
import { longestItemId } from '../../catalog/items/items.ts';
import type { PortableItem } from '../../catalog/items/list-items.ts';

/** The model's name beside each item: a file may be cut in pieces, and no piece forgets whose vectors it has. */
export interface NamedItem extends PortableItem {
  collection: string;
  model: string;
}

/** One that can't be read, and why. */
export interface BadItem {
  line: number;
  problem: string;
}

/** A record of JSON or Parquet as an item; what is missing is made up where that can be. */
export function itemOfRecord(
  record: unknown,
  { line, collection, model }: { line: number; collection: string; model: string },
): NamedItem | BadItem {
  if (!isMetadata(record)) return { line, problem: 'it is not an object' };
  const id = textOf(record.id);
  if (id === null || id === '') return { line, problem: 'it has no id' };
  if (id.length > longestItemId) return { line, problem: `its id has more than ${longestItemId} characters` };
  const vector = vectorOf(record.embedding);
  const content = textOf(record.content);
  const contentBlob = bytesOf(record.content_blob, 'base64');
  if (!vector && content === null && !contentBlob)
    return { line, problem: 'it has neither an embedding of numbers nor content to embed' };
  const hash = bytesOf(record.content_hash, 'hex');
  return {
    id,
    vector,
    content,
    contentBlob: content === null ? contentBlob : null,
    contentHash:
      hash?.length === 16
        ? hash
        : contentHash(content ?? contentBlob ?? float32Bytes(vector ?? new Float32Array())),
    metadata: metadataOf(record.metadata),
    updatedAt: dateOf(record.updated),
    collection: textOf(record.collection) ?? collection,
    model: textOf(record.model) ?? model,
  };
}

function vectorOf(value: unknown): Float32Array | null {
  if (value instanceof Uint8Array) return float32Values(value);
  if (!Array.isArray(value) && !(value instanceof Float32Array) && !(value instanceof Float64Array))
    return null;
  return comparable(Float32Array.from(value, (number) => (typeof number === 'number' ? number : Number.NaN)));
}

function textOf(value: unknown): string | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : null;
}

function bytesOf(value: unknown, encoding: 'base64' | 'hex'): Buffer | null {
  if (value instanceof Uint8Array) return Buffer.from(value);
  return typeof value === 'string' && value !== '' ? Buffer.from(value, encoding) : null;
}

function metadataOf(value: unknown): NamedItem['metadata'] {
  if (isMetadata(value) && !(value instanceof Uint8Array)) return value;
  const text = textOf(value);
  return text === null ? null : parseMetadata(text);
}

/** Seconds, as `llm` has them, or a time as text. */
function dateOf(value: unknown): Date {
  const date =
    value instanceof Date
      ? value
      : typeof value === 'string'
        ? new Date(value)
        : new Date(Number(value ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}
