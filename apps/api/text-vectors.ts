// Embeds query texts, remembering the latest ones so that paging and popular queries cost the encoder nothing.
import type { MatchScale } from '../../clip/compose/score.ts';
import { Problem } from './problems.ts';

interface TextVector {
  /** Unit length. */
  vector: Float32Array;
  truncated: boolean;
  tokens: number;
}

export interface TextEncoder {
  readonly modelId: string;
  readonly dimension: number;
  /** Default: CLIP's. */
  readonly match?: MatchScale | undefined;
  embedTexts(texts: string[]): Promise<TextVector[]>;
}

export interface TextVectors {
  /** Throws the Problem `encoder_unavailable` if the encoder fails. */
  embed(text: string): Promise<TextVector>;
}

/** 1,000 texts of at most 1,000 characters beside 512 floats each: at most 4 MB. */
const rememberedTexts = 1000;

/** Remembers the promise, so that the same text asked twice at once is embedded once. */
export function createTextVectors(encoder: TextEncoder, maxTexts = rememberedTexts): TextVectors {
  const remembered = new Map<string, Promise<TextVector>>();
  return {
    embed(text) {
      const known = remembered.get(text);
      if (known !== undefined) {
        // A Map keeps insertion order: put back last, what is first is what was used longest ago.
        remembered.delete(text);
        remembered.set(text, known);
        return known;
      }
      const asked = embedOne(encoder, text);
      remembered.set(text, asked);
      asked.catch(() => {
        if (remembered.get(text) === asked) remembered.delete(text);
      });
      const oldest = remembered.keys().next();
      if (remembered.size > maxTexts && !oldest.done) remembered.delete(oldest.value);
      return asked;
    },
  };
}

async function embedOne(encoder: TextEncoder, text: string): Promise<TextVector> {
  try {
    const [embedded] = await encoder.embedTexts([text]);
    if (embedded === undefined || !isSound(embedded.vector, encoder.dimension)) {
      throw new Error(`${encoder.modelId} answered without ${encoder.dimension} finite numbers`);
    }
    return embedded;
  } catch (cause) {
    throw new Problem('encoder_unavailable', 'The text could not be turned into an embedding.', { cause });
  }
}

function isSound(vector: Float32Array, dimension: number): boolean {
  return vector.length === dimension && vector.every(Number.isFinite);
}
