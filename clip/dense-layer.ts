// The end of a text tower that its graph lacks: the mean of a text's tokens, times a matrix kept in a safetensors file.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { TowerOutput } from './tower.ts';

export interface DenseLayer {
  /** Length of what it gives. */
  readonly dimension: number;
  /** [batch, tokens, width] to [batch, dimension]. @param lengths tokens of each text; what follows is padding */
  apply(output: TowerOutput, lengths: readonly number[]): TowerOutput;
}

const headerSchema = z.looseObject({
  'linear.weight': z.object({
    dtype: z.literal('F32'),
    shape: z.tuple([z.number().int().positive(), z.number().int().positive()]),
    data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().positive()]),
  }),
});

/** Reads `linear.weight`, [dimension, width]. Throws naming the file when it isn't there. */
export async function readDenseLayer(file: string): Promise<DenseLayer> {
  const bytes = await readFile(file);
  const { shape, weights } = readWeights(file, bytes);
  const [dimension, width] = shape;
  return {
    dimension,
    apply({ dims, data }, lengths) {
      const [count = 0, tokens = 0, given = 0] = dims;
      if (dims.length !== 3 || given !== width)
        throw new Error(`${file} takes ${width} numbers a token, but the text tower gave [${dims}].`);
      const projected = new Float32Array(count * dimension);
      for (let row = 0; row < count; row++) {
        const start = row * tokens * width;
        const mean = meanOf(data.subarray(start, start + tokens * width), lengths[row] ?? tokens, width);
        for (let i = 0; i < dimension; i++) projected[row * dimension + i] = dot(weights, i * width, mean);
      }
      return { dims: [count, dimension], data: projected };
    },
  };
}

function readWeights(file: string, bytes: Buffer) {
  const headerBytes = bytes.length >= 8 ? Number(bytes.readBigUInt64LE(0)) : Number.POSITIVE_INFINITY;
  if (headerBytes > bytes.length - 8) throw new Error(`${file} is no safetensors file.`);
  const header = headerSchema.safeParse(JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)));
  if (!header.success) throw new Error(`${file} has no linear.weight of float32.`, { cause: header.error });
  const { shape, data_offsets: offsets } = header.data['linear.weight'];
  const [from, to] = offsets.map((offset) => 8 + headerBytes + offset);
  const values = new Uint8Array(bytes.subarray(from, to));
  if (values.length !== 4 * shape[0] * shape[1]) throw new Error(`${file} ends before its linear.weight.`);
  return { shape, weights: new Float32Array(values.buffer) };
}

function meanOf(tokens: Float32Array, count: number, width: number): Float32Array {
  const sum = new Float32Array(width);
  for (let token = 0; token < count; token++)
    for (let i = 0; i < width; i++) sum[i] = (sum[i] ?? 0) + (tokens[token * width + i] ?? 0);
  return sum.map((value) => value / count);
}

function dot(weights: Float32Array, offset: number, vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (weights[offset + i] ?? 0) * (vector[i] ?? 0);
  return sum;
}
