// Makes text from the open web storable: Postgres refuses zero bytes and half surrogate pairs.

export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** JSON text for a jsonb column. */
export function storableJson(value: unknown): string {
  // JSON.stringify escapes exactly what jsonb refuses; an escaped backslash before `u0000` is left alone.
  return JSON.stringify(value).replace(/(\\\\)|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1');
}
