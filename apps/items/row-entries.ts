// Turns a row of a table (CSV, JSON, a query) into an entry of a collection: its id, what is embedded, its metadata.
import type { Metadata } from '../../catalog/items/items.ts';
import type { SourceRow } from '../../workers/import-row.ts';

/** What is embedded: a text, the bytes of a photo, or where a photo is (a path or an address). */
export type EntryContent = { text: string } | { bytes: Uint8Array } | { photoAt: string };

export interface Entry {
  /** Its place in the source, counted from 1, for messages. */
  line: number;
  id: string;
  content: EntryContent;
  metadata: Metadata | null;
}

/** What can't be embedded, and why: fit to stand behind its place. */
export interface BadEntry {
  line: number;
  problem: string;
}

export interface RowRules {
  /** The column of ids. Default: the first. */
  id?: string | undefined;
  /** The columns that are embedded, joined by a space. Default: all but the id and the metadata. */
  content?: readonly string[] | undefined;
  /** The column that says where the photo is, which is embedded then. */
  image?: string | undefined;
  /** Columns that are kept, and not embedded. */
  metadata?: readonly string[] | undefined;
  prefix?: string | undefined;
  /** Goes before each text. */
  prepend?: string | undefined;
}

export function entryOf(source: SourceRow, rules: RowRules): Entry | BadEntry {
  const { line } = source;
  if ('problem' in source) return source;
  if (typeof source.row !== 'object' || source.row === null || Array.isArray(source.row))
    return { line, problem: 'it is not an object' };
  const row = new Map(Object.entries(source.row as Record<string, unknown>)); // an object, as was just seen
  const missing = namesIn(rules).find((name) => !row.has(name));
  if (missing !== undefined)
    return { line, problem: `it has no ${missing}; it has ${[...row.keys()].join(', ') || 'nothing'}` };
  const idColumn = rules.id ?? row.keys().next().value;
  if (idColumn === undefined) return { line, problem: 'it is empty' };
  const id = textOf(row.get(idColumn));
  if (id === '') return { line, problem: `its ${idColumn} is empty` };
  const content = contentOf(row, idColumn, rules);
  if (!content) return { line, problem: 'there is nothing in it to embed' };
  return { line, id: (rules.prefix ?? '') + id, content, metadata: metadataOf(row, rules.metadata ?? []) };
}

const namesIn = ({ id, content = [], image, metadata = [] }: RowRules): string[] =>
  [id, image, ...content, ...metadata].filter((name) => name !== undefined);

function contentOf(row: Map<string, unknown>, idColumn: string, rules: RowRules): EntryContent | null {
  if (rules.image !== undefined) {
    const value = row.get(rules.image);
    if (value instanceof Uint8Array) return value.length > 0 ? { bytes: value } : null;
    const photoAt = textOf(value).trim();
    return photoAt === '' ? null : { photoAt };
  }
  const left = new Set([idColumn, ...(rules.metadata ?? [])]);
  const columns = rules.content ?? [...row.keys()].filter((name) => !left.has(name));
  const values = columns.map((name) => row.get(name));
  // A photo that a query took out of a table.
  const photo = values.find((value) => value instanceof Uint8Array);
  if (photo) return photo.length > 0 ? { bytes: photo } : null;
  // Joined as `llm` joins, empty columns included: the hashes of either tool agree.
  const text = values.map(textOf).join(' ');
  return text.trim() === '' ? null : { text: (rules.prepend ?? '') + text };
}

function metadataOf(row: Map<string, unknown>, columns: readonly string[]): Metadata | null {
  if (columns.length === 0) return null;
  return Object.fromEntries(
    columns.map((name) => {
      const value = row.get(name);
      return [name, typeof value === 'bigint' ? Number(value) : (value ?? null)];
    }),
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
