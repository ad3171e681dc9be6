// A photo and some words as the model sees them, and how alike they are.
import { useEffect, useState } from 'react';
import { inBrowserStrings } from '../strings/in-browser/strings.ts';
import type { BrowserEncoder, Embedded } from './browser-encoder.ts';

/** @returns null while it is looked at; a string says why it can't be */
export function useSeenPhoto(encoder: BrowserEncoder | null, photo: Blob | null): Embedded | string | null {
  const [seen, setSeen] = useState<Embedded | string | null>(null);
  useEffect(() => {
    setSeen(null);
    if (!encoder || !photo) return;
    let isWanted = true;
    const look = async () => {
      const bitmap = await createImageBitmap(photo).catch(() => null);
      if (!bitmap) return inBrowserStrings.unreadable;
      return encoder.embedPhoto(bitmap);
    };
    look()
      .catch((error: Error) => error.message)
      .then((found) => isWanted && setSeen(found));
    return () => {
      isWanted = false;
    };
  }, [encoder, photo]);
  return seen;
}

/** Vectors of texts, by the text; those still on their way are missing. */
export function useTextVectors(
  encoder: BrowserEncoder | null,
  texts: readonly string[],
): ReadonlyMap<string, Float32Array> {
  const [vectors, setVectors] = useState<ReadonlyMap<string, Float32Array>>(new Map());
  const missing = texts.find((text) => text.trim() !== '' && !vectors.has(text));
  useEffect(() => {
    if (!encoder || missing === undefined) return;
    let isWanted = true;
    void encoder
      .embedText(missing)
      .catch(() => ({ vector: new Float32Array() })) // a text that fails has no score
      .then(({ vector }) => isWanted && setVectors((before) => new Map([...before, [missing, vector]])));
    return () => {
      isWanted = false;
    };
  }, [encoder, missing]);
  return vectors;
}

/** Of unit vectors; null where one of them is not there. */
export function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number | null {
  if (!a || !b || a.length !== b.length) return null;
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
