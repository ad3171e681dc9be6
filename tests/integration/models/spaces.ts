// Four spaces of vectors of one catalogue: another model of another length, another precision, another preparation. And a
// database that writes down which of them each statement touches.
import type { ApiModels } from '../../../apps/api/api-models.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import {
  activateModel,
  embeddingsTable,
  type ModelVariant,
  registerModel,
} from '../../../catalog/photos/models.ts';
import { fromVectorText } from '../../../catalog/photos/vectors.ts';
import type { Encoder } from '../../../clip/encoder.ts';

export interface Space {
  id: string;
  variant: ModelVariant;
  /** Its vectors, from those of the starter: as good, but anywhere else. */
  from(vector: Float32Array): Float32Array;
}

const turned = (sign: (i: number) => number) => (vector: Float32Array) =>
  vector.map((value, i) => value * sign(i));
const shortened = (length: number) => (vector: Float32Array) => {
  const start = vector.slice(0, length);
  const size = Math.hypot(...start);
  return start.map((value) => value / size);
};

export const spaces: readonly Space[] = [
  { id: 'starter', variant: { dtype: 'fp32', preparation: 1 }, from: (vector) => vector },
  { id: 'starter-q8', variant: { dtype: 'q8', preparation: 1 }, from: turned((i) => (i % 2 ? -1 : 1)) },
  { id: 'starter-p2', variant: { dtype: 'fp32', preparation: 2 }, from: turned((i) => (i % 3 ? 1 : -1)) },
  // Whatever meets another space breaks: vectors of different lengths can't be compared.
  { id: 'narrow', variant: { dtype: 'fp32', preparation: 1 }, from: shortened(384) },
];

/** Fills the tables of the other spaces from the starter's. */
export async function fillSpaces(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ photoId: number; sha256: string; vector: string }>(
    `select photo_id as "photoId", image_sha256 as sha256, embedding::text as vector from embeddings_starter`,
  );
  for (const { id, variant, from } of spaces.slice(1)) {
    const stored = rows.map((row) => ({ ...row, vector: from(fromVectorText(row.vector)) }));
    await registerModel(db, { id, dimension: stored[0]?.vector.length ?? 0 }, { variant });
    await storeEmbeddings(db, id, stored);
  }
}

/** The models of a process, switched by hand. */
export function switchedByHand(
  db: Queryable,
  starter: Encoder,
): ApiModels & { use(id: string): Promise<void> } {
  const encoders = new Map(spaces.map((space) => [space.id, encoderOf(space, starter)]));
  const encoder = (id: string): Encoder => {
    const found = encoders.get(id);
    if (!found) throw new Error(`There is no space ${id}.`);
    return found;
  };
  let inUse = encoder('starter');
  return {
    inUse: () => inUse,
    problem: () => null,
    look: async () => {},
    borrow: async (id) => ({ encoder: encoder(id), release: () => {} }),
    async use(id) {
      await activateModel(db, id);
      inUse = encoder(id);
    },
  };
}

function encoderOf({ id, variant, from }: Space, starter: Encoder): Encoder {
  return {
    ...starter,
    ...variant,
    modelId: id,
    dimension: from(new Float32Array(starter.dimension).fill(1)).length,
    embedPixels: async (batch) => (await starter.embedPixels(batch)).map(from),
    embedTexts: async (texts) =>
      (await starter.embedTexts(texts)).map((text) => ({ ...text, vector: from(text.vector) })),
  };
}

export interface Touched {
  statement: string;
  /** Spaces whose vectors it reads, or that it names in a parameter. */
  spaces: string[];
}

/** The same database, which writes down what it is asked. */
export function watched(db: Queryable): { db: Queryable; touched: Touched[] } {
  const touched: Touched[] = [];
  const note = (asked: unknown, parameters: unknown) => {
    const statement = typeof asked === 'string' ? asked : String((asked as { text?: string }).text ?? '');
    const named = spaces.filter(
      ({ id }) =>
        new RegExp(`\\b(item_)?${embeddingsTable(id)}\\b`).test(statement) ||
        (Array.isArray(parameters) && parameters.includes(id)),
    );
    touched.push({ statement, spaces: named.map(({ id }) => id) });
  };
  return { db: watch(db, note), touched };
}

type Note = (statement: unknown, parameters: unknown) => void;

/** A pool, or a client that it lends. */
function watch<Asked extends object>(asked: Asked, note: Note): Asked {
  return new Proxy(asked, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'connect')
        return async (...given: unknown[]) => watch(await value.apply(target, given), note);
      return (...given: unknown[]) => {
        if (name === 'query') note(given[0], given[1]);
        return value.apply(target, given);
      };
    },
  });
}
