import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDenseLayer } from '../../../clip/dense-layer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lookalike-dense-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeLayer(name: string, header: object, weights: number[]): Promise<string> {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const file = path.join(folder, name);
  await writeFile(file, Buffer.concat([length, text, Buffer.from(Float32Array.from(weights).buffer)]));
  return file;
}
const header = (shape: number[]) => ({
  __metadata__: { format: 'pt' },
  'linear.weight': { dtype: 'F32', shape, data_offsets: [0, 24] },
});

it('takes the mean of a text’s own tokens times the matrix, whatever padding says', async () => {
  // [2, 3]: the first row picks the first number, the second adds the other two.
  const layer = await readDenseLayer(
    await writeLayer('good.safetensors', header([2, 3]), [1, 0, 0, 0, 1, 1]),
  );
  expect(layer.dimension).toBe(2);
  const tokens = [2, 1, 1, 4, 3, 1, 99, 99, 99, 6, 0, 5, 99, 99, 99, 99, 99, 99];
  const output = layer.apply({ dims: [2, 3, 3], data: Float32Array.from(tokens) }, [2, 1]);
  expect(output.dims).toEqual([2, 2]);
  expect(Array.from(output.data)).toEqual([3, 3, 6, 5]);
});

it('refuses a tower of another width, naming the file', async () => {
  const layer = await readDenseLayer(
    await writeLayer('wide.safetensors', header([2, 3]), [1, 0, 0, 0, 1, 1]),
  );
  expect(() => layer.apply({ dims: [1, 1, 4], data: new Float32Array(4) }, [1])).toThrow(
    /wide\.safetensors takes 3 numbers a token/,
  );
});

it('refuses a file that is something else or ends early, naming it', async () => {
  await expect(readDenseLayer(await writeLayer('none.safetensors', {}, []))).rejects.toThrow(
    /none\.safetensors has no linear\.weight/,
  );
  await expect(readDenseLayer(await writeLayer('short.safetensors', header([2, 3]), [1]))).rejects.toThrow(
    /short\.safetensors ends before/,
  );
  const text = path.join(folder, 'text.safetensors');
  await writeFile(text, 'this is no such file at all');
  await expect(readDenseLayer(text)).rejects.toThrow(/is no safetensors file/);
});
