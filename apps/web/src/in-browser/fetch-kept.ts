// Fetches a file that never changes once, and keeps it in the browser for the next visit.

// Another name when what is kept is laid out differently.
const store = 'lookalike-model-1';

/**
 * @param onBytes hears how many more have come
 * @throws Error when it can't be had
 */
export async function fetchKept(url: string, onBytes: (more: number) => void): Promise<Uint8Array> {
  const kept = await openStore();
  const known = await kept?.match(url).catch(() => undefined); // a store that can't be read keeps nothing
  if (known) {
    const bytes = new Uint8Array(await known.arrayBuffer());
    onBytes(bytes.length);
    return bytes;
  }
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`The model could not be fetched (${response.status}).`);
  const bytes = await readAll(response.body, onBytes);
  // A full disk keeps nothing: the next visit fetches it again.
  await kept?.put(url, new Response(bytes)).catch(() => undefined);
  return bytes;
}

/** Whether all of it is here from an earlier visit. */
export async function isKept(urls: readonly string[]): Promise<boolean> {
  const kept = await openStore();
  if (!kept) return false;
  const known = await Promise.all(urls.map((url) => kept.match(url)));
  return known.every((one) => one !== undefined);
}

/** Null where the browser has none: on plain http beyond this machine, or when storage is blocked. */
async function openStore(): Promise<Cache | null> {
  if (!('caches' in globalThis)) return null;
  return caches.open(store).catch(() => null);
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  onBytes: (more: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    chunks.push(chunk.value);
    onBytes(chunk.value.length);
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
