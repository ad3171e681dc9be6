// Resolves a composed query (texts, photos, products to be like or unlike) into the vector that is searched with.
import type { Queryable } from '../../catalog/database/database.ts';
import { readThumbnail } from '../../catalog/photos/photos.ts';
import { type ProductVector, readProductVectors } from '../../catalog/photos/product-vectors.ts';
import { composeVector, NothingToSeek, type VectorPart } from '../../clip/compose/compose-vector.ts';
import type { Crop } from '../../clip/crop.ts';
import type { EncodedText } from '../../clip/encoder.ts';
import { BadPart, photoFault } from './bad-part.ts';
import { fetchPhoto } from './fetch-photo.ts';
import type { PhotoVectors } from './photo-vectors.ts';

export interface TextPart {
  text: string;
  weight: number;
  /** What it was sent as, for errors: `q`, `texts.0.text`. */
  name: string;
}

export interface ProductPart {
  productId: number;
  /** Below 0: unlike it. */
  weight: number;
  /** Which of its photos, counted from 1. Default: the first that is embedded. */
  photo?: number | undefined;
  crop?: Crop | undefined;
  name: string;
}

export interface PhotoPart {
  source: { url: string } | { bytes: Uint8Array };
  weight: number;
  crop?: Crop | undefined;
  name: string;
}

/** What was embedded elsewhere, with the model that the catalogue is searched under. */
export interface EmbeddedPart {
  kind: 'text' | 'photo';
  /** Unit length, of the model's dimension. */
  vector: Float32Array;
  weight: number;
  name: string;
}

export interface ComposedQuery {
  texts: readonly TextPart[];
  products: readonly ProductPart[];
  photos: readonly PhotoPart[];
  /** Default none. */
  embedded?: readonly EmbeddedPart[];
}

/** What resolving needs; the API and the command line each bring their own. */
export interface QuerySources {
  db: Queryable;
  modelId: string;
  embedText(text: string): Promise<EncodedText>;
  /** Null where no photo can be embedded. */
  photoVectors: PhotoVectors | null;
  allowHosts: readonly string[];
  contact?: string | undefined;
}

export interface ResolvedQuery {
  /** Unit length. */
  vector: Float32Array;
  /** The words that it looks for, for searching by words; empty when there are none. */
  words: string;
  /** What it is made of. */
  kind: 'text' | 'photo' | 'mixed';
  /** The products it names: nobody looks for what they hold in hand. */
  excludeProductIds: number[];
  notices: string[];
}

export interface ResolvedPart extends VectorPart {
  notices: string[];
}

/** Throws `BadPart` for what can't be searched with; anything else is a failure of the sources. */
export async function resolveQuery(query: ComposedQuery, sources: QuerySources): Promise<ResolvedQuery> {
  const parts = await resolveParts(query, sources);
  const notices = [...new Set(parts.flatMap((part) => part.notices))];
  return {
    vector: compose(parts),
    words: wordsOf(query),
    kind: kindOf(parts),
    excludeProductIds: query.products.filter(counts).map(({ productId }) => productId),
    notices,
  };
}

/** Each part with its vector: texts, then products, photos and what was embedded elsewhere. Throws as `resolveQuery` does. */
export async function resolveParts(query: ComposedQuery, sources: QuerySources): Promise<ResolvedPart[]> {
  const groups = await Promise.all([
    resolveTexts(query.texts.filter(counts), sources),
    resolveProducts(query.products.filter(counts), sources),
    Promise.all(query.photos.filter(counts).map((part) => resolvePhoto(part, sources))),
  ]);
  const embedded = (query.embedded ?? []).filter(counts).map((part) => ({ ...part, notices: [] }));
  return [...groups.flat(), ...embedded];
}

/** What weighs nothing changes nothing, its cost included. */
const counts = ({ weight }: { weight: number }) => weight !== 0;

function wordsOf({ texts }: ComposedQuery): string {
  return texts
    .filter(({ weight }) => weight > 0)
    .map(({ text }) => text)
    .join(' ');
}

function kindOf(parts: readonly VectorPart[]): ResolvedQuery['kind'] {
  const kinds = new Set(parts.map(({ kind }) => kind));
  const [kind] = kinds;
  return kinds.size > 1 || kind === undefined ? 'mixed' : kind;
}

function compose(parts: readonly VectorPart[]): Float32Array {
  try {
    return composeVector(parts);
  } catch (cause) {
    if (!(cause instanceof NothingToSeek)) throw cause;
    throw new BadPart('nothing_to_seek', `${cause.message} Say what it should look like, too.`, { cause });
  }
}

async function resolveTexts(texts: readonly TextPart[], sources: QuerySources): Promise<ResolvedPart[]> {
  return Promise.all(
    texts.map(async ({ text, weight }) => {
      const { vector, truncated, tokens } = await sources.embedText(text);
      const notices = truncated ? [`The text was long: only its first ${tokens} tokens were used.`] : [];
      return { kind: 'text' as const, vector, weight, notices };
    }),
  );
}

async function resolveProducts(
  parts: readonly ProductPart[],
  sources: QuerySources,
): Promise<ResolvedPart[]> {
  const stored = await readProductVectors(sources.db, sources.modelId, parts);
  return Promise.all(
    parts.map(async (part, i) => {
      const { vector, sha256 } = requireEmbedded(part, stored[i]);
      const { weight, crop } = part;
      if (!crop) return { kind: 'photo' as const, vector, weight, notices: [] };
      const { name } = part;
      const bytes = await readThumbnail(sources.db, sha256);
      if (!bytes) throw new BadPart('photo_not_embedded', `${name} has no stored photo to crop.`, { name });
      const cropped = await embedPhoto({ name, bytes, crop }, sources);
      return {
        kind: 'photo' as const,
        vector: cropped.vector,
        weight,
        notices: smallCropNotice(crop, cropped),
      };
    }),
  );
}

function requireEmbedded({ productId, photo, name }: ProductPart, stored: ProductVector | undefined) {
  if (!stored?.exists) throw new BadPart('product_not_found', `There is no product ${productId}.`, { name });
  const { vector, sha256 } = stored;
  if (vector === null || sha256 === null) {
    const which = photo === undefined ? 'no embedded photo yet' : `no embedded photo number ${photo}`;
    throw new BadPart('photo_not_embedded', `The product ${productId} has ${which}.`, { name });
  }
  return { vector, sha256 };
}

async function resolvePhoto(
  { source, weight, crop, name }: PhotoPart,
  sources: QuerySources,
): Promise<ResolvedPart> {
  const { vector } =
    'bytes' in source
      ? await embedPhoto({ name, bytes: source.bytes, crop }, sources)
      : await embedFrom(source.url, { name, crop }, sources);
  return { kind: 'photo', vector, weight, notices: [] };
}

async function embedFrom(url: string, { name, crop }: Omit<PhotoToEmbed, 'bytes'>, sources: QuerySources) {
  if (!sources.photoVectors) throw noPhotos();
  const fetch = async () => {
    try {
      return await fetchPhoto(url, sources);
    } catch (error) {
      throw photoFault(error, `${name}.url`);
    }
  };
  try {
    return await sources.photoVectors.embedFrom(url, crop ?? null, fetch);
  } catch (error) {
    throw error instanceof BadPart ? error : photoFault(error, name);
  }
}

interface PhotoToEmbed {
  name: string;
  bytes: Uint8Array;
  crop: Crop | undefined;
}

async function embedPhoto({ name, bytes, crop }: PhotoToEmbed, { photoVectors }: QuerySources) {
  if (!photoVectors) throw noPhotos();
  try {
    return await photoVectors.embed(bytes, crop ?? null);
  } catch (error) {
    throw photoFault(error, name);
  }
}

const noPhotos = () => new BadPart('encoder_failed', 'No photo can be embedded here.');

// The models look at 224 pixels and more; what is smaller is enlarged and says less.
const fewPixels = 112;

function smallCropNotice(crop: Crop, { width, height }: { width: number; height: number }): string[] {
  const [across, down] = [Math.round(crop.width * width), Math.round(crop.height * height)];
  if (Math.min(across, down) >= fewPixels) return [];
  return [
    `Only a picture of ${width}x${height} pixels is kept of the product, so the part has ${across}x${down}: send the photo itself for a finer look.`,
  ];
}
