// How items are written down elsewhere: hashes, vectors as bytes, metadata as JSON.
import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { Metadata } from './items.ts';

/** MD5, as `llm` keeps it: not for secrets, but for files of either tool to agree on what has changed. */
export const contentHash = (content: string | Uint8Array): Buffer =>
  createHash('md5').update(content).digest();

/** 32-bit floats, little-endian, as they have them that read with numpy's `<f4`. */
export function float32Bytes(vector: Float32Array): Buffer {
  const bytes = Buffer.from(Float32Array.from(vector).buffer);
  return endianness() === 'LE' ? bytes : bytes.swap32();
}

/** Null when the bytes are no vector that can be compared. */
export function float32Values(bytes: Uint8Array): Float32Array | null {
  if (bytes.length % 4 !== 0) return null;
  // A copy: the bytes may begin anywhere in their buffer, floats can't.
  const own = Buffer.from(Uint8Array.from(bytes).buffer);
  return comparable(new Float32Array((endianness() === 'LE' ? own : own.swap32()).buffer));
}

/** Null for what has no direction: no numbers, none but zeros, or some that are none. */
export const comparable = (vector: Float32Array): Float32Array | null =>
  vector.every(Number.isFinite) && vector.some((number) => number !== 0) ? vector : null;

/** What is no JSON object is kept as the text that it is. */
export function parseMetadata(text: string): Metadata {
  try {
    const value: unknown = JSON.parse(text);
    if (isMetadata(value)) return value;
  } catch {
    // It is no JSON at all.
  }
  return { metadata: text };
}

export const isMetadata = (value: unknown): value is Metadata =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
