// The encoders of this process, by model: loaded once, shared by all who use one, closed when the last gives it back.
import type { Encoder } from '../../clip/encoder.ts';

export interface Lent {
  readonly encoder: Encoder;
  /** Gives it back; safe to call twice. */
  release(): void;
}

export interface EncoderShelf {
  /** Loads it unless it is there. @throws what loading throws */
  take(modelId: string): Promise<Lent>;
  /** Models that are loaded. */
  held(): string[];
  /** Closes all, lent or not. */
  close(): Promise<void>;
}

interface Entry {
  encoder: Promise<Encoder>;
  isLoaded: boolean;
  users: number;
}

/** @param first loaded already; it is closed like the others */
export function createEncoderShelf(
  load: (modelId: string) => Promise<Encoder>,
  first: Encoder,
): EncoderShelf {
  const entries = new Map<string, Entry>([
    [first.modelId, { encoder: Promise.resolve(first), isLoaded: true, users: 0 }],
  ]);
  const closing = new Set<Promise<void>>();

  function add(modelId: string): Entry {
    const entry: Entry = { encoder: load(modelId), isLoaded: false, users: 0 };
    entries.set(modelId, entry);
    entry.encoder.then(
      () => {
        entry.isLoaded = true;
      },
      () => entries.delete(modelId), // whoever asked is told, and may ask again
    );
    return entry;
  }

  function giveBack(modelId: string, entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0 || entries.get(modelId) !== entry) return;
    entries.delete(modelId);
    const closed = entry.encoder.then((encoder) => encoder.close()).finally(() => closing.delete(closed));
    closing.add(closed);
  }

  return {
    async take(modelId) {
      const entry = entries.get(modelId) ?? add(modelId);
      entry.users += 1;
      const encoder = await entry.encoder;
      let isBack = false;
      return {
        encoder,
        release() {
          if (!isBack) giveBack(modelId, entry);
          isBack = true;
        },
      };
    },
    held: () => [...entries].flatMap(([id, { isLoaded }]) => (isLoaded ? [id] : [])),
    async close() {
      const loaded = [...entries.values()];
      entries.clear();
      await Promise.all(loaded.map(({ encoder }) => encoder.then((one) => one.close()).catch(() => {}))); // it never opened
      await Promise.all(closing);
    },
  };
}
