// Embeds photos for the quality tables, and remembers the vectors between runs: the towers take most of a run's time.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredImage } from '../../../catalog/photos/images.ts';
import type { Crop } from '../../../clip/crop.ts';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import type { Encoder } from '../../../clip/encoder.ts';
import { colourHistogram } from './colour-histogram.ts';

export interface EmbeddedPhoto {
  image: StoredImage;
  vector: Float32Array;
  /** Shares of 512 colours: the baseline. */
  histogram: Float32Array;
}

const folder = join(tmpdir(), 'lookalike-bench-vectors');

/** The photo, or its central part, through the decoder and the encoder that the service uses. */
export async function embedPhoto(
  encoder: Encoder,
  bytes: Buffer,
  crop: Crop | null = null,
): Promise<EmbeddedPhoto> {
  const decoded = await decodePhoto(bytes, encoder.preprocessing, { crop });
  const { sha256, width, height, format, thumbnail, features, pixels } = decoded;
  const key = createHash('sha256')
    .update(JSON.stringify([encoder.modelId, sha256, crop]))
    .digest('hex');
  const vector = (await remembered(key)) ?? (await embed(encoder, pixels, key));
  return {
    image: { sha256, width, height, format, bytes: bytes.byteLength, thumbnail, picture: features },
    vector,
    histogram: colourHistogram(pixels, encoder.preprocessing),
  };
}

/** The middle of a photo: `share` of its width and of its height. */
export function centralCrop(share: number): Crop {
  const margin = (1 - share) / 2;
  return { left: margin, top: margin, width: share, height: share };
}

async function remembered(key: string): Promise<Float32Array | null> {
  const bytes = await readFile(join(folder, key)).catch(() => null); // not embedded yet
  return bytes && new Float32Array(new Uint8Array(bytes).buffer);
}

async function embed(encoder: Encoder, pixels: Float32Array, key: string): Promise<Float32Array> {
  const [vector] = await encoder.embedPixels([pixels]);
  if (!vector) throw new Error('The encoder gave no vector for a photo.');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, key), new Uint8Array(Float32Array.from(vector).buffer));
  return vector;
}
