// The text half of an encoder: tokenises, pads into small batches and runs the text tower on the calling thread.
import { Tensor } from 'onnxruntime-node';
import { chunksOf } from './chunks.ts';
import type { ModelConfig } from './model-config.ts';
import { createTextTokenizer, type TextTokenizer, type TextTokens } from './text-tokens.ts';
import { loadTower, type Tower } from './tower.ts';
import { isSmallTower } from './tower-size.ts';

export interface EncodedText {
  /** Unit length. */
  vector: Float32Array;
  /** True when the end of the text did not fit into the model's context. */
  truncated: boolean;
  /** Token ids fed to the model, begin and end tokens included. */
  tokens: number;
}

export interface TextEncoder {
  readonly dimension: number | null;
  embed(texts: string[]): Promise<EncodedText[]>;
  close(): Promise<void>;
}

// A run blocks the thread that also serves requests: 8 starter texts take it about 20 ms.
const textsPerRun = 8;

/** Loads the text tower. Throws naming the file and what it lacks. */
export async function loadTextEncoder(
  file: string,
  { config, threads }: { config: ModelConfig; threads: number },
): Promise<TextEncoder> {
  const tokenizer = createTextTokenizer(config);
  // Starter, one query: 2.6 ms on one thread whatever else runs; on two 1.9 ms idle but 7.4 ms on a busy machine.
  const small = await isSmallTower(file);
  const tower = await loadTower({ file, output: 'text_embeds', threads: small ? 1 : threads });
  return {
    dimension: tower.dimension,
    async embed(texts) {
      const encoded: EncodedText[] = [];
      for (const chunk of chunksOf(texts, textsPerRun)) {
        const rows = chunk.map((text) => tokenizer.tokenize(text));
        const vectors = await tower.run(feedsOf(tower, tokenizer, rows));
        for (const [i, { ids, truncated }] of rows.entries()) {
          const vector = vectors[i];
          if (!vector) throw new Error(`${file} gave ${vectors.length} vectors for ${rows.length} texts.`);
          encoded.push({ vector, truncated, tokens: ids.length });
        }
      }
      return encoded;
    },
    close: () => tower.close(),
  };
}

/** Pads a batch on the right to its longest text; the mask goes only to graphs that list it (CLIP's do not). */
function feedsOf(tower: Tower, tokenizer: TextTokenizer, rows: TextTokens[]): Record<string, Tensor> {
  const length = Math.max(...rows.map(({ ids }) => ids.length));
  const inputIds = new BigInt64Array(rows.length * length).fill(BigInt(tokenizer.padId));
  const mask = new BigInt64Array(rows.length * length);
  for (const [row, { ids }] of rows.entries()) {
    inputIds.set(ids.map(BigInt), row * length);
    mask.fill(1n, row * length, row * length + ids.length);
  }
  const known: Record<string, BigInt64Array> = { input_ids: inputIds, attention_mask: mask };
  return Object.fromEntries(
    tower.inputNames.map((name) => {
      const values = known[name];
      if (!values) throw new Error(`The text tower wants an input ${name} that we don't know.`);
      return [name, new Tensor('int64', values, [rows.length, length])];
    }),
  );
}
