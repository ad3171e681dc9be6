// A second model for tests: the starter with a last step that weighs each number of a vector, some of them negatively.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { starterFolder } from '../../clip/model-folder.ts';

const dimension = 512;
const towers = [
  ['vision_model', 'image_embeds'],
  ['text_model', 'text_embeds'],
] as const;

/**
 * Writes it into `folder`. As good a model as the starter, but its vectors lie in another space, and rank a little
 * differently: a text under one scores about 0 with a photo under the other.
 */
export async function makeSecondModel(folder: string, seed = 1): Promise<string> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  for (const file of ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'])
    await cp(join(starterFolder, file), join(folder, file));
  for (const [tower, output] of towers) {
    const file = join('onnx', `${tower}.onnx`);
    await writeFile(join(folder, file), weighed(await readFile(join(starterFolder, file)), output, seed));
  }
  return folder;
}

/** The node that gave the output now gives another name, and a product with the weights takes its place. */
function weighed(model: Buffer, output: string, seed: number): Buffer {
  const inner = `${output.slice(0, -1)}z`;
  const given = Buffer.concat([Buffer.from([0x12, output.length]), Buffer.from(output)]);
  const at = model.indexOf(given);
  if (at === -1 || model.indexOf(given, at + 1) !== -1) throw new Error(`one node must give ${output}`);
  const renamed = Buffer.from(model);
  renamed.write(inner, at + 2);
  const node = message([
    text(1, inner),
    text(1, 'weights'),
    text(2, output),
    text(3, 'weigh'),
    text(4, 'Mul'),
  ]);
  const weights = message([
    Buffer.from([0x08, ...varint(dimension), 0x10, 1]),
    text(8, 'weights'),
    bytes(9, weightsOf(seed)),
  ]);
  // A message that follows another of the same kind is merged with it: so this adds to the graph.
  return Buffer.concat([renamed, bytes(7, message([bytes(1, node), bytes(5, weights)]))]);
}

function weightsOf(seed: number): Buffer {
  const weights = Buffer.alloc(4 * dimension);
  let state = seed;
  for (let i = 0; i < dimension; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const share = (state >>> 8) / 2 ** 24;
    weights.writeFloatLE((0.4 + share) * (i % 2 === 0 ? 1 : -1), 4 * i);
  }
  return weights;
}

const message = (fields: Buffer[]) => Buffer.concat(fields);
const text = (field: number, value: string) => bytes(field, Buffer.from(value));
const bytes = (field: number, value: Buffer) =>
  Buffer.concat([Buffer.from([(field << 3) | 2, ...varint(value.length)]), value]);

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
