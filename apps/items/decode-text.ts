// Bytes as text in the first of several encodings that they are valid in.

export const usualEncodings = ['utf-8', 'latin-1'] as const;

/** Null when they are valid in none, or the encoding is none that we know. */
export function decodeText(bytes: Uint8Array, encodings: readonly string[] = usualEncodings): string | null {
  for (const encoding of encodings) {
    const text = decodeAs(bytes, encoding);
    if (text !== null) return text;
  }
  return null;
}

export function isEncoding(name: string): boolean {
  return decodeAs(new Uint8Array(), name) !== null;
}

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  // To the web latin-1 means windows-1252, to everybody else (and to hashes) ISO 8859-1.
  if (/^(latin-?1|iso-?8859-1)$/i.test(encoding)) return Buffer.from(bytes).toString('latin1');
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // not valid in it, or not known
  }
}
