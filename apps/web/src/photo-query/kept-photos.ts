// Keeps the photos that were chosen as files in this browser, so that reload, back and forward still have them.

const databaseName = 'lookalike';
const storeName = 'photos';
// At 200 kB each, what a browser gives any site without asking; the oldest make room.
const mostKept = 50;

interface KeptPhoto {
  source: string;
  photo: Blob;
  at: number;
}

// Where the browser keeps nothing (a private window, a full disk), the photo lives as long as the page.
const unkept = new Map<string, Blob>();

/** @returns the name to find it by, as it stands in the address: `file:…` */
export async function keepPhoto(photo: Blob): Promise<string> {
  const source = `file:${randomName()}`;
  try {
    const database = await openDatabase();
    const store = database.transaction(storeName, 'readwrite').objectStore(storeName);
    await settled(store.put({ source, photo, at: Date.now() } satisfies KeptPhoto));
    await dropOldest(store);
    database.close();
  } catch {
    unkept.set(source, photo); // why the browser refused changes nothing
  }
  return source;
}

export async function readKeptPhoto(source: string): Promise<Blob | null> {
  const here = unkept.get(source);
  if (here) return here;
  try {
    const database = await openDatabase();
    const store = database.transaction(storeName).objectStore(storeName);
    const kept: KeptPhoto | undefined = await settled(store.get(source));
    database.close();
    return kept?.photo ?? null;
  } catch {
    return null; // a browser that opens no database has kept nothing in it
  }
}

async function dropOldest(store: IDBObjectStore): Promise<void> {
  const tooMany = (await settled(store.count())) - mostKept;
  if (tooMany <= 0) return;
  const oldest = await settled(store.index('at').getAllKeys(null, tooMany));
  await Promise.all(oldest.map((key) => settled(store.delete(key))));
}

async function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore(storeName, { keyPath: 'source' }).createIndex('at', 'at');
  return settled(opening);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** crypto.randomUUID is missing where a page is served without TLS; this is not. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
