// The text half of an encoder: tokenises, pads into small batches and runs the text tower, a large one in a thread of its own.
import { chunksOf } from './chunks.ts';
import { readDenseLayer } from './dense-layer.ts';
import type { ModelConfig } from './model-config.ts';
import { createTextTokenizer, type TextTokenizer, type TextTokens } from './text-tokens.ts';
import { startTower } from './threaded-tower.ts';
import { loadTower, type Tower, type TowerInput } from './tower.ts';
import { isSmallTower } from './tower-size.ts';
import { unitVectors } from './unit-vectors.ts';

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

// A small tower's run blocks the thread that also serves requests: 8 starter texts take it about 20 ms.
const textsPerRun = 8;

// Starter, one query on one thread and on two: 4.6 and 3.4 ms idle, 5.4 and 5.1 ms beside two busy programs (p99 14 and 12).
const mostForSmall = 2;

export interface TextEncoderOptions {
  config: ModelConfig;
  threads: number;
  /** One text a run: what a dynamically quantised graph gives depends on what else is in the batch. */
  alone: boolean;
  /** Of the file with the layer behind the graph, where the model has one. */
  dense: string | null;
}

/** Loads the text tower. Throws naming the file and what it lacks. */
export async function loadTextEncoder(file: string, options: TextEncoderOptions): Promise<TextEncoder> {
  const { config, threads, alone } = options;
  const tokenizer = createTextTokenizer(config);
  const dense = options.dense === null ? null : await readDenseLayer(options.dense);
  const small = await isSmallTower(file);
  const outputs = dense ? ['last_hidden_state', 'token_embeddings'] : ['text_embeds', 'pooler_output'];
  const tower = small
    ? await loadTower({ file, outputs, threads: Math.min(threads, mostForSmall) })
    : await startTower({ file, outputs, threads, niceness: 0 });

  async function embedChunk(texts: string[]): Promise<EncodedText[]> {
    const rows = texts.map((text) => tokenizer.tokenize(text));
    const output = await tower.run(textsInputs(tower, tokenizer, rows));
    const lengths = rows.map(({ ids }) => ids.length);
    const vectors = unitVectors(dense ? dense.apply(output, lengths) : output, file);
    return rows.map(({ ids, truncated }, i) => {
      const vector = vectors[i];
      if (!vector) throw new Error(`${file} gave ${vectors.length} vectors for ${rows.length} texts.`);
      return { vector, truncated, tokens: ids.length };
    });
  }

  return {
    dimension: dense ? dense.dimension : tower.dimension,
    async embed(texts) {
      const encoded: EncodedText[] = [];
      for (const chunk of chunksOf(texts, alone ? 1 : textsPerRun))
        encoded.push(...(await embedChunk(chunk)));
      return encoded;
    },
    close: () => tower.close(),
  };
}

/** Pads a batch on the right, to its longest text or as far as the model wants it; the mask goes only to graphs that list it (CLIP's do not). */
export function textsInputs(
  { inputNames }: Pick<Tower, 'inputNames'>,
  tokenizer: TextTokenizer,
  rows: readonly TextTokens[],
): Record<string, TowerInput> {
  const length = Math.max(tokenizer.padTo ?? 0, ...rows.map(({ ids }) => ids.length));
  const inputIds = new BigInt64Array(rows.length * length).fill(BigInt(tokenizer.padId));
  const mask = new BigInt64Array(rows.length * length);
  for (const [row, { ids }] of rows.entries()) {
    inputIds.set(ids.map(BigInt), row * length);
    mask.fill(1n, row * length, row * length + ids.length);
  }
  const known: Record<string, BigInt64Array<ArrayBuffer>> = { input_ids: inputIds, attention_mask: mask };
  return Object.fromEntries(
    inputNames.map((name) => {
      const data = known[name];
      if (!data) throw new Error(`The text tower wants an input ${name} that we don't know.`);
      return [name, { type: 'int64', data, dims: [rows.length, length] }];
    }),
  );
}
