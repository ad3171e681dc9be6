// Opaque page cursors: the last row's sort key, tied to the query that it belongs to.
import { createHash } from 'node:crypto';

/** The cursor is damaged or belongs to another query; start again without one. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

export type KeyPart = number | string | null;

/** What a part of a sort key may be; anyone can write a cursor, so each part is checked before it meets SQL. */
export type KeyKind = 'id' | 'number' | 'number?' | 'decimal?' | 'bigint' | 'text';

/** Of a query's settings; two queries with the same are pages of one another. */
export function queryShape(settings: unknown): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 12);
}

export function encodeCursor(shape: string, key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify([shape, ...key])).toString('base64url');
}

/**
 * @param kinds of the parts that `encodeCursor` was given
 * @throws InvalidCursor
 */
export function decodeCursor(cursor: string, shape: string, kinds: readonly KeyKind[]): KeyPart[] {
  const [ownShape, ...key] = parse(cursor);
  if (ownShape !== shape) {
    throw new InvalidCursor('The cursor belongs to another query; ask for the first page without a cursor.');
  }
  if (key.length !== kinds.length || !kinds.every((kind, i) => isOfKind(key[i], kind))) throw damaged();
  return key;
}

function parse(cursor: string): KeyPart[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw damaged();
  }
  if (!Array.isArray(value) || !value.every(isKeyPart)) throw damaged();
  return value;
}

function isKeyPart(value: unknown): value is KeyPart {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function isOfKind(part: KeyPart | undefined, kind: KeyKind): boolean {
  switch (kind) {
    case 'id':
      return Number.isSafeInteger(part);
    case 'number':
      return typeof part === 'number';
    case 'number?':
      return part === null || typeof part === 'number';
    case 'decimal?':
      return part === null || (typeof part === 'string' && /^-?\d{1,40}(\.\d{1,40})?$/.test(part));
    case 'text':
      return typeof part === 'string';
    case 'bigint':
      return typeof part === 'string' && /^-?\d{1,19}$/.test(part);
  }
}

function damaged(): InvalidCursor {
  return new InvalidCursor('The cursor can not be read; ask for the first page without a cursor.');
}
